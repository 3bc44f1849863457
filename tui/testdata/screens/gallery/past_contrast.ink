aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
.bbbbbbbbbbbbbbbbbbbb
.ccccc..bbbbbbbb..bbbbbbbbbbbbb..........bbbb
ddddddd....bbb
bbbb.ccccccccccc
.........beeeeeeeeeee
bbbbbbbbbbbbb
bbb
.bb..................................................................ffffffffff

.bbbbbbbb












.b..........b.......b........bbbbbb
a 1;7
b 1
c 1;38;2;255;255;255;48;2;160;0;0
d 1;38;2;0;0;0;48;2;0;229;255
e 1;38;2;0;0;0;48;2;255;255;255
f 1;38;2;0;0;0;48;2;255;224;0
