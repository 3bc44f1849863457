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
b 1;38;2;255;255;255;48;2;160;0;0
