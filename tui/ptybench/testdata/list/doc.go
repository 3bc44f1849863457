// Package main is the command list, a minimal list in Bubble Tea: as many of a million lines as fit, and a sign before the
// chosen one. It imports Bubble Tea and the standard library.
package main
