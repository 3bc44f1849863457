.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.....................................aaaaaaaaaaaaaa
aaaaaaa

a
a...........aaaaaa

............aaaaaa

............aaaaaaaaaa

............aaabbbbbbbbbb

............aaabbbbbbbbbb...........................................aaaaaaaaaaa
.aaaaaaaaaaaa
........aaaaaaaa
..............aaaaaaaaaaaaaaaaa
..............aaaaaaaaaaaaaaa

........aaaaaaaa
.a..........a.........a.........a.............a.......a.........a.......a
a 1
b 1;7
