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

..aaaaaaaaaa
..aaaa
..aaaaaa
..aaaa
..aaaa
..aaaaaa
..aaaaa


.aaa........aa.....aaaa
a 1
b 1;7
