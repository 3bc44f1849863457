package capture

import (
	"maps"
	"slices"
	"time"
)

// Bounds of a Ledger. An answer in the open channel counts for a proposal that is
// near; in a thread, and by reaction, for as long as the proposal is remembered.
const (
	nearMessages  = 50               // messages of the channel between proposal and answer
	nearTime      = 30 * time.Minute // time between them
	rememberTime  = Memory
	rememberTotal = 4096 // messages with commands, over all channels
)

// Memory is how long a proposal can be answered: no message changes what came of commands that are older than it by more.
const Memory = 6 * time.Hour

// Message is one message of a chat channel. Thread is the id of the message that its
// thread hangs from, empty outside of threads.
type Message struct {
	ID, Channel, Thread, Author string
	At                          time.Time
	Text                        string
	Result                      Result
}

// Reaction is one emoji put on a message; Name as Slack has it, colons and skin
// tone allowed, or the sign itself.
type Reaction struct {
	Message, Channel, Author, Name string
	At                             time.Time
}

// Approval says that By answered the commands of the message Proposal: with a yes,
// or with a veto. Answer is the id of the answering message; for a reaction it is
// empty and Reaction is set.
type Approval struct {
	Proposal, Channel string
	Proposer, By      string
	Answer, Reaction  string
	Veto              bool
	At                time.Time
	Commands          []Command
}

// posted is a message with commands that the ledger remembers.
type posted struct {
	message  Message
	number   int             // the message's place in its channel
	proposes bool            // an answer in words may mean it
	answered map[string]bool // who said yes (false) or no (true) to it
}

// Ledger ties answers to proposals. Feed it a workspace's messages and reactions in
// the order of their times; it forgets what is old, so its memory is bounded. The
// zero value is not ready; it is not safe for concurrent use.
type Ledger struct {
	order []*posted // oldest first, over all channels
	byID  map[messageKey]*posted
	seen  map[string]int // messages so far, by channel
}

type messageKey struct{ channel, id string }

// NewLedger returns an empty ledger.
func NewLedger() *Ledger {
	return &Ledger{byID: map[messageKey]*posted{}, seen: map[string]int{}}
}

// Clone is a ledger of its own that knows the same.
func (l *Ledger) Clone() *Ledger {
	c := &Ledger{order: make([]*posted, len(l.order)), byID: make(map[messageKey]*posted, len(l.order)), seen: maps.Clone(l.seen)}
	own := make([]posted, len(l.order))
	for k, p := range l.order {
		own[k] = *p
		own[k].answered = maps.Clone(p.answered)
		c.order[k] = &own[k]
		c.byID[messageKey{p.message.Channel, p.message.ID}] = &own[k]
	}
	return c
}

// Message takes in the next message and returns the approvals or vetoes it gives. A
// message whose id is known is an edit: its commands replace the earlier ones, and
// answers to the earlier ones no longer hold.
func (l *Ledger) Message(m Message) []Approval {
	l.forget(m.At)
	key := messageKey{m.Channel, m.ID}
	if p := l.byID[key]; p != nil {
		p.message, p.proposes, p.answered = m, proposes(m.Result), map[string]bool{}
		return nil
	}
	l.seen[m.Channel]++
	approvals := l.answers(m)
	if len(m.Result.Commands) > 0 {
		p := &posted{message: m, number: l.seen[m.Channel], proposes: proposes(m.Result), answered: map[string]bool{}}
		l.order = append(l.order, p)
		l.byID[key] = p
	}
	return approvals
}

// proposes reports whether a message's commands are still to be run.
func proposes(r Result) bool {
	return len(r.Commands) > 0 && (r.Intent == Propose || r.Intent == Instruct)
}

// answers finds what a message in words says yes or no to: a proposal in its own
// thread, else the latest near one in the channel. A bare "yup" counts in its
// thread only.
func (l *Ledger) answers(m Message) []Approval {
	veto := m.Result.Ack == Veto || m.Result.Ack == Ctx && refuses(m.Text)
	if m.Result.Ack == No {
		return nil
	}
	var p *posted
	if m.Thread != "" {
		p = l.latest(m.Author, veto, func(p *posted) bool {
			return p.message.Channel == m.Channel && (p.message.Thread == m.Thread || p.message.ID == m.Thread)
		})
	}
	if p == nil && m.Result.Ack != Ctx {
		p = l.latest(m.Author, veto, func(p *posted) bool {
			return p.message.Channel == m.Channel && p.message.Thread == "" &&
				l.seen[m.Channel]-p.number <= nearMessages && m.At.Sub(p.message.At) <= nearTime
		})
	}
	if p == nil {
		return nil
	}
	return []Approval{p.answer(m.Author, veto, m.At, m.ID, "")}
}

// latest is the youngest proposal of another person that fits and that this person
// has not answered in the same way.
func (l *Ledger) latest(by string, veto bool, fits func(*posted) bool) *posted {
	for i := len(l.order) - 1; i >= 0; i-- {
		p := l.order[i]
		if !p.proposes || p.message.Author == by || !fits(p) {
			continue
		}
		if said, answered := p.answered[by]; answered && said == veto {
			continue
		}
		return p
	}
	return nil
}

// Reaction takes in an emoji on a message, and returns the approval or veto it
// gives: by another person than the author, of whatever commands the message has.
func (l *Ledger) Reaction(r Reaction) []Approval {
	l.forget(r.At)
	ack := reactionAck(r.Name)
	p := l.byID[messageKey{r.Channel, r.Message}]
	if ack == No || p == nil || p.message.Author == r.Author {
		return nil
	}
	veto := ack == Veto
	if said, answered := p.answered[r.Author]; answered && said == veto {
		return nil
	}
	return []Approval{p.answer(r.Author, veto, r.At, "", r.Name)}
}

func (p *posted) answer(by string, veto bool, at time.Time, answer, reaction string) Approval {
	p.answered[by] = veto
	return Approval{
		Proposal: p.message.ID, Channel: p.message.Channel, Proposer: p.message.Author, By: by,
		Answer: answer, Reaction: reaction, Veto: veto, At: at, Commands: p.message.Result.Commands,
	}
}

// forget drops what is older than it remembers, and the oldest beyond its bound.
func (l *Ledger) forget(now time.Time) {
	drop := max(0, len(l.order)-rememberTotal+1)
	for drop < len(l.order) && now.Sub(l.order[drop].message.At) > rememberTime {
		drop++
	}
	if drop == 0 {
		return
	}
	for _, p := range l.order[:drop] {
		delete(l.byID, messageKey{p.message.Channel, p.message.ID})
	}
	l.order = slices.Delete(l.order, 0, drop)
	if len(l.order) == 0 {
		clear(l.seen)
	}
}
