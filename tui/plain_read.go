package tui

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/postmortem"
)

// plainReadMsg is what a line wanted to have read.
type plainReadMsg struct {
	ref  incident.Ref
	what string // for the error
	// found says what was read; nil where err is set.
	found plainFound
	err   error
}

// plainFound is something that was read and can be said.
type plainFound interface{ tell(p *plain) }

type (
	foundEntries struct {
		entries []timeline.Entry
		head    string // what is said before them; empty for a search
		filter  string
		of      int    // how many there are of what was searched
		in      string // what those are called
	}
	foundEntry    struct{ entry timeline.Entry }
	foundDocument struct {
		document postmortem.Document
		no       int // the section that is wanted, from 1; 0 for all their names
	}
)

// read counts what is under way, so that the next line waits for it.
func (p *plain) read(cmd tea.Cmd) tea.Cmd {
	p.reading++
	return cmd
}

func (p *plain) wasRead(m plainReadMsg) {
	p.reading--
	switch s := p.app.subject; {
	case m.err != nil:
		p.tell(fmt.Sprintf("CANNOT READ %s: %s. Nothing is lost by it; baton verify looks at the record.", m.what, m.err))
	case s != nil && s.ref == m.ref:
		m.found.tell(p)
	}
}

// answering makes an effect of a reader.
func (fx *effects) answering(ref incident.Ref, what string, read func(context.Context) (plainFound, error)) tea.Cmd {
	return func() tea.Msg {
		found, err := read(fx.ctx)
		return plainReadMsg{ref: ref, what: what, found: found, err: err}
	}
}

// loadedTogether is how many entries are looked through at a time.
const loadedTogether = 512

// search loads the newest of a list that a query lets through, at most n, oldest first.
func (fx *effects) search(s *subject, list sequence, n int, q query, f foundEntries) tea.Cmd {
	var pieces []timeline.Request // the newest first
	for to := list.Len(); to > 0; to -= loadedTogether {
		pieces = append(pieces, s.sight().index.RequestOf(slices.Clone(list.Seqs(max(to-loadedTogether, 0), to))))
		if q.empty() && list.Len()-to+loadedTogether >= n {
			break
		}
	}
	ref, th := s.ref, s.app.th
	return fx.answering(ref, "entries of "+string(ref), func(ctx context.Context) (plainFound, error) {
		for _, piece := range pieces {
			entries, err := timeline.Load(ctx, fx.recorder.Log(), ref, piece)
			if err != nil {
				return nil, err
			}
			for _, e := range slices.Backward(entries) {
				if len(f.entries) < n && q.fits(&e.Event, e.Amendment) && q.reads(entryText(&e, fx.zone, th)) {
					f.entries = append(f.entries, e)
				}
			}
			if len(f.entries) == n {
				break
			}
		}
		slices.Reverse(f.entries)
		return f, nil
	})
}

// entries loads entries by their numbers.
func (fx *effects) entries(s *subject, numbers []uint64, head string) tea.Cmd {
	ref, request := s.ref, s.sight().index.RequestOf(numbers)
	return fx.answering(ref, "entries of "+string(ref), func(ctx context.Context) (plainFound, error) {
		entries, err := timeline.Load(ctx, fx.recorder.Log(), ref, request)
		return foundEntries{entries: entries, head: head}, err
	})
}

// oneEntry loads an entry.
func (fx *effects) oneEntry(ref incident.Ref, q timeline.Request) tea.Cmd {
	return fx.answering(ref, "an entry of "+string(ref), func(ctx context.Context) (plainFound, error) {
		entries, err := timeline.Load(ctx, fx.recorder.Log(), ref, q)
		if err != nil {
			return nil, err
		}
		return foundEntry{entries[0]}, nil
	})
}

// document makes the post-mortem.
func (fx *effects) document(ref incident.Ref, at time.Time, no int) tea.Cmd {
	return fx.answering(ref, "the document of "+string(ref), func(ctx context.Context) (plainFound, error) {
		d, err := postmortem.Build(ctx, fx.recorder.Log(), ref, postmortem.Options{Zone: fx.zone, At: at})
		if err != nil {
			return nil, err
		}
		return foundDocument{document: d, no: no}, nil
	})
}
