// Package capture finds the commands that people post in chat: what could be typed
// as it stands into a shell, a database console, a chat-ops bot or a configuration
// file. It tells them from talk, program source, output and diffs, says what the
// message does with them (runs, proposes, asks …), and whether a message is a yes
// or a no to somebody else's proposal.
//
// It may import mvdan.cc/sh/v3/syntax, integrations/clean and the standard
// library, and nothing else of this project.
package capture
