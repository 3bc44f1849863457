.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee...........ee..........ee.........caaaaaaaaaaaaa.ee...............ee
ccccccc..eeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
cffff....................................................................eeeeee
c...........aaaaaa
.ffff.....................................................................eeeee
............aaaaaa
.fffff......eeeeeeeee....................................................eeeeee
............gggggggggg
.fffff......eeeeeeeeeee..................................................eeeeee
............aaabbbbbbbbbb.......................................eeeeeeee
.fffff......eeeeeeeeee...................................................eeeeee
............aaabbbbbbbbbb..................................eeeeeeee.ggggggggggg
eaaaaaaaaaaaa..eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
eeeeeee.aaaaaaaa..eeeeeeeeeee
.e.fffff......aaaaaaaaaaaaaaaaa..hhhh..eeeeeeeeeee
.e.fffff......aaaaaaaaaaaaaaa..hhhh..eeeeeeeee
...eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.eeeeee.aaaaaaaa..eee..ffffffffffff
.c.eeeeeee..c.eeeeee..c.eeeeee..c.eeeeeeeeee..c.eeee..c.eeeeee..c.eeee..c.eeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 38;2;11;87;176
g 1;38;2;138;75;0
h 38;2;31;111;42
