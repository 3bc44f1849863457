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
d 1;38;2;11;87;176
e 1;38;2;0;98;122
f 38;2;90;96;104
g 38;2;11;87;176
h 1;38;2;138;75;0
