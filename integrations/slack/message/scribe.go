package message

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/capture"
	"baton/timeline"
)

// Key is the key of a message in the record: "slack:C1:1672855500.000100".
func Key(channel string, at Stamp) string {
	b := make([]byte, 0, 64)
	b = append(append(append(b, "slack:"...), channel...), ':')
	return string(at.appendTo(b))
}

// Scribe writes messages, which come in the order of their ts, as the orders that record them.
type Scribe struct {
	origin incident.Origin
	// many: the incident has several channels, so that each message says which.
	many   bool
	ledger *capture.Ledger
	named  map[incident.Person]bool
	signs  *Signs // nil: no notes are made of messages
	// answered is since when the commands of a message can be answered, by its key: what stood there before were others.
	answered map[string]time.Time
	batch    Batch
}

// Batch is what goes to the record at once. Bytes is about how much memory it takes.
type Batch struct {
	Orders []timeline.Instruction
	Vetoes []Veto
	Stars  []Star
	Bytes  int
}

// NewScribe writes for a door. many: the incident has several channels. signs are what people mean by emoji and links; with
// nil, only commands and the answers to them follow from messages.
func NewScribe(origin incident.Origin, many bool, signs *Signs) *Scribe {
	return &Scribe{origin: origin, many: many, signs: signs, ledger: capture.NewLedger(), named: map[incident.Person]bool{}, answered: map[string]time.Time{}}
}

// Fork is a scribe that goes on from here by itself, with nothing gathered.
func (s *Scribe) Fork() *Scribe {
	return &Scribe{origin: s.origin, many: s.many, signs: s.signs, ledger: s.ledger.Clone(), named: maps.Clone(s.named), answered: maps.Clone(s.answered)}
}

func (b *Batch) add(o incident.Order, g incident.Given, size int) {
	b.Orders = append(b.Orders, timeline.Instruction{Order: o, Given: g})
	b.Bytes += size + 512
}

// Size is the number of orders that have gathered, and about how much memory they take, in bytes.
func (s *Scribe) Size() (orders, bytes int) { return len(s.batch.Orders), s.batch.Bytes }

// Take gives what has gathered and starts anew, with room for so many orders.
func (s *Scribe) Take(room int) Batch {
	b := s.batch
	s.batch = Batch{Orders: make([]timeline.Instruction, 0, room)}
	return b
}

// given is what surrounds an order about a message: it happened, and was known, when it was posted.
func (s *Scribe) given(m *Message, key string) incident.Given {
	at := m.At.Time()
	return incident.Given{By: m.By.Handle, When: incident.When{At: at}, Known: at, Origin: s.origin, Key: key}
}

// untimed is the same for what the source gives no time of: it stands beside the message, and was known when the source
// ends at the latest.
func (s *Scribe) untimed(m *Message, key string) incident.Given {
	g := s.given(m, key)
	g.When.Precision = incident.Unknown
	if m.Channel.End.After(g.Known) {
		g.Known = m.Channel.End
	}
	return g
}

// Record writes all orders of one message.
func (s *Scribe) Record(m *Message) {
	key := Key(m.Channel.ID, m.At)
	s.name(m)
	s.evidence(m, key)
	s.propose(m, key)
	for k := range m.Reactions {
		r := &m.Reactions[k]
		s.press(m, key, r)
		s.pressAnswers(m, key, r)
	}
	for _, o := range s.Noted(m, nil, false) {
		s.batch.add(o.Order, o.Given, maxNote)
	}
	if g, ok := s.Starred(m); ok {
		s.batch.Stars = append(s.batch.Stars, Star{Message: key, Given: g})
	}
}

// Evidence writes the orders that keep a message, without its reactions.
func (s *Scribe) Evidence(m *Message) {
	s.name(m)
	s.evidence(m, Key(m.Channel.ID, m.At))
}

// Follow writes the orders that follow from a message: its commands, and what it and its reactions answer. answered is
// since when its commands can be answered, zero for always.
func (s *Scribe) Follow(m *Message, answered time.Time) {
	key := Key(m.Channel.ID, m.At)
	if !answered.IsZero() {
		s.answered[key] = answered
	}
	s.propose(m, key)
	for k := range m.Reactions {
		s.pressAnswers(m, key, &m.Reactions[k])
	}
}

func (s *Scribe) evidence(m *Message, key string) {
	switch m.Kind {
	case Said:
		s.post(m, key)
	case ChannelEvent:
		s.batch.add(incident.NoteChannel{ChannelChanged: incident.ChannelChanged{What: m.What, Text: m.Text, Channel: s.channel(m)}},
			s.given(m, key), len(m.Text))
	case Deleted:
		s.batch.add(incident.Post{MessagePosted: incident.MessagePosted{Lost: true, Thread: s.thread(m), Channel: s.channel(m)}}, s.given(m, key), 0)
		g := s.untimed(m, key+":deleted")
		g.By = incident.Nobody
		s.batch.add(deletion(key), g, 0)
	case LaterEdit:
		target := Key(m.Channel.ID, m.Target)
		s.batch.add(edition(target, m.Text), s.given(m, target+":edit:"+m.At.String()), len(m.Text))
	case LaterDeletion:
		target := Key(m.Channel.ID, m.Target)
		s.batch.add(deletion(target), s.given(m, target+":deleted"), 0)
	}
}

func deletion(key string) incident.Order {
	return incident.DeletePost{MessageDeleted: incident.MessageDeleted{Message: key}}
}

