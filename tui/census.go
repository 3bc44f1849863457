package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// census is what the board was told of all incidents, so that a look at a store in which nothing has moved costs little
// and makes no frame.
type census struct {
	mu     sync.Mutex // held by the look that is under way
	heads  map[incident.Ref]uint64
	owner  string
	people []incident.Person
	roster *incident.Roster
	fault  string    // of the roster
	stand  []Service // how those outside stand
	clear  bool      // the last look met no error, and the board knows it
}

// One look folds for so long before it tells what it has: at first so little that the newest incidents are in one of the
// first frames also in a store of years, and then more, because each telling sorts all.
const (
	firstLook = 4 * time.Millisecond
	laterLook = 40 * time.Millisecond
)

// breath is the time between two looks, in which the frame with what the first of them found is drawn. Folding and
// collecting its garbage meanwhile makes that frame take three times as long.
const breath = 25 * time.Millisecond

// list looks, after a pause, which logs have moved past what was told, and folds those, newest first. There is one look
// at a time, and one that finds nothing new gives no message.
func (fx *effects) list(pause time.Duration) tea.Cmd {
	return func() tea.Msg {
		time.Sleep(pause)
		c := &fx.told
		if !c.mu.TryLock() {
			return nil
		}
		defer c.mu.Unlock()
		most := laterLook
		if c.heads == nil {
			c.heads, most = map[incident.Ref]uint64{}, firstLook
		}
		m := fx.look(most)
		if c.knows(&m) {
			return nil
		}
		return m
	}
}

// listNow looks at every incident anew, whatever was told, and answers in any case.
func (fx *effects) listNow() tea.Cmd {
	return func() tea.Msg {
		c := &fx.told
		c.mu.Lock()
		defer c.mu.Unlock()
		c.heads = map[incident.Ref]uint64{}
		m := fx.look(readTimeout)
		c.knows(&m)
		m.asked = true
		return m
	}
}

// look lists the incidents that have moved, as many as can be folded in so long.
func (fx *effects) look(most time.Duration) listedMsg {
	ctx, cancel := context.WithTimeout(fx.ctx, readTimeout)
	defer cancel()
	heads, err := fx.recorder.Log().List(ctx)
	m := listedMsg{owner: fx.owner(), services: fx.services(), people: fx.people()}
	m.roster, m.rosterErr = fx.roster()
	if err != nil {
		m.err = fmt.Errorf("list the incidents: %w", err)
	}
	fx.foldMoved(ctx, heads, most, &m)
	return m
}

// foldMoved adds the incidents that have moved to m, as many as can be folded in so long.
func (fx *effects) foldMoved(ctx context.Context, heads []timeline.Head, most time.Duration, m *listedMsg) {
	c, began := &fx.told, time.Now()
	for _, h := range slices.Backward(heads) {
		if h.Seq <= c.heads[h.Ref] {
			continue
		}
		if m.more = len(m.rows) > 0 && time.Since(began) >= most; m.more {
			return
		}
		row, err := fx.fold(ctx, h.Ref)
		if err != nil {
			m.err = errors.Join(m.err, err)
			continue
		}
		m.rows, c.heads[h.Ref] = append(m.rows, row), row.head
	}
}

// fold reads how an incident stands. One that has moved while we look will move again, so the recorder keeps its fold.
func (fx *effects) fold(ctx context.Context, ref incident.Ref) (listing, error) {
	read := fx.recorder.Look
	if fx.told.heads[ref] > 0 {
		read = fx.recorder.State
	}
	state, err := read(ctx, ref)
	if err != nil {
		return listing{}, err
	}
	row := listing{head: state.Seq, state: gist(state)}
	if state.Open() {
		row.digest = newDigest(&state)
	}
	return row, nil
}

// knows tells whether m says nothing that was not told, and notes it as told.
func (c *census) knows(m *listedMsg) bool {
	fault := ""
	if m.rosterErr != nil {
		fault = m.rosterErr.Error()
	}
	same := c.clear && m.err == nil && len(m.rows) == 0 && m.owner == c.owner && slices.Equal(m.people, c.people) &&
		slices.EqualFunc(m.services, c.stand, Service.same) &&
		(m.roster == nil || m.roster == c.roster) && fault == c.fault
	c.clear, c.owner, c.people, c.fault, c.stand = m.err == nil && !m.more, m.owner, m.people, fault, m.services
	if m.roster != nil {
		c.roster = m.roster
	}
	return same
}

// gist is the state of an incident that is over, without what only its own pages show. The board keeps those of years,
// and most of a state is what was done in it. Its freezes stay, for the names of the services.
func gist(i incident.Incident) incident.Incident {
	if i.Open() {
		return i
	}
	g := incident.Incident{
		Ref: i.Ref, Title: i.Title, Practice: i.Practice, Declared: i.Declared, DeclaredBy: i.DeclaredBy,
		Tier: i.Tier, Severity: i.Severity, Status: i.Status, Freezes: i.Freezes, Resolved: i.Resolved, Resolution: i.Resolution,
		Partial: i.Partial, Seq: i.Seq, Entries: i.Entries, Chat: i.Chat, LastAt: i.LastAt,
	}
	for _, t := range i.Roles() {
		g.Tenures = g.Tenures.Plus(t)
		if name := i.Names[t.Holder]; name != "" {
			g.Names = map[incident.Person]string{t.Holder: name}
		}
	}
	return g
}
