.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
...................................................aaaaaaaaaaaaaaaaa
aaaaaaaaa
.aa...................aaaaaaaaaa
.aa...................aaaaaa
.aa...................bbbbbbbb
.aa
.aa...................aaaaaaaa
aaa...................aaaaaaaa
.aa
.aaaaaaaaaaaaaaaaaaaaaaaaaa

.............aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa







.a..........a..........a.........a.........a.........a.............a
a 1
b 1;7
