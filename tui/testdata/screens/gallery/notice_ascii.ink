.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.............aaaaaaaaaaaa
aaaaaaaaaaaaa
aaa..bbbbbbbbbb......................................................aaaaaaaaaa
.aa..bbbbbbbbbb......................................................aaaaaaaaaa
.aaaaaaaaaaaaaaaaaaa
.aaaaaaaa









aaaa
.....aaaaaaaaaaaaaaaaaaaaaaaaaaa
.aaaaaaa
a
.aaaaa.........aaa...........aaa........aa
a 1
b 1;7