func edition(key, text string) incident.Order {
	return incident.EditPost{MessageEdited: incident.MessageEdited{Message: key, Text: text}}
}

// name gives the display name of somebody who speaks for the first time.
func (s *Scribe) name(m *Message) {
	p := m.By
	if p.Name == "" || s.named[p.Handle] || len(s.named) >= maxNamed {
		return
	}
	s.named[p.Handle] = true
	s.batch.add(incident.NamePerson{Person: p.Handle, Name: p.Name}, s.given(m, "slack:"+string(p.Handle)+":name:"+p.Name), 0)
}

// maxNamed bounds the display names of one incident. Its state holds them all; the handles of others have to do.
const maxNamed = 5000

func (s *Scribe) channel(m *Message) string {
	if s.many {
		return m.Channel.Name
	}
	return ""
}

func (s *Scribe) thread(m *Message) string {
	if m.Thread.IsZero() {
		return ""
	}
	return Key(m.Channel.ID, m.Thread)
}

// post writes a message. Of an edited one the source has only the last wording: what stood there first is lost, and the
// wording is known from the time of the edit on.
func (s *Scribe) post(m *Message, key string) {
	p := incident.MessagePosted{
		Text: m.Text, Thread: s.thread(m), Broadcast: m.Broadcast, Bot: m.Bot, Files: m.Files, Channel: s.channel(m),
	}
	if m.Edit == nil {
		s.batch.add(incident.Post{MessagePosted: p}, s.given(m, key), len(m.Text))
		return
	}
	p.Text, p.Lost = "", true
	s.batch.add(incident.Post{MessagePosted: p}, s.given(m, key), 0)
	g := s.afterEdit(m, key+":edit:"+m.Edit.At.String())
	if m.Edit.At != m.At {
		g.When = incident.At(g.Known)
	}
	if m.Edit.By != incident.Nobody {
		g.By = m.Edit.By
	}
	s.batch.add(edition(key, m.Text), g, len(m.Text))
}

// afterEdit is what surrounds an order that follows from the text of a message, which may have been edited.
func (s *Scribe) afterEdit(m *Message, key string) incident.Given {
	switch {
	case m.Edit == nil:
		return s.given(m, key)
	case m.Edit.At == m.At:
		return s.untimed(m, key)
	}
	g := s.given(m, key)
	g.Known, g.When.Precision = m.Edit.At.Time(), incident.Approximate
	return g
}

// press writes one emoji of a message.
func (s *Scribe) press(m *Message, key string, r *Reaction) {
	g := s.untimed(m, key+":react:"+r.Emoji)
	g.By = incident.Nobody
	s.batch.add(incident.React{MessageReacted: incident.MessageReacted{Message: key, Emoji: r.Emoji, By: r.By, Count: r.Count}}, g, 16*len(r.By))
}

// commandKey is the key of the command at a place of a message.
func commandKey(message string, place int) string { return message + ":cmd:" + strconv.Itoa(place) }

// propose writes the commands of a message, and the answer that it is to those of another.
func (s *Scribe) propose(m *Message, key string) {
	if m.Kind != Said || !m.Telling() {
		return
	}
	if m.Intent != capture.Mention {
		for n, c := range m.Commands {
			s.batch.add(incident.Propose{
				Author: m.By.Handle, Text: c.Text, Language: c.Language, Message: key,
				AlreadyRun: m.Intent == capture.Report || m.Intent == capture.Output,
			}, s.afterEdit(m, commandKey(key, n)), len(c.Text))
		}
	}
	answers := s.ledger.Message(capture.Message{
		ID: key, Channel: m.Channel.ID, Thread: s.thread(m), Author: string(m.By.Handle), At: m.At.Time(), Text: m.Text,
		Result: capture.Result{Commands: make([]capture.Command, len(m.Commands)), Intent: m.Intent, Ack: m.Ack},
	})
	for _, a := range answers {
		s.answer(a, s.afterEdit(m, ""), m.Text)
	}
}

// pressAnswers writes what an emoji answers to the commands of its message.
func (s *Scribe) pressAnswers(m *Message, key string, r *Reaction) {
	if len(m.Commands) == 0 || m.Intent == capture.Mention {
		return
	}
	for k, by := range r.By {
		answers := s.ledger.Reaction(capture.Reaction{Message: key, Channel: m.Channel.ID, Author: string(by), Name: r.Emoji, At: m.At.Time()})
		for _, a := range answers {
			g := s.untimed(m, "")
			if t, known := r.at(k); known {
				g.When, g.Known = incident.At(t), t
			}
			s.answer(a, g, ":"+r.Emoji+":")
		}
	}
}

// answer writes down that somebody agreed to the commands of a message, or did not.
func (s *Scribe) answer(a capture.Approval, g incident.Given, words string) {
	if since, ok := s.answered[a.Proposal]; ok && g.When.Precision != incident.Unknown && g.Known.Before(since) {
		return
	}
	g.By = incident.Person(a.By)
	words = Clip(strings.TrimSpace(words), 500)
	if a.Veto {
		g.Key = a.Proposal + ":veto:" + a.By
		s.batch.Vetoes = append(s.batch.Vetoes, Veto{message: a.Proposal, reason: words, given: g})
		return
	}
	g.Key = a.Proposal + ":ok:" + a.By
	s.batch.add(incident.Confirm{Message: a.Proposal, Text: words}, g, len(words))
}
