// Package secret says what a token is in this program, text that shows itself to
// nobody, and where one comes from: the environment, then a command of the
// configuration such as a password manager's, then the keyring of the system.
//
// A secret is never in the configuration, the record, a file of ours, a line of
// a log or the text of an error. What a command printed and what a keyring holds
// stays out of every error for the same reason.
//
// It may import the standard library and github.com/zalando/go-keyring, and no
// package of this project.
package secret
