package archive

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"baton/incident"
)

// window puts messages in the order of their ts, over files that overlap: those of several channels, and neighbouring
// days of one. It holds two days of messages.
type window struct {
	pending []*message
	// conflict is told of two messages with one ts that do not say the same.
	conflict func(m *message)
	repeated int
}

func (w *window) add(d *day) {
	for k := range d.messages {
		w.pending = append(w.pending, &d.messages[k])
	}
}

// beforeDay gives, in order, the messages that nothing in the files from that day on can come before.
func (w *window) beforeDay(day time.Time) []*message {
	return w.take(func(m *message) bool { return m.at.time().Before(day.Add(-farthestZone - neighbour)) })
}

func (w *window) rest() []*message { return w.take(func(*message) bool { return true }) }

func (w *window) take(ready func(*message) bool) []*message {
	slices.SortFunc(w.pending, inOrder)
	n, _ := slices.BinarySearchFunc(w.pending, true, func(m *message, _ bool) int {
		if ready(m) {
			return -1
		}
		return 1
	})
	out := make([]*message, 0, n)
	for _, m := range w.pending[:n] {
		if last := len(out) - 1; last >= 0 && same(out[last], m) {
			w.repeated++
			if out[last].text != m.text {
				w.conflict(m)
			}
			continue
		}
		out = append(out, m)
	}
	w.pending = slices.Clone(w.pending[n:])
	return out
}

// same tells whether two messages are one in the record.
func same(a, b *message) bool {
	return a.at == b.at && a.channel == b.channel && a.target == b.target
}

// inOrder compares messages by ts and channel; of two with one ts the fuller one comes first and is kept, whatever the
// order in which they were read.
func inOrder(a, b *message) int {
	if c := a.at.compare(b.at); c != 0 {
		return c
	}
	if a.channel != b.channel {
		return strings.Compare(a.channel.ID, b.channel.ID)
	}
	return cmp.Or(
		a.target.compare(b.target),
		-a.editedAt().compare(b.editedAt()),
		cmp.Compare(flag(b.broadcast), flag(a.broadcast)),
		-a.thread.compare(b.thread),
		cmp.Compare(len(b.reactions), len(a.reactions)),
		cmp.Compare(len(b.files), len(a.files)),
		cmp.Compare(len(b.text), len(a.text)),
		strings.Compare(a.text, b.text),
		byContent(a, b),
	)
}

// byContent compares what is left, so that of two messages that differ in anything one is before the other.
func byContent(a, b *message) int {
	return cmp.Or(
		cmp.Compare(a.kind, b.kind),
		strings.Compare(a.what, b.what),
		cmp.Compare(a.by.handle, b.by.handle),
		strings.Compare(a.by.name, b.by.name),
		cmp.Compare(flag(a.bot), flag(b.bot)),
		cmp.Compare(flag(a.root), flag(b.root)),
		cmp.Compare(flag(a.integration), flag(b.integration)),
		cmp.Compare(a.editor(), b.editor()),
		slices.CompareFunc(a.reactions, b.reactions, func(x, y reaction) int {
			return cmp.Or(strings.Compare(x.emoji, y.emoji), cmp.Compare(y.count, x.count), slices.Compare(x.by, y.by))
		}),
		slices.CompareFunc(a.files, b.files, func(x, y incident.File) int {
			return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.URL, y.URL), strings.Compare(x.Type, y.Type))
		}),
	)
}

func (m *message) editor() incident.Person {
	if m.edit == nil {
		return incident.Nobody
	}
	return m.edit.by
}

func (m *message) editedAt() stamp {
	if m.edit == nil {
		return stamp{}
	}
	return m.edit.at
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
