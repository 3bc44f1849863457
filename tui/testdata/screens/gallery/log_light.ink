.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee...........ee.........caaaaaaaaaaa.ee............ee...............ee
cccc..eeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.eeeeeeee.......eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeec.aaa

..eeeeeeeeee..fffff


..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..ffff

..eeeeeeeeee..fffff
..eeeeeeeeee..fffff
.c.eeeeeee..c.eeeeee..c.eeeeee..c.eeeeee..c.eeeeeeeeee..ccccc.eeee..c.eeeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 38;2;11;87;176
