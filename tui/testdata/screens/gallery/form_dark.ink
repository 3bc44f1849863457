.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee..........caaaaaaaaaaa.ee..........ee............ee...............ee
ccccccccccccc..eeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
eeeaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e..............................................................................e
e.caaa.........................................................................e
e..eeee........eeeeeeeeeeeeeeeeeeeeeeeeeee.....................................e
e..eeeeeee.....eeeeeeeeeee.....................................................e
e..............................................................................e
e..eeeee......eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee

..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..ffff

..eeeeeeeeee..fffff
e.eeeeeeeeee..fffff
.ccccc.eeeeeeeeeee..ccc.eeeeeeee..ccc.eeeee..c.eeeeeee..cccccc.eeeeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;122;180;255
d 1;38;2;118;214;234
e 38;2;154;160;168
f 38;2;122;180;255
