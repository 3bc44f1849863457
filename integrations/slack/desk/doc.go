// Package desk answers what people ask of baton in Slack: slash commands, buttons, the shortcut on a message, and the
// form that it may open. Decode reads what Slack sent, Desk.Answer turns it into orders of an incident, and says what is
// to be sent back. It knows no network: answers and forms are values, and whoever calls sends them.
//
// A person acts under their own handle. What they typed is cleaned and masked before anything reads it, and whatever
// goes back is escaped, so that no text from outside can mention anybody. What is recorded is durable before it is
// acknowledged, and a request that comes twice is carried out once: its orders carry a key that is made of it.
//
// The channel is not told of anything here: what the log says is told by the outbox.
//
// It may import incident and its grammar, timeline for the Recorder's words, the sibling packages clean, message, mrkdwn,
// lenient and app, and the standard library.
package desk
