package timeline

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"baton/incident"
)

// LogLine is one entry as `baton log --json` prints it: what a reader sees, with amendments worked in. It is stable:
// fields are only added. Times are RFC 3339 in UTC. A field whose value is empty, false or the usual one is left out.
//
// It is a view. The record itself, with every amendment as an event of its own, is what package bundle writes.
type LogLine struct {
	Seq uint64 `json:"seq"`
	// At is when it happened, as corrected; OriginalAt is what was written first, where that was another time.
	At         time.Time `json:"at"`
	Until      time.Time `json:"until,omitzero"`
	Precision  string    `json:"precision,omitzero"` // "approximate" or "unknown"; exact where it is left out
	OriginalAt time.Time `json:"original_at,omitzero"`
	Recorded   time.Time `json:"recorded"`
	Known      time.Time `json:"known,omitzero"`

	Kind          incident.Kind   `json:"kind"`
	Actor         incident.Person `json:"actor"`
	OriginalActor incident.Person `json:"original_actor,omitzero"`
	EnteredBy     incident.Person `json:"entered_by,omitzero"`
	Text          string          `json:"text"`
	Original      string          `json:"original,omitzero"` // the text as it was written, where it is another one

	Origin incident.Origin `json:"origin,omitzero"`
	Key    string          `json:"key,omitzero"`

	Starred   bool     `json:"starred,omitzero"`
	Tags      []string `json:"tags,omitzero"`
	Corrected bool     `json:"corrected,omitzero"`
	Retracted bool     `json:"retracted,omitzero"`
	Reason    string   `json:"reason,omitzero"` // of the correction or retraction
	MergedTo  uint64   `json:"merged_to,omitzero"`
	MergedFor []uint64 `json:"merged_for,omitzero"`
	Edited    bool     `json:"edited,omitzero"`  // in the chat, by its author
	Deleted   bool     `json:"deleted,omitzero"` // in the chat
}

// Line is the entry as a line of the log view.
func (e Entry) Line() LogLine {
	l := LogLine{
		Seq: e.Seq(), At: e.When.At, Until: e.When.Until, Recorded: e.Event.Recorded, Known: e.Event.Known,
		Kind: e.Event.Kind, Actor: e.Actor, EnteredBy: e.Event.EnteredBy, Text: e.Text, Original: e.Original,
		Origin: e.Event.Origin, Key: e.Event.Key,
		Starred: e.Amendment.Starred, Tags: e.Amendment.Tags, Corrected: e.Amendment.Corrected > 0,
		Retracted: e.Amendment.Retracted, Reason: e.Amendment.Reason,
		MergedTo: e.Amendment.MergedTo, MergedFor: e.Amendment.MergedFor, Edited: e.Edited, Deleted: e.Deleted,
	}
	if e.When.Precision != incident.Exact {
		l.Precision = e.When.Precision.String()
	}
	if !e.When.At.Equal(e.Event.When.At) {
		l.OriginalAt = e.Event.When.At
	}
	if e.Actor != e.Event.Actor {
		l.OriginalActor = e.Event.Actor
	}
	return l
}

// WriteLog writes every entry of a timeline as one line of JSON, in the order in which things happened.
func WriteLog(ctx context.Context, w io.Writer, r *Reader) error {
	out := bufio.NewWriterSize(w, 64<<10)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for e, err := range r.All(ctx) {
		if err != nil {
			return err
		}
		if err := enc.Encode(e.Line()); err != nil {
			return fmt.Errorf("write the log of %s: %w", r.ref, err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the log of %s: %w", r.ref, err)
	}
	return nil
}
