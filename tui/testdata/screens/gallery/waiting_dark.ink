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
c 1;38;2;122;180;255
d 1;38;2;118;214;234
e 38;2;154;160;168
f 1;38;2;255;192;92
g 38;2;122;180;255
