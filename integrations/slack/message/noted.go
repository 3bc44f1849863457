package message

import (
	"slices"
	"strings"
	"time"

	"baton/incident"
	"baton/timeline"
)

// Noted are the orders that follow from one message alone: work for later, decisions and links in its text, and what its
// emoji make of it. wordings and lost are those of Reword, nil for the message as it is.
func (s *Scribe) Noted(m *Message, wordings []Wording, lost bool) (orders []timeline.Instruction) {
	if s.signs == nil || m.Kind != Said {
		return nil
	}
	key := Key(m.Channel.ID, m.At)
	var notes []note
	if !m.Bot {
		notes = s.signs.notes(m.Text)
	}
	if len(notes) > 0 {
		past := s.past(wordings)
		for _, n := range notes {
			since := *m
			if wordings != nil {
				since.Edit, _ = standing(m.At, wordings, lost, func(k int) bool { return slices.ContainsFunc(past[k], n.same) })
			}
			orders = append(orders, timeline.Instruction{Order: n.order, Given: s.afterEdit(&since, key+n.key)})
		}
	}
	return append(orders, s.pressed(m, key, notes)...)
}

// past are the notes of all wordings but the last.
func (s *Scribe) past(wordings []Wording) [][]note {
	var past [][]note
	for k := range len(wordings) - 1 {
		past = append(past, s.signs.notes(wordings[k].Text))
	}
	return past
}

// same tells whether another note says the same, wherever it stands.
func (n note) same(o note) bool { return n.order == o.order }

// pressed are the follow-up and the decision that an emoji makes of a message which does not say so itself.
func (s *Scribe) pressed(m *Message, key string, notes []note) (orders []timeline.Instruction) {
	text := oneLine(m.Text)
	if text == "" || len(m.Reactions) == 0 {
		return nil
	}
	for _, kind := range []string{followUp, decision} {
		emoji, order := s.signs.FollowUp, incident.Order(incident.AddFollowUp{Text: text})
		if kind == decision {
			emoji, order = s.signs.Decision, incident.MakeDecision{Text: text}
		}
		says := slices.ContainsFunc(notes, func(n note) bool { return strings.HasPrefix(n.key, ":"+kind) })
		if g, ok := s.firstPress(m, emoji, key+":"+kind+":emoji"); ok && !says {
			orders = append(orders, timeline.Instruction{Order: order, Given: g})
		}
	}
	return orders
}

// Starred tells whether somebody starred the message, and what surrounds that.
func (s *Scribe) Starred(m *Message) (g incident.Given, ok bool) {
	if s.signs == nil || m.Kind != Said {
		return g, false
	}
	return s.firstPress(m, s.signs.Star, Key(m.Channel.ID, m.At)+":star")
}

// firstPress finds who pressed one of some emoji first. A press of which nobody knows when is before the others, and of
// several such the first by handle counts.
func (s *Scribe) firstPress(m *Message, emoji []string, key string) (g incident.Given, ok bool) {
	var by incident.Person
	var at time.Time
	for k := range m.Reactions {
		r := &m.Reactions[k]
		if !among(emoji, r.Emoji) {
			continue
		}
		for n, p := range r.By {
			t, _ := r.at(n)
			if c := t.Compare(at); !ok || c < 0 || c == 0 && p < by {
				by, at, ok = p, t, true
			}
		}
	}
	if !ok {
		return g, false
	}
	g = s.untimed(m, key)
	if !at.IsZero() {
		g.When, g.Known = incident.At(at), at
	}
	g.By = by
	return g, true
}

// Star is a star on a message. The number of its entry is known once it is recorded.
type Star struct {
	Message string // its key
	Given   incident.Given
}
