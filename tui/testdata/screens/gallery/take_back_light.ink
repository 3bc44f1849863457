.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee..........caaaaaaaaaaa.ee..........ee............ee...............ee
ccccccccccccc..eeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
caa..bbbbbbbbbb....fffff.............................................gggggggggg
eeeaaaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e..............................................................................e
e..............................................................................e
e.c.eeeeeeeeee..ccccc.ee.......................................................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..ffff

..eeeeeeeeee..fffff
..eeeeeeeeee..fffff
e.eeeeeeeeee..ffff
.c.eeeeeeeeee..c.ee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 38;2;11;87;176
g 1;38;2;138;75;0
