package archive

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
)

// window puts messages in the order of their ts, over files that overlap: those of several channels, and neighbouring
// days of one. It holds two days of messages.
type window struct {
	pending []*message.Message
	// conflict is told of two messages with one ts that do not say the same.
	conflict func(m *message.Message)
	repeated int
}

func (w *window) add(d *day) {
	for k := range d.messages {
		w.pending = append(w.pending, &d.messages[k])
	}
}

// beforeDay gives, in order, the messages that nothing in the files from that day on can come before.
func (w *window) beforeDay(day time.Time) []*message.Message {
	return w.take(func(m *message.Message) bool { return m.At.Time().Before(day.Add(-farthestZone - neighbour)) })
}

func (w *window) rest() []*message.Message {
	return w.take(func(*message.Message) bool { return true })
}

func (w *window) take(ready func(*message.Message) bool) []*message.Message {
	slices.SortFunc(w.pending, inOrder)
	n, _ := slices.BinarySearchFunc(w.pending, true, func(m *message.Message, _ bool) int {
		if ready(m) {
			return -1
		}
		return 1
	})
	out := make([]*message.Message, 0, n)
	for _, m := range w.pending[:n] {
		if last := len(out) - 1; last >= 0 && same(out[last], m) {
			w.repeated++
			if out[last].Text != m.Text {
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
func same(a, b *message.Message) bool {
	return a.At == b.At && a.Channel == b.Channel && a.Target == b.Target
}

// inOrder compares messages by ts and channel; of two with one ts the fuller one comes first and is kept, whatever the
// order in which they were read.
func inOrder(a, b *message.Message) int {
	if c := a.At.Compare(b.At); c != 0 {
		return c
	}
	if a.Channel != b.Channel {
		return strings.Compare(a.Channel.ID, b.Channel.ID)
	}
	return cmp.Or(
		a.Target.Compare(b.Target),
		-editedAt(a).Compare(editedAt(b)),
		cmp.Compare(flag(b.Broadcast), flag(a.Broadcast)),
		-a.Thread.Compare(b.Thread),
		cmp.Compare(len(b.Reactions), len(a.Reactions)),
		cmp.Compare(len(b.Files), len(a.Files)),
		cmp.Compare(len(b.Text), len(a.Text)),
		strings.Compare(a.Text, b.Text),
		byContent(a, b),
	)
}

// byContent compares what is left, so that of two messages that differ in anything one is before the other.
func byContent(a, b *message.Message) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind),
		strings.Compare(a.What, b.What),
		cmp.Compare(a.By.Handle, b.By.Handle),
		strings.Compare(a.By.Name, b.By.Name),
		cmp.Compare(flag(a.Bot), flag(b.Bot)),
		cmp.Compare(flag(a.Root), flag(b.Root)),
		cmp.Compare(flag(a.Integration), flag(b.Integration)),
		cmp.Compare(editor(a), editor(b)),
		slices.CompareFunc(a.Reactions, b.Reactions, func(x, y message.Reaction) int {
			return cmp.Or(strings.Compare(x.Emoji, y.Emoji), cmp.Compare(y.Count, x.Count), slices.Compare(x.By, y.By))
		}),
		slices.CompareFunc(a.Files, b.Files, func(x, y incident.File) int {
			return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.URL, y.URL), strings.Compare(x.Type, y.Type))
		}),
	)
}

func editor(m *message.Message) incident.Person {
	if m.Edit == nil {
		return incident.Nobody
	}
	return m.Edit.By
}

func editedAt(m *message.Message) message.Stamp {
	if m.Edit == nil {
		return message.Stamp{}
	}
	return m.Edit.At
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
