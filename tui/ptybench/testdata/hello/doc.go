// Package main is the command hello, the least that a Bubble Tea program can be: a greeting, of which a key changes one
// cell. It imports Bubble Tea and the standard library.
package main
