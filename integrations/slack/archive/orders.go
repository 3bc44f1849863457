package archive

import (
	"strconv"
	"strings"

	"baton/incident"
	"baton/integrations/capture"
	"baton/timeline"
)

// origin is the door that an import comes in by.
const origin incident.Origin = "archive"

// keyOf is the key of a message, the same that the live mirror gives it: "slack:C1:1672855500.000100".
func keyOf(channel string, at stamp) string {
	b := make([]byte, 0, 64)
	b = append(append(append(b, "slack:"...), channel...), ':')
	return string(at.appendTo(b))
}

// scribe writes messages, which come in order, as the orders that record them.
type scribe struct {
	ref incident.Ref
	// many: the incident has several channels, so that each message says which.
	many   bool
	ledger *capture.Ledger
	named  map[incident.Person]bool
	batch  batch
	counts *Report
}

// batch is what goes to the record at once.
type batch struct {
	orders []timeline.Instruction
	vetoes []veto
	bytes  int
}

// veto is a no to the commands of a message. Their numbers are known once they are recorded.
type veto struct {
	message string
	reason  string
	given   incident.Given
}

// Bounds of a batch: large enough that the disk is seldom waited for, small enough to be held twice.
const (
	batchOrders = 8000
	batchBytes  = 8 << 20
)

func newScribe(ref incident.Ref, many bool, c *Report) *scribe {
	return &scribe{ref: ref, many: many, ledger: capture.NewLedger(), named: map[incident.Person]bool{}, counts: c}
}

func (b *batch) full() bool { return len(b.orders) >= batchOrders || b.bytes >= batchBytes }

func (b *batch) add(o incident.Order, g incident.Given, size int) {
	b.orders = append(b.orders, timeline.Instruction{Order: o, Given: g})
	b.bytes += size + 512
}

// take gives what has gathered and starts anew.
func (s *scribe) take() batch {
	b := s.batch
	s.batch = batch{orders: make([]timeline.Instruction, 0, batchOrders+batchOrders/8)}
	return b
}

// given is what surrounds an order about a message: it happened, and was known, when it was posted.
func given(m *message, key string) incident.Given {
	at := m.at.time()
	return incident.Given{By: m.by.handle, When: incident.When{At: at}, Known: at, Origin: origin, Key: key}
}

// untimed is the same for what an export gives no time of: it stands beside the message, and was known when the export
// ends at the latest.
func untimed(m *message, key string) incident.Given {
	g := given(m, key)
	g.When.Precision = incident.Unknown
	if m.channel.end.After(g.Known) {
		g.Known = m.channel.end
	}
	return g
}

// record writes the orders of one message.
func (s *scribe) record(m *message) {
	s.counts.count(m)
	s.name(m)
	key := keyOf(m.channel.ID, m.at)
	switch m.kind {
	case said:
		s.post(m, key)
		s.propose(m, key)
	case channelEvent:
		s.batch.add(incident.NoteChannel{ChannelChanged: incident.ChannelChanged{What: m.what, Text: m.text, Channel: s.channel(m)}},
			given(m, key), len(m.text))
	case deleted:
		s.batch.add(incident.Post{MessagePosted: incident.MessagePosted{Lost: true, Thread: s.thread(m), Channel: s.channel(m)}}, given(m, key), 0)
		g := untimed(m, key+":deleted")
		g.By = incident.Nobody
		s.batch.add(deletion(key), g, 0)
	case laterEdit:
		target := keyOf(m.channel.ID, m.target)
		s.batch.add(edition(target, m.text), given(m, target+":edit:"+m.at.String()), len(m.text))
	case laterDeletion:
		target := keyOf(m.channel.ID, m.target)
		s.batch.add(deletion(target), given(m, target+":deleted"), 0)
	}
	s.react(m, key)
}

func deletion(key string) incident.Order {
	return incident.DeletePost{MessageDeleted: incident.MessageDeleted{Message: key}}
}

func edition(key, text string) incident.Order {
	return incident.EditPost{MessageEdited: incident.MessageEdited{Message: key, Text: text}}
}

// name gives the display name of somebody who speaks for the first time.
func (s *scribe) name(m *message) {
	p := m.by
	if p.name == "" || s.named[p.handle] || len(s.named) >= maxNamed {
		return
	}
	s.named[p.handle] = true
	s.batch.add(incident.NamePerson{Person: p.handle, Name: p.name}, given(m, "slack:"+string(p.handle)+":name:"+p.name), 0)
}

