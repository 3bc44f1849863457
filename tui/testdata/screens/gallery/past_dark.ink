aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
.bbbbbbbbbbbbbbbbbbbb
.ccccc..dddddddd..bbbbbbbbbbbbb..........bbbb
eeeeeee.fffbbb
bbbb.ccccccccccc
.ff......dbbbbbbbbbbb.ff..........ff............ff..........ff
ddddddddddddd..ffffff.ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
dbb................ggggg
.bb................ggggg.............................................hhhhhhhhhh
.fffffffffffffff
fbbbbbbbb..ffffffffff.ffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
..ffffffffff..ggggg
..ffffffffff..ggggg
..ffffffffff..ggggg
..ffffffffff..gggg
..ffffffffff..gggg
..ffffffffff..gggg
..ffffffffff..gggg

..ffffffffff..ggggg

f.ffffffffff..gggg

.d.fffffff..d.ffff..d.fffff..dddddd.fffffff
a 1;7
b 1
c 1;38;2;255;255;255;48;2;184;31;36
d 1;38;2;122;180;255
e 1;38;2;118;214;234
f 38;2;154;160;168
g 38;2;122;180;255
h 1;38;2;255;192;92
