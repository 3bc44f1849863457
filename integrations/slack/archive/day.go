package archive

import (
	"time"
)

// day is what one file of messages holds.
type day struct {
	messages []message
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

// readDay decodes and interprets one file.
func (p *interpreter) readDay(f dayFile, chosen period, faults *faultList) *day {
	d := &day{messages: make([]message, 0, min(f.size/usualMessage, 4096))}
	var raw rawMessage
	broken := readList(f.sourceFile, "messages", faults, func(r *jsonReader) bool {
		raw = readMessage(r)
		return raw.ts != "" && (raw.kind == "message" || raw.kind == "")
	}, func() { p.keep(d, &raw, chosen, f.path, faults) })
	d.skipped += broken
	return d
}

// keep interprets a message, and the answers that a dump has inside it.
func (p *interpreter) keep(d *day, raw *rawMessage, chosen period, path string, faults *faultList) {
	m, reason := p.interpret(raw)
	switch {
	case reason != "":
		d.skipped++
		faults.add(path, "%s: %q", reason, clip(first(raw.ts, raw.text), 60))
	case chosen.holds(m.at.time()):
		d.read++
		d.messages = append(d.messages, m)
	}
	for k := range raw.replies {
		p.keep(d, &raw.replies[k], chosen, path, faults)
	}
}
