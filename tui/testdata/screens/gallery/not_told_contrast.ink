.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
ccccccc....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
..adddddd.........aaaaaaaa
...ddddddd........aaaaaaaa
..................aaaaaaaa
..................aaaaaaaa






..a............a.........a.......aaaaa.......aaaaaaa







.a............a.........a.......aaaaa.......aaa......................dddddddddd
a 1
b 1;38;2;255;255;255;48;2;160;0;0
c 1;38;2;0;0;0;48;2;0;229;255
d 1;38;2;0;0;0;48;2;255;224;0
