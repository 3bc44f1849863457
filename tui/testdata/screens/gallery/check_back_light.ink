.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee..........caaaaaaaaaaa.ee..........ee............ee...............ee
eeeaaaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e..eee........aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.e
e.............aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..................................e
e..eeee........................................................................e
e..eeeee.......................................................................e
e..eeeeeeee....................................................................e
e..eee........fffffffffffffffffffff............................................e
e.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.e
e.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee.................................e
e.c.eeee..c.eee..c.eeeeeeeee..c.eeeeeee..c.eeee..c.eeeeee..ccc.eeee............e
e.ccccc.eeeee..................................................................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
..eeeeeeeeee..ggggg

..eeeeeeeeee..gggg

..eeeeeeeeee..ggggg
e.eeeeeeeeee..ggggg
.c.eeee..c.eee..c.eeeeeeeee..c.eeeeeee..c.eeee..c.eeeeee..ccc.eeee..ccc.eeeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 1;38;2;138;75;0
g 38;2;11;87;176
