.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.............aaaaaaaaaaaa
aaaaaaaaaaaaa
...aaaaaaaaaaaaaaaaaaaaa

..aaaa














.aaaaa..............aaa...........aaa........a..........aaaaaa
a 1
b 1;7
