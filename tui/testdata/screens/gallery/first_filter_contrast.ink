.aaaaa..aaaaaaaaaaaaaaa..bbbbbbb
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
acccccccccccc
aaaaaaa
abbbbb................aaaaaaaaaaaaaaaaaaaa
a.....................bbbbbbb...................dddddd

















.aaaaa.......aaa
a 1
b 1;38;2;255;255;255;48;2;160;0;0
c 1;38;2;0;0;0;48;2;255;255;255
d 1;38;2;0;0;0;48;2;0;229;255
