.aaaaaaaaaaaaaaaaaaaa
.bbbbb..cccccccc..aaaaaaaaaaaaa..........aaaa
ddddddd.eeeaaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.ee...........ee.........caaaaaaaaaaa.ee............ee...............ee
cccc..eeeeeeeeeeeeeeeeeeeeeeeeeeee.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.eeeeeeee.......eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeec.aaa
..eeeeeeeeee..fffff
..eeeeeeeeee..fffff
..eeeeeeeeee..fffff


..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..fffff

..eeeeeeeeee..fffff
eaaaaaa.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee
.eeeeeeeeeeeeeeee
c
.ccccc.eeee..ccc.eee..ccc.eeeeeeee
a 1
b 1;38;2;255;255;255;48;2;184;31;36
c 1;38;2;122;180;255
d 1;38;2;118;214;234
e 38;2;154;160;168
f 38;2;122;180;255
