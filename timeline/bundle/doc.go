// Package bundle takes an incident's log out of a store and into another one without losing a bit: the record itself,
// as JSON Lines that a person can read and any program can work on.
//
// A line is one event, in the order of the log:
//
//	{"format":1,"seq":7,"kind":"note_taken","version":1,"at":"2023-01-04T13:05:00Z","precision":"exact",
//	 "recorded":"2023-01-04T13:05:00.25Z","actor":"mia","origin":"console","data":{"text":"…"},
//	 "prev":"HASH OF THE EVENT BEFORE","hash":"HASH OF THIS ONE"}
//
// Times are RFC 3339 in UTC with nanoseconds; until, known, entered_by and key are there where the event has them; data
// holds the very bytes that were hashed. The line of the last event says "last":true, so that a file which was cut off
// is told from a whole one. The rare event that JSON cannot hold as it is, because its data is no compact JSON or a
// name no UTF-8, has its stored bytes in base64 as "stored" in place of everything but format, seq, hash and last.
//
// The chain of hashes makes a changed, missing or reordered line visible. It does not prove who wrote the file.
//
// It may import packages incident and timeline and the standard library.
package bundle
