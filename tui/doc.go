// Package tui is the console: the pages of all incidents and of one, in a terminal, and the same without a screen.
//
// It may import incident and its grammar, timeline and its views, Bubble Tea and the terminal libraries under it, and
// never integrations: what it needs of the world outside is handed to it in [Options].
//
// How it is put together:
//
//   - app is the only tea.Model. It routes: keys to the top overlay or the page by way of one table ([KeyTable]),
//     facts to whom they concern. Modes are the one enum [place]; a place belongs to groups, and a key of a group works in
//     all of its places, but never where text is typed.
//   - subject is the incident that the console is about: its state, its timeline and what it gains. The pages (tabs.go)
//     draw it, each with a choice of its own that is kept by name and never by row. What they show is a sight: how it
//     stands now, or how it was known at an earlier time.
//   - A page draws what is between the header and the foot, which the app draws around it (screen.go). An overlay draws a
//     box on top of a page or a bar below it, and takes all keys. What asks something dangerous, or opens by itself, takes
//     none for a moment (grace.go).
//   - Everything that waits is an effect: a method that returns a tea.Cmd, has a timeout, and answers with a message
//     whatever happens. What happened meanwhile comes in by the feed, many events a message.
//   - Drawing is pure: no clock, no disk. now is set by a tick once a second, and nothing ticks faster.
//   - The screen shows what the log has: an order that was sent shows up when the feed brings its events, not before.
//     That a reminder was shown is an event, too.
//   - Lists are virtual: an index of sixteen bytes an entry, text fetched for what is looked at, and the lines of an entry
//     kept until it or the width changes. What a frame costs does not depend on how long the timeline is.
//   - The plain console (plain*.go) drives the same app by lines instead of keys, so that forms, questions, needs and
//     reminders are the same.
package tui
