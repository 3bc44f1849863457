.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

..aaaaaaaaa
















.aaaaa..............aaa...........aaa........a..........aaaaaa
a 1
b 1;7
