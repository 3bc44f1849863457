.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
aaaaaaa....aaa
aaaa.bbbbbbbbbbbb.....................................................aaaaaaaaa
....................................................................aaaaaaaaaaa
aaaaaaaaa
.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

...aaaaaaaaaaa
.aaaaaaaa
.aaaaaaaa

.aaaaaa

.aaaaaa
.aaaaaaaa
.aaaa
.aaaaaaaaaaaaaaaaaaa
.aaaaaaaaaaaaaaaaa
.aaaaaaa

...aaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa

.a..........a...............a...........a........a.........a.........a
a 1
b 1;7
