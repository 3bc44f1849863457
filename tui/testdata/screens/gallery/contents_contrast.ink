.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
...aaaaaaaaaaaaaaaaaaaaaaaaaaa
..a...aaaaaaaaaaa
......aaaaaaa.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
......aaaaaa.ccccccccccccccccccccccccccccccc
......aaaaaaaaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaa.ccccccccccccccccccccccccccccccccccccccccccccccccccccccccc
......aaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaaa.ccccccccccccccccccccccccccccccc
......aaaaaaaaaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaaaaaaaaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaaaaaaaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaaaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaaaaaaaaaaaaaaaaaaa.ccccccccccccccccccccccc
......aaaaaaaaa
......aaaaaaaaaaa
......aaaaaaaa
......aaaaaaaaa
......aaaaaaaa
......aaaaaaaaaaaaaa

.aaaaa...........aaa........a.....a
a 1
b 1;38;2;255;255;255;48;2;160;0;0
c 1;38;2;0;0;0;48;2;255;224;0
