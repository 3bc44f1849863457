// Package table reads rows that somebody kept in a spreadsheet, saved as CSV, into
// an incident: one row, one entry of the timeline.
//
// Columns are found by their names (time, actor, kind, text and what people call
// them), times are read as people write them: exact, about, a range, unknown, with
// the date on an earlier row. What the sheet does not know stays unknown. A broken
// row is named with its line and skipped. Every row has a key made of what stands
// in it, so that importing a sheet again, or a longer one, adds only what is new.
//
// Everything in a sheet is hostile text: it is cleaned and masked before it is
// stored, and what looks like a formula is text.
//
// It may import incident, timeline for the Recorder, the sibling package clean,
// golang.org/x/text and the standard library.
package table
