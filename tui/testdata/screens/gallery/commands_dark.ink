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
c 1;38;2;122;180;255
d 1;38;2;118;214;234
e 38;2;154;160;168
f 38;2;122;180;255
g 1;38;2;255;192;92
