.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
...aaaaaaaaa
..aaaa
..a
..a
..a
..a
..a
..a

..a
..aaaaa

..aaa
..aaa
..aaa
..aaaa
..aaaa
..aaaaaa
..aaaaa


.aaa........a.....a
a 1
b 1;7
