.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee..........caaaaaaaaaaa.ee..........ee............ee...............ee
eaaaaaaaaaaaa..eeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
eeeaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e.eeeeeeee.....................................................................e
e.eeeeeeee.....................................................................e
e.ee...........................................................................e
e.eeeeeee......................................................................e
e.eeee.........................................................................e
e..............................................................................e
e.eeee.........................................................................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..ffff

..eeeeeeeeee..fffff
..eeeeeeeeee..fffff
.ccc.eeeee..c.ee..c.eeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 38;2;11;87;176
