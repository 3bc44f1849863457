.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.........................aaaaaaaaaaaa
aaaa
...................................................................a.aaa












.aaaaaa


a
.aaaaa.......aaa......aaa
a 1
b 1;7
