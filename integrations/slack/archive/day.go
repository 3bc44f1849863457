package archive

import (
	"cmp"
	"time"

	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
)

// day is what one file of messages holds.
type day struct {
	messages []message.Message
	// read counts what is in the chosen time, skipped what is broken.
	read, skipped int
}

// period is the chosen time: from is in it, to is not. Zero is open.
type period struct{ from, to time.Time }

func (p period) holds(t time.Time) bool {
	return (p.from.IsZero() || !t.Before(p.from)) && (p.to.IsZero() || t.Before(p.to))
}

// farthestZone is how far a calendar day can begin before or end after its date in UTC, and neighbour how much the files
// of a channel may be out of order.
const (
	farthestZone = 14 * time.Hour
	neighbour    = 24 * time.Hour
)

// mayHold tells whether a file of that day can hold messages of the period.
func (p period) mayHold(d time.Time) bool {
	if d.IsZero() {
		return true
	}
	return (p.to.IsZero() || d.Add(-farthestZone-neighbour).Before(p.to)) &&
		(p.from.IsZero() || d.Add(24*time.Hour+farthestZone+neighbour).After(p.from))
}

// usualMessage is about how many bytes one message has in a file.
const usualMessage = 400

// reading decodes and translates the files of one channel. Workers share it.
type reading struct {
	message.Translator
	chosen period
	faults *faultList
}

// day reads one file.
func (r *reading) day(f dayFile) *day {
	d := &day{messages: make([]message.Message, 0, min(f.size/usualMessage, 4096))}
	var raw message.Raw
	broken := readList(f.sourceFile, "messages", r.faults, func(json *lenient.Reader) bool {
		raw = message.Read(json)
		return raw.TS != "" && (raw.Type == "message" || raw.Type == "")
	}, func() { r.keep(d, &raw, f.path) })
	d.skipped += broken
	return d
}

// keep translates a message, and the answers that a dump has inside it.
func (r *reading) keep(d *day, raw *message.Raw, path string) {
	m, reason := r.Translate(raw)
	switch {
	case reason != "":
		d.skipped++
		r.faults.add(path, "%s: %q", reason, message.Clip(cmp.Or(raw.TS, raw.Text), 60))
	case r.chosen.holds(m.At.Time()):
		d.read++
		d.messages = append(d.messages, m)
	}
	for k := range raw.Replies {
		r.keep(d, &raw.Replies[k], path)
	}
}
