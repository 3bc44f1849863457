// Package message says what a Slack message means to an incident's record: one
// translation for exports and for the live channel, so that both give the same
// timeline. Raw is what a message says, before any of it is trusted; a Translator
// makes a Message of it, rendered, cleaned, masked, and with the commands in it; a
// Scribe writes Messages, in the order of their ts, as orders.
//
// What it writes is of two kinds. Evidence is what the channel holds: messages, edits,
// deletions, reactions, changes of the channel. It does not depend on other messages.
// What follows from it is commands and the answers to them, which depend on the messages
// around, and notes: work for later, decisions, links and stars, by Signs.
//
// It may import incident, timeline for the Recorder's Instruction, the sibling packages
// clean, capture, mrkdwn and lenient, and the standard library.
package message
