.aaaaa..aaaaaaaaaaaaaaa..bbbbbbb
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
aaaaaaaaaaaaa
aaaaaaa
abbbbb................aaaaaaaaaaaaaaaaaaaa
a.....................bbbbbbb...................aaaaaa

















.aaaaa.......aaa
a 1
b 1;7
