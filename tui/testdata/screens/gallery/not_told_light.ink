.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
eeeaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e.cffffff.........aaaaaaaa.....................................................e
e..fffffff........aaaaaaaa.....................................................e
e.................aaaaaaaa.....................................................e
e..eeeeeee........aaaaaaaa.....................................................e
e.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.e
e..eeeeee......................................................................e
e..............................................................................e
e..eeeeeee.....................................................................e
e..eeee........................................................................e
e..............................................................................e
e.c.eeeeeeeee..c.eeeeee..c.eeee..ccccc.eeee..ccccccc.eeeee.....................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee

..eeeeeeeeee..gggggg

..eeeeeeeeee..gggggg
e.eeeeeeeeee..gggggg

.c.eeeeeeeee..c.eeeeee..c.eeee..ccccc.eeee..ccc.eeeee................ffffffffff
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 1;38;2;138;75;0
g 38;2;11;87;176
