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

// One look folds for so long before it tells what it has: at first so little that the newest incidents are in one of the
// first frames also in a store of years, and then more, because each telling sorts all.
const (
	firstLook = 4 * time.Millisecond
	laterLook = 40 * time.Millisecond
)

// breath is the time between two looks, in which the frame with what the first of them found is drawn. Folding and
// collecting its garbage meanwhile makes that frame take three times as long.
const breath = 25 * time.Millisecond

// list looks, after a pause, which logs have moved past what was told, and folds those, newest first. The board asks for
// one look at a time.
func (fx *effects) list(pause time.Duration) tea.Cmd {
	return func() tea.Msg {
		time.Sleep(pause)
		ctx, cancel := context.WithTimeout(fx.ctx, readTimeout)
		defer cancel()
		heads, err := fx.recorder.Log().List(ctx)
		m := listedMsg{owner: fx.owner(), people: fx.people()}
		m.roster, m.rosterErr = fx.roster()
		if err != nil {
			m.err = fmt.Errorf("list the incidents: %w", err)
		}
		fx.foldMoved(ctx, heads, &m)
		return m
	}
}

// foldMoved adds the incidents that have moved to m, as many as one look takes.
func (fx *effects) foldMoved(ctx context.Context, heads []timeline.Head, m *listedMsg) {
	most := laterLook
	if len(fx.heads) == 0 {
		most = firstLook
	}
	began := time.Now()
	for _, h := range slices.Backward(heads) {
		if h.Seq <= fx.heads[h.Ref] {
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
		m.rows, fx.heads[h.Ref] = append(m.rows, row), row.head
	}
}

// fold reads how an incident stands. One that has moved while we look will move again, so the recorder keeps its fold.
func (fx *effects) fold(ctx context.Context, ref incident.Ref) (listing, error) {
	read := fx.recorder.Look
	if fx.heads[ref] > 0 {
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
