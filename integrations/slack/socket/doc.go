// Package socket is a Socket Mode client: it keeps two connections to Slack, takes what comes in by them, and
// acknowledges each envelope by the connection that brought it.
//
// It is its own client because slack-go stops reading when it is told to go and opens the next connection only then, so
// that what comes right behind the disconnect is lost; and because it hides why it was told to go. Here a connection that
// is told to go is replaced first, and read until it ends.
//
// Nothing is kept here and nothing repeated: an envelope is handed on once for each time that it came. Slack sends an
// event again that nobody acknowledged; it may come twice all the same, by either connection.
//
// It may import the sibling packages clean and web, github.com/gorilla/websocket and the standard library.
package socket
