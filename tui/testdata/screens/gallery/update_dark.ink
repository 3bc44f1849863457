.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
eeeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e..............................................................................e
e.caaaaaaaa....................................................................e
e..eeee........................................................................e
e..eeeeeee.....................................................................e
e..............................................................................e
e..eeeeeee.....................................................................e
e..............................................................................e
e..............................................................................e
e..............................................................................e
e..eeeeee.....eeeeeeeeeeeeee...................................................e
e..eeeee......eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.....e
e.............eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee...........................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee

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
