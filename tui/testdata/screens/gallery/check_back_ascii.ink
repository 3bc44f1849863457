.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.............aaaaaaaaaaaa
...aaaaaaaaaaaaaaaaaaaaaaa
..............aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
..............aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa



..............aaaaaaaaaaaaaaaaaaaaa


..a.......a......a............a..........a.......a.........aaa
..aaaaa







.a.......a......a............a..........a.......a.........aaa.......aaa
a 1
b 1;7
