// Package mrkdwn turns the text of a Slack message into plain text: mentions,
// channels, groups, dates and links as a person reads them, entities unescaped.
// The live mirror and the reader of exports share it, so that one message has one
// wording whichever way it came in.
//
// The result is as hostile as what came in: clean it before it is stored. It
// imports the standard library only.
package mrkdwn
