.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee...........ee..........ee..........ee...........caaaaaaaaaaaaaaaa.ee
ccccccccc..eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeee
.aa..eeeee.fffff......gggggggggg
.aa..eeeee.fffff......gggggg
.aa..eeeee.fffff......bbbbbbbb
.aa..eeeee.fffff......eeeeee
.aa..eeeee.ffff.......gggggggg
caa..eeeee.fffff......gggggggg
eaa..eeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.aaaaaaaaaaaaaaaaaaaaaaaaaa
.eeeee
.eeeeeeeee...ggggggggggggggggggggggggggggggggggggggggggggggggg
.eee






.c.eeeeeee..c.eeeeeee..c.eeeeee..c.eeeeee..c.eeeeee..c.eeeeeeeeee..c.eeeeeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 38;2;11;87;176
g 1;38;2;138;75;0
