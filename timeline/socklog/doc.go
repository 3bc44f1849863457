// Package socklog is the Log of another baton process on this machine, over its Unix socket.
//
// One process owns the store: it has the file open and serves it on a socket beside it. Any other attaches through the
// socket and has the same timeline.Log. [Open] does whichever is possible, and goes on through changes: when the owner
// ends, also by kill -9, one of those attached becomes the owner, the others attach to it, and what was under way goes on
// without an event lost or repeated.
//
// The protocol is for one machine and one user. The socket is 0600, in a folder of the user's, and on Linux the peer's
// user is checked. Whatever comes in is treated as hostile all the same: lengths are bounded, events are decoded with
// their checksum, texts never become anything but text.
//
// It may import packages incident, timeline and boltlog, golang.org/x/sys and the standard library.
package socklog
