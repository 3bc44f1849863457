.aaaaaaaaaaaaaaaaaaaa
.bbbbb..aaaaaaaa..aaaaaaaaaaaaa..........aaaa
...aaaaaaaaaaaaaaaaaaaaaaa
..aa

..aaaaaaa...........a
...aaaaaa...........aaaaaaa
...aaaaaaaa.........aaaaaaaaa
...aaaa.............a
...aaaaaaa..........aaaaaaaa













.aaaaa........aaa........a.....a
a 1
b 1;7
