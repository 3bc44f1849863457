package tui

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// search is the filter of the log page and what it has found so far. It reads the log in pieces, in commands, so that
// no key waits for it and what matches appears while it goes on.
type search struct {
	text  string
	query query
	gen   int    // counts searches, so that a late answer to an earlier one is known
	next  uint64 // the event that is looked at next
	busy  bool
	found picked
	stale bool // what an earlier search found is listed until this one has an answer
	// What was found or not may have changed with these: entries up to which amendments were looked at, and messages
	// that were edited.
	amended uint64
	edited  []string
}

// on tells whether there is a filter.
func (s *search) on() bool { return !s.query.empty() }

// marks are the words to be shown where they stand.
func (s *search) marks() string { return strings.Join(s.query.words, "\n") }

// siftedMsg is what a piece of the log holds for a search, and which entries match no longer.
type siftedMsg struct {
	visit, gen  int
	found, gone []uint64
	next        uint64
	err         error
}

func (m siftedMsg) ofVisit() int { return m.visit }

// sieve is a piece of work for a search: events to look at from one on, and entries to look at again.
type sieve struct {
	query    query
	state    incident.Incident
	request  timeline.Request
	horizon  time.Time // of what is shown; zero for now
	from, to uint64
	again    []uint64
	edited   []string
	written  bool
	zone     *time.Location
	th       *theme
}

// siftedAtOnce is how many events one message is about: a few hundredths of a second.
const siftedAtOnce = 4096

// sift carries out a piece of a search.
func (fx *effects) sift(ctx context.Context, ref incident.Ref, m siftedMsg, s sieve) tea.Cmd {
	return func() tea.Msg {
		log := fx.recorder.Log()
		candidates := s.piece(ctx, log, ref, &m)
		if m.err == nil && len(s.query.words) > 0 {
			m.found, _, m.err = s.read(ctx, log, ref, candidates)
		} else {
			m.found = candidates
		}
		if m.err == nil && len(s.again)+len(s.edited) > 0 {
			s.anew(ctx, log, ref, &m)
		}
		return m
	}
}

// piece reads events and gives those that can be meant by what stands on their envelopes.
func (s *sieve) piece(ctx context.Context, log timeline.Log, ref incident.Ref, m *siftedMsg) (candidates []uint64) {
	m.next = s.from
	if s.from > s.to {
		return nil
	}
	for e, err := range log.Read(ctx, ref, s.from) {
		if err != nil {
			m.err = err
			return nil
		}
		if e.Seq > s.to || e.Seq >= s.from+siftedAtOnce {
			break
		}
		m.next = e.Seq + 1
		if s.has(&e) && s.query.fits(&e, s.state.Amendments[e.Seq]) {
			candidates = append(candidates, e.Seq)
		}
	}
	return candidates
}

// has tells whether an event is in what is shown.
func (s *sieve) has(e *incident.Event) bool {
	known := s.horizon.IsZero() || !e.KnownAt().After(s.horizon)
	return known && (s.written || !e.IsAmendment())
}

// read parts events into those that match, by their text too, and those that do not.
func (s *sieve) read(ctx context.Context, log timeline.Log, ref incident.Ref, seqs []uint64) (found, not []uint64, err error) {
	entries, err := timeline.Load(ctx, log, ref, s.request.Of(seqs))
	for k := range entries {
		e := &entries[k]
		if s.has(&e.Event) && s.query.fits(&e.Event, e.Amendment) && s.query.reads(entryText(e, s.zone, s.th)) {
			found = append(found, e.Seq())
		} else {
			not = append(not, e.Seq())
		}
	}
	return found, not, err
}

// anew looks at entries again of which something was said since.
func (s *sieve) anew(ctx context.Context, log timeline.Log, ref incident.Ref, m *siftedMsg) {
	again := slices.Clone(s.again)
	if len(s.edited) > 0 {
		seqs, err := log.Find(ctx, ref, s.edited...)
		if err != nil {
			m.err = err
			return
		}
		for _, seq := range seqs {
			if seq != 0 && seq < s.from {
				again = append(again, seq)
			}
		}
	}
	found, gone, err := s.read(ctx, log, ref, again)
	m.found, m.gone, m.err = append(m.found, found...), gone, err
}

// searchAnew begins the search from the start, because what is looked for or looked at is another.
func (p *logPage) searchAnew() tea.Cmd {
	s := &p.search
	s.gen++
	s.busy, s.next, s.edited = false, 1, nil
	if index := p.sight().index; s.found.index != index || s.found.written != p.written {
		s.found = picked{index: index, written: p.written}
	}
	s.stale = true
	return p.searchOn()
}

// searchOn looks at what was not looked at yet.
func (p *logPage) searchOn() tea.Cmd {
	s, index := &p.search, p.sight().index
	if !s.on() || s.busy || index == nil {
		return nil
	}
	again := p.amendedSince()
	if s.next >= index.Next() && len(again)+len(s.edited) == 0 {
		return nil
	}
	s.busy = true
	w := sieve{
		query: s.query, state: *index.State(), request: index.RequestOf(nil), from: s.next, to: index.Next() - 1,
		again: again, edited: s.edited, written: p.written, zone: p.app.zone, th: p.app.th,
	}
	if p.past != nil {
		w.horizon = p.past.at
	}
	s.edited = nil
	return p.app.fx.sift(p.reads, p.ref, siftedMsg{visit: p.visit, gen: s.gen}, w)
}

// amendedSince are the entries that were looked at already and of which people said something since.
func (p *logPage) amendedSince() []uint64 {
	s, state := &p.search, p.sight().state()
	var again []uint64
	if s.amended < state.Seq && s.next > 1 {
		for seq, a := range state.Amendments {
			if a.By.Seq > s.amended && seq < s.next {
				again = append(again, seq)
			}
		}
	}
	s.amended = state.Seq
	return again
}

// heard notes messages whose wording changed.
func (p *logPage) heard(e incident.Event) {
	if p.past != nil || len(p.search.query.words) == 0 {
		return
	}
	f, err := e.Fact()
	if err != nil {
		return
	}
	switch f := f.(type) {
	case incident.MessageEdited:
		p.search.edited = append(p.search.edited, f.Message)
	case incident.MessageDeleted:
		p.search.edited = append(p.search.edited, f.Message)
	}
}

// sifted lists what a piece of the log held, and goes on with the next.
func (p *logPage) sifted(m siftedMsg) tea.Cmd {
	s := &p.search
	if m.gen != s.gen {
		return nil
	}
	s.busy = false
	if m.err != nil {
		p.cannotRead("search "+string(p.ref), m.err)
		return nil
	}
	if s.stale {
		s.found, s.stale = picked{index: s.found.index, written: s.found.written}, false
	}
	s.next = m.next
	s.found = s.found.with(m.found, m.gone)
	p.show()
	return p.searchOn()
}
