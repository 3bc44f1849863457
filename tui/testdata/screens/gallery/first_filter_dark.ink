.aaaaa..bbbbbbbbbbbbbbb..ccccccc
bbbb.cccccccccccc.....................................................bbbbbbbbb
abbbbbbbbbbbb.dd..........dd..........dd............dd...............dd
aaaaaaa
accccc................bbbbbbbbbbbbbbbbbbbb
a.......dddddddd......ccccccc...................eeeeee....ddddddddddddddddddddd

















.aaaaa.dddd..aaa.ddd
a 1;38;2;122;180;255
b 1
c 1;38;2;255;255;255;48;2;184;31;36
d 38;2;154;160;168
e 1;38;2;118;214;234
