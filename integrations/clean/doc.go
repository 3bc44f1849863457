// Package clean makes text from outside safe, once, at the door: Slack
// messages, pasted output, titles, imported files.
//
// Text and Line take out everything that a terminal would obey or that a reader
// cannot see: escape sequences, control characters, bidirectional overrides,
// zero-width marks, invalid UTF-8. Secrets masks passwords, tokens and keys.
// Call Text first and Secrets second, so that nothing invisible can split a
// secret in two; after both the text may be stored, drawn and exported.
//
// It may import the standard library, golang.org/x/text and
// github.com/charmbracelet/x/ansi, and no package of this project.
package clean
