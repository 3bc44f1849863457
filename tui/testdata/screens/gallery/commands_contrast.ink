.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
ccccccc....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
...................................................adddddddddddddddd
aaaaaaaaa
.aa...................eeeeeeeeee
.aa...................eeeeee
.aa...................bbbbbbbb
.aa
.aa...................eeeeeeee
aaa...................eeeeeeee
.aa
.aaaaaaaaaaaaaaaaaaaaaaaaaa

.............eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee







.a..........a..........a.........a.........a.........a.............a
a 1
b 1;38;2;255;255;255;48;2;160;0;0
c 1;38;2;0;0;0;48;2;0;229;255
d 1;38;2;0;0;0;48;2;255;255;255
e 1;38;2;0;0;0;48;2;255;224;0
