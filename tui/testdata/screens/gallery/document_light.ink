.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee...........ee..........ee..........ee............ee..............caaaaaaaaaa
ccccccccc..eeeeeeeeeeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

eeeaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.aaaaaaaa
.aaaaaaaa
......................eee
.aaaaaa
......................................eeee
.aaaaaa
.aaaaaaaa..................eeeee
.aaaa.........................eeeee
.aaaaaaaaaaaaaaaaaaa......eeee
.aaaaaaaaaaaaaaaaa
.aaaaaaa

eeeaaaaaaa.fffffffffffffffffffffffffffffffffffffffffffffffffffffffff.eeeeeeeeeee

.c.eeeeeee..c.eeeeeeeeeeee..c.eeeeeeee..c.eeeee..c.eeeeee..c.eeeeee..c.eeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 1;38;2;138;75;0
