package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// Recorder is what the console needs of [timeline.Recorder].
type Recorder interface {
	Do(ctx context.Context, ref incident.Ref, in timeline.Instruction) (timeline.Outcome, incident.Incident, error)
	Declare(ctx context.Context, o incident.Declare, g incident.Given, zone *time.Location) (incident.Incident, error)
	State(ctx context.Context, ref incident.Ref) (incident.Incident, error)
	Look(ctx context.Context, ref incident.Ref) (incident.Incident, error)
	Log() timeline.Log
	Now() time.Time
}

// effects are everything that waits. They change nothing in the model: each gives a command that answers with a
// message, also when it fails and when it takes too long.
type effects struct {
	ctx      context.Context // ends when the program does, so that nothing outlives the screen
	recorder Recorder
	opened   func(context.Context) error
	zone     *time.Location
	owner    func() string
	services func() []Service
	outgoing func(context.Context, incident.Ref) ([]Outgoing, error) // nil: nobody knows more than the record
	people   func() []incident.Person
	roster   func() (*incident.Roster, error)
	told     census
}

const (
	readTimeout  = 30 * time.Second
	writeTimeout = 10 * time.Second
)

// errNoAnswer: the log did not answer in time. The order may have been recorded or not; the timeline will show.
var errNoAnswer = errors.New("the log has not answered")

// tick is the only timer of the console that comes again.
func (fx *effects) tick() tea.Cmd {
	return tea.Tick(time.Second, func(real time.Time) tea.Msg { return tickedMsg{now: fx.recorder.Now(), real: real} })
}

// await waits until the record is open. That has no time limit of its own: whoever opens it has one.
func (fx *effects) await() tea.Cmd {
	return func() tea.Msg { return recordOpenedMsg{err: fx.opened(fx.ctx)} }
}

// tailLength is how many events are read before the whole timeline is there: two of the tallest screens.
const tailLength = 240

// open reads what a room shows first: the state, and the newest entries.
func (fx *effects) open(ref incident.Ref, visit int) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, readTimeout)
		defer cancel()
		m := roomOpenedMsg{visit: visit}
		if m.state, m.err = fx.recorder.State(ctx, ref); m.err != nil {
			return m
		}
		from := uint64(1)
		if m.state.Seq > tailLength {
			from = m.state.Seq - tailLength + 1
		}
		for e, err := range fx.recorder.Log().Read(ctx, ref, from) {
			if err != nil {
				m.err = fmt.Errorf("read %s: %w", ref, err)
				break
			}
			if entry, ok := tailEntry(e, &m.state); ok {
				m.tail = append(m.tail, entry)
			}
		}
		slices.SortStableFunc(m.tail, func(a, b timeline.Entry) int { return a.When.At.Compare(b.When.At) })
		return m
	}
}

// tailEntry is an entry without what later chat events say about it, which only the index knows.
func tailEntry(e incident.Event, state *incident.Incident) (timeline.Entry, bool) {
	if e.IsAmendment() {
		return timeline.Entry{}, false
	}
	f, err := e.Fact()
	if err != nil {
		return timeline.Entry{}, false
	}
	entry := timeline.Entry{Event: e, When: e.When, Actor: e.Actor, Text: f.Tell(state), Amendment: state.Amendments[e.Seq]}
	if a := entry.Amendment; a.Text != nil {
		entry.Text = *a.Text
	}
	if a := entry.Amendment; a.When != nil {
		entry.When = *a.When
	}
	return entry, true
}

// index reads the whole log of an incident. A million events take seconds, so it has no time limit; ctx ends it when
// the room is left.
func (fx *effects) index(ctx context.Context, ref incident.Ref, visit int) tea.Cmd {
	return func() tea.Msg {
		r, err := timeline.OpenReader(ctx, fx.recorder.Log(), ref, time.Time{})
		if err != nil {
			return roomIndexedMsg{visit: visit, err: err}
		}
		return roomIndexedMsg{visit: visit, index: r.Index}
	}
}

// load fetches the text of entries for the message that will bring it.
func (fx *effects) load(ref incident.Ref, m entriesLoadedMsg, q timeline.Request) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, readTimeout)
		defer cancel()
		m.entries, m.err = timeline.Load(ctx, fx.recorder.Log(), ref, q)
		return m
	}
}

// record sends an order and waits for the log to have it. The Recorder does not give up an append that it has begun, so
// a late answer is reported as not known rather than as a failure.
func (fx *effects) record(sending int, ref incident.Ref, in timeline.Instruction) tea.Cmd {
	return fx.answered(sending, func(ctx context.Context) settledMsg {
		outcome, state, err := fx.recorder.Do(ctx, ref, in)
		return settledMsg{sending: sending, outcome: outcome, state: state, err: err}
	})
}

// declare opens an incident.
func (fx *effects) declare(sending int, o incident.Declare, g incident.Given) tea.Cmd {
	return fx.answered(sending, func(ctx context.Context) settledMsg {
		state, err := fx.recorder.Declare(ctx, o, g, fx.zone)
		return settledMsg{sending: sending, declared: err == nil, state: state, err: err}
	})
}

func (fx *effects) answered(sending int, do func(context.Context) settledMsg) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, writeTimeout)
		defer cancel()
		answer := make(chan settledMsg, 1)
		go func() { answer <- do(ctx) }()
		select {
		case m := <-answer:
			return m
		case <-ctx.Done():
			return settledMsg{sending: sending, err: errNoAnswer}
		}
	}
}

// remind claims reminders for this console: of several consoles only the one whose claim is recorded shows them. A log
// that cannot be written silences nobody.
func (fx *effects) remind(ref incident.Ref, dues []incident.Due, g incident.Given) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, writeTimeout)
		defer cancel()
		m := remindedMsg{ref: ref}
		for _, d := range dues {
			_, _, err := fx.recorder.Do(ctx, ref, timeline.Instruction{
				Order: incident.RemindShown{About: d.About, Due: d.At}, Given: g,
			})
			if refusal := (*incident.Refusal)(nil); errors.As(err, &refusal) {
				continue
			}
			m.dues, m.claimErr = append(m.dues, d), errors.Join(m.claimErr, err)
		}
		return m
	}
}
