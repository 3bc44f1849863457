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
c 1;38;2;122;180;255
d 1;38;2;118;214;234
e 38;2;154;160;168
f 1;38;2;255;192;92
