.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
..aaaaaaa.........aaaaaaaa
...aaaaaaa........aaaaaaaa
..................aaaaaaaa
..................aaaaaaaa






..a............a.........a.......aaaaa.......aaaaaaa







.a............a.........a.......aaaaa.......aaa......................aaaaaaaaaa
a 1
b 1;7
