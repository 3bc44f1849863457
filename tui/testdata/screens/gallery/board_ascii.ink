.aaaaa..aaaaaaaaaaaaaaa..bbbbbbb
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
aaaaaaaaaaaaa
aaaaaaaaaa
abbbbb................aaaaaaaaaaaaaaaaaaaa
a.....................bbbbbbb...................aaaaaa

















.aaaaa.......a..........a..........a.........a.......a.......aaaaaa
a 1
b 1;7
