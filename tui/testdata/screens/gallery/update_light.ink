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
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 38;2;11;87;176