// maxNamed bounds the display names of one incident. Its state holds them all; the handles of others have to do.
const maxNamed = 5000

func (s *scribe) channel(m *message) string {
	if s.many {
		return m.channel.Name
	}
	return ""
}

func (s *scribe) thread(m *message) string {
	if m.thread.isZero() {
		return ""
	}
	return keyOf(m.channel.ID, m.thread)
}

// post writes a message. Of an edited one the export has only the last wording: what stood there first is lost, and the
// wording is known from the time of the edit on.
func (s *scribe) post(m *message, key string) {
	p := incident.MessagePosted{
		Text: m.text, Thread: s.thread(m), Broadcast: m.broadcast, Bot: m.bot, Files: m.files, Channel: s.channel(m),
	}
	if m.edit == nil {
		s.batch.add(incident.Post{MessagePosted: p}, given(m, key), len(m.text))
		return
	}
	p.Text, p.Lost = "", true
	s.batch.add(incident.Post{MessagePosted: p}, given(m, key), 0)
	g := s.afterEdit(m, key+":edit:"+m.edit.at.String())
	if m.edit.at != m.at {
		g.When = incident.At(g.Known)
	}
	if m.edit.by != incident.Nobody {
		g.By = m.edit.by
	}
	s.batch.add(edition(key, m.text), g, len(m.text))
}

// afterEdit is what surrounds an order that follows from the text of a message, which may have been edited.
func (s *scribe) afterEdit(m *message, key string) incident.Given {
	switch {
	case m.edit == nil:
		return given(m, key)
	case m.edit.at == m.at:
		return untimed(m, key)
	}
	g := given(m, key)
	g.Known, g.When.Precision = m.edit.at.time(), incident.Approximate
	return g
}

// propose writes the commands of a message, and the answer that it is to those of another.
func (s *scribe) propose(m *message, key string) {
	if len(m.commands) == 0 && m.ack == capture.No {
		return
	}
	if m.intent != capture.Mention {
		for n, c := range m.commands {
			s.batch.add(incident.Propose{
				Author: m.by.handle, Text: c.text, Language: c.language, Message: key,
				AlreadyRun: m.intent == capture.Report || m.intent == capture.Output,
			}, s.afterEdit(m, key+":cmd:"+strconv.Itoa(n)), len(c.text))
			s.counts.Commands++
		}
	}
	answers := s.ledger.Message(capture.Message{
		ID: key, Channel: m.channel.ID, Thread: s.thread(m), Author: string(m.by.handle), At: m.at.time(), Text: m.text,
		Result: capture.Result{Commands: make([]capture.Command, len(m.commands)), Intent: m.intent, Ack: m.ack},
	})
	for _, a := range answers {
		s.answer(a, s.afterEdit(m, ""), m.text)
	}
}

// answer writes down that somebody agreed to the commands of a message, or did not.
func (s *scribe) answer(a capture.Approval, g incident.Given, words string) {
	g.By = incident.Person(a.By)
	words = clip(strings.TrimSpace(words), 500)
	if a.Veto {
		g.Key = a.Proposal + ":veto:" + a.By
		s.batch.vetoes = append(s.batch.vetoes, veto{message: a.Proposal, reason: words, given: g})
		return
	}
	g.Key = a.Proposal + ":ok:" + a.By
	s.batch.add(incident.Confirm{Message: a.Proposal, Text: words}, g, len(words))
}

// react writes the emoji of a message, and what they answer to its commands.
func (s *scribe) react(m *message, key string) {
	for _, r := range m.reactions {
		g := untimed(m, key+":react:"+r.emoji)
		g.By = incident.Nobody
		s.batch.add(incident.React{MessageReacted: incident.MessageReacted{Message: key, Emoji: r.emoji, By: r.by, Count: r.count}}, g, 16*len(r.by))
		if len(m.commands) == 0 || m.intent == capture.Mention {
			continue
		}
		for _, by := range r.by {
			answers := s.ledger.Reaction(capture.Reaction{Message: key, Channel: m.channel.ID, Author: string(by), Name: r.emoji, At: m.at.time()})
			for _, a := range answers {
				s.answer(a, untimed(m, ""), ":"+r.emoji+":")
			}
		}
	}
}
