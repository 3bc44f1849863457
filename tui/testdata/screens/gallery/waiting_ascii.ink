.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
.............aaaaaaaaaaaa
aaaaaaaaaaaaa
...aaaaaaaaaaaaaaaaaa
..bbbbbbbbbbbb
..bbbbbbbbbbbb
..bbbbbbbbbbbb
..aaaaaaaaaa












.aaa........aa.....aaaa
a 1
b 1;7
