.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
dddaaaaaaaaaaaaaaaaaaaaaaaaaaa.ddddddddddddddddddddddddddddddddddddddddddddddddd
d.cdddaaaaaaaaaaa..............................................................d
d..dddaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee........d
d..dddaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee...................................d
d..dddaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.dddddddddddddddddddddddddddddddddddddddddd.d
d..dddaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee......d
d..dddaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee..........................................d
d..dddaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee...............d
d..dddaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeee...............................d
d..dddaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee...................................d
d..dddaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee.............................d
d..dddaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee..............................d
d..dddaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee..................................d
d..dddaaaaaaaaaaaaaaaaaaaaaaaaaa.eeeeeeeeeeeeeeeeeeeeeee.......................d
d..dddaaaaaaaaa................................................................d
d..dddaaaaaaaaaaa..............................................................d
d..dddaaaaaaaa.................................................................d
d..dddaaaaaaaaa................................................................d
d..dddaaaaaaaa.................................................................d
d..dddaaaaaaaaaaaaaa...........................................................d
dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd
.ccccc.dddddddd..ccc.ddddd..c.dd..c.dddd
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;11;87;176
d 38;2;90;96;104
e 1;38;2;138;75;0
