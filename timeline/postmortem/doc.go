// Package postmortem makes the post-mortem document of an incident from its record: a [Document] of plain data, and one
// writer a format.
//
// The document keeps facts apart from judgement. Each section says whether it is filled from the record, suggested by it,
// or for a person to write; each fact names the entries that it rests on; what the record does not hold is said to be
// missing and never made up. There is no clock and no chance in it: the same log gives the same bytes.
//
// It may import packages incident and timeline and the standard library.
package postmortem
