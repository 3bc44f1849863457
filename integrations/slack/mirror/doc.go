// Package mirror writes what a live Slack channel says into an incident: the events of
// the Events API, and the pages of its history, in any order, with repeats and gaps.
// It knows no network.
//
// The promise: the same channel gives the same timeline, whatever came when, and the
// one that importing an export of the channel gives, as far as both know the same. For
// that, what is recorded is of two kinds.
//
// Evidence is what the channel holds: messages, edits, deletions, reactions, pins,
// changes of the channel. Each has a key of its own, made of ids and times of Slack's,
// so that a repeat does nothing, and points at its message by key, so that it may come
// first. The first wording of a message that comes after a later one is an edit at the
// moment of the posting, which views show as the first wording.
//
// Consequences are the commands in messages, that they were run, and the answers to
// them. An answer that comes late, or an edit, can change what others meant. So they are
// never decided message by message: they are a function of all messages that the log
// holds, read in the order of their ts by the Scribe that imports use too, on an
// incident that holds nothing else. After evidence that bears on commands, this is
// worked out anew and compared with the commands of the record. What is there and does
// not follow is retracted, with a reason that says so; what was retracted so and follows
// again is restored; what is missing is recorded, under the key that an import gives it,
// or under that key with #2, #3 … where the first was taken back. Two things stay as they
// were learned: the numbers of commands, because people say them, and the order of
// entries of one time.
//
// What lines such as "TODO: …" and "DECISION: …", links to dashboards and pull requests,
// and the emoji for a star, a follow-up and a decision make of a message follows from that
// message alone, and goes with it: with its edits, its deletion and the end of the press.
//
// Commands follow from the newest wording of a message. An answer that was given before
// the commands were what they are was to others, and does not count. What people
// retract stays retracted, and what they say to a command elsewhere, on the console for
// one, is left alone. All state is read from the log, so that a restart changes nothing.
//
// What baton's own bot does in the channel is left out, its topics and pins too: it is in the record already.
// Joins, leaves, renames and archivings are recorded from the messages that Slack posts
// about them, which history and exports have too, and not from the events beside them.
// What cannot be read is counted, with a few samples, and stops nothing.
//
// History does not say when an emoji was pressed: such presses have the place of their
// message and no time, as in an import. Where a page says everything of a time, what the
// record has and the page does not was deleted, or taken back.
//
// What differs in the end: where history is read before the events of the same messages,
// a program's message that was changed without Slack's mark of an edit keeps the text of
// that time as its first one; and a message whose place in history says "deleted" before
// its own event comes keeps no files.
//
// Memory does not grow with the chat: the newest messages are held, and those that bear
// on commands; others are read from the log again when something points at them.
//
// It may import incident, timeline for the Recorder and the Log, the sibling packages
// capture, clean, lenient, message and mrkdwn, and the standard library.
package mirror
