package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
		words   string
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

// search loads the newest entries that contain all of the words, at most n, oldest first. chunks are the entries, the
// newest first.
func (fx *effects) search(ref incident.Ref, chunks []timeline.Request, n int, words string) tea.Cmd {
	return fx.answering(ref, "entries of "+string(ref), func(ctx context.Context) (plainFound, error) {
		f := foundEntries{words: words}
		for _, c := range chunks {
			entries, err := timeline.Load(ctx, fx.recorder.Log(), ref, c)
			if err != nil {
				return nil, err
			}
			for _, e := range slices.Backward(entries) {
				if len(f.entries) < n && containsAll(&e, words) {
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

// containsAll tells whether an entry has all of the words, in its text, its person, its kind or its tags.
func containsAll(e *timeline.Entry, words string) bool {
	text := strings.ToLower(strings.Join(append([]string{e.Text, string(e.Actor), string(e.Event.Kind), only(e.Amendment.Starred, "starred")}, e.Amendment.Tags...), "\n"))
	for w := range strings.FieldsSeq(strings.ToLower(words)) {
		if !strings.Contains(text, strings.TrimPrefix(strings.TrimPrefix(w, "@"), "#")) {
			return false
		}
	}
	return true
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
