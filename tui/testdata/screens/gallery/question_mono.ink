.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.............aaaaaaaaaaaa
...aaaaaaaaaaaaaaaaaa







..a.............aaaaa









.a.............a
a 1
b 1;7
