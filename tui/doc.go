// Package tui is the console: the board of all incidents and the room of one, in a terminal.
//
// It may import incident and its grammar, timeline, Bubble Tea and the terminal libraries under it, and never
// integrations: what it needs of the world outside is handed to it in [Options].
//
// How it is put together:
//
//   - app is the only tea.Model. It routes: keys to the top overlay or the page by way of one table ([KeyTable]),
//     facts to whom they concern. A page draws a whole screen and includes its size and its help; an overlay draws a
//     box on top of a page. Modes are the one enum [place].
//   - Everything that waits is an effect: a method that returns a tea.Cmd, has a timeout, and answers with a message
//     whatever happens. What happened meanwhile comes in by the feed, many events a message.
//   - Drawing is pure: no clock, no disk. now is set by a tick once a second, and nothing ticks faster.
//   - The screen shows what the log has: an order that was sent shows up when the feed brings its events, not before.
//   - The timeline is a virtual list: an index of sixteen bytes an entry, text fetched for what is looked at, and the
//     lines of an entry kept until it or the width changes. Its cost does not depend on how long the timeline is.
package tui
