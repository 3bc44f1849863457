.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee..........caaaaaaaaaaa.ee..........ee............ee...............ee
ccccccccccccc..eeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
eeeaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
e.bbbbbbbbbbbb.................................................................e
e.bbbbbbbbbbbb.................................................................e
e.bbbbbbbbbbbb.................................................................e
e.ffffffffff...................................................................e
e..............................................................................e
eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
..eeeeeeeeee..ggggg

..eeeeeeeeee..ggggg

..eeeeeeeeee..ggggg

..eeeeeeeeee..gggg

..eeeeeeeeee..ggggg
e.eeeeeeeeee..ggggg
.ccc.eeeee..c.ee..c.eeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 1;38;2;0;98;122
e 38;2;90;96;104
f 1;38;2;138;75;0
g 38;2;11;87;176
