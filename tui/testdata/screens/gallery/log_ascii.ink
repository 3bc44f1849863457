.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.........................aaaaaaaaaaaa
aaaa
...................................................................a.aaa
















.a..........a.........a.........a.........a.............aaaaa.......a
a 1
b 1;7
