aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
.bbbbbbbbbbbbbbbbbbbb
.aaaaa..bbbbbbbb..bbbbbbbbbbbbb..........bbbb
bbbbbbb....bbb
bbbb.aaaaaaaaaaa
.........bbbbbbbbbbbb
bbbbbbbbbbbbb
bbb
.bb..................................................................bbbbbbbbbb

.bbbbbbbb












.b..........b.......b........bbbbbb
a 1;7
b 1
