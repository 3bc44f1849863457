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
c 1;38;2;122;180;255
d 1;38;2;118;214;234
e 38;2;154;160;168
f 1;38;2;255;192;92
g 38;2;122;180;255
