.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
...aaaaaaaaaaaaaaaaaaaaaaaaaaa
..a...aaaaaaaaaaa
......aaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
......aaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaa
......aaaaaaaaa
......aaaaaaaaaaa
......aaaaaaaa
......aaaaaaaaa
......aaaaaaaa
......aaaaaaaaaaaaaa

.aaaaa...........aaa........a.....a
a 1
b 1;7
