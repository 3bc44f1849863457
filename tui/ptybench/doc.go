// Package ptybench measures the built program in a pseudo-terminal: its start, what it costs while nothing happens, how
// long a key waits for its frame, and a flood of entries. It holds nothing but benchmarks:
//
//	go test -bench . -run '^$' ./tui/ptybench
//
// Absolute figures depend on the machine, and on what else it does. So each is taken beside that of a minimal Bubble Tea
// program with the same frame rate, built from the same modules, in turns within the same run, and their ratio is
// reported. The programs to compare with are under testdata.
package ptybench
