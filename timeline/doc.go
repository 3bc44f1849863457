// Package timeline keeps the record of incidents and gives the views of it.
//
// [Log] is the record itself: one append-only sequence of events an incident, durable before it is acknowledged. Two
// packages implement it: boltlog on a file, socklog on the process that has the file open. [Recorder] is the only
// writer: it folds, decides and appends. The views read: [Timeline] in the order in which things happened, and the same
// as it was known at a moment.
//
// It may import package incident and the standard library; its sub-packages import it.
package timeline
