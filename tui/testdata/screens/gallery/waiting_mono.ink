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












.aaa........a.....a
a 1
b 1;7
