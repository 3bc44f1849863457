package tui

import (
	"time"

	"baton/timeline"
)

// sequence is the order of the entries, without their text; *timeline.Index is one.
type sequence interface {
	Len() int
	Seqs(k, n int) []uint64
	At(k int) time.Time
	Place(seq uint64) (k int, ok bool)
}

// timelinePane shows a window of a sequence. Places in it are remembered by entry number, because entries can come
// in between. What it costs depends on the window and not on the length of the sequence.
type timelinePane struct {
	th   *theme
	zone *time.Location
	w, h int

	marked  string // words to be shown where they stand, in lower case, one a line
	written bool   // the sequence is that of the log

	view
	now *view // what is put aside while an earlier time is shown
}

// view is a sequence, as much of its text as was loaded, and the place where somebody is in it.
type view struct {
	seq    sequence
	loaded map[uint64]*shownEntry
	// following: the end of the timeline is on the screen and stays there as it grows.
	following bool
	chosen    uint64 // the entry that keys act on
	top       uint64 // the first entry on the screen, when not following,
	skip      int    // and how many of its lines are above the screen
	arrived   int    // entries that came while not following
}

// shownEntry is an entry with its lines as they were last drawn.
type shownEntry struct {
	entry    timeline.Entry
	revision uint64
	lines    []string
	shape    shape
}

// shape is everything but the entry that its lines depend on.
type shape struct {
	w, digits int
	th        *theme
	marked    string
	written   bool
}

func newTimelinePane(th *theme, zone *time.Location) *timelinePane {
	return &timelinePane{th: th, zone: zone, view: newView(fixedSequence{})}
}

func newView(s sequence) view {
	return view{seq: s, loaded: map[uint64]*shownEntry{}, following: true}
}

// show puts another sequence in, such as the whole timeline for its newest part.
func (p *timelinePane) show(s sequence) {
	p.seq = s
	p.settle()
}

// turn puts another sequence in and stays at an entry, or where it would stand in it.
func (p *timelinePane) turn(s sequence, number uint64) {
	p.seq = s
	if n := s.Len(); !p.following && n > 0 {
		nearest := func(number uint64) uint64 {
			k, _ := s.Place(number)
			return p.number(min(k, n-1))
		}
		p.chosen = nearest(number)
		if _, ok := s.Place(p.top); !ok {
			p.top, p.skip = nearest(p.top), 0
		}
	}
	p.settle()
}

// recall shows a sequence of an earlier time. From now it goes to the end, which is what was new then; from another
// earlier time it stays on its entry.
func (p *timelinePane) recall(s sequence, entries []timeline.Entry, revision uint64) {
	v := newView(s)
	if p.now == nil {
		now := p.view
		p.now = &now
	} else {
		v.following, v.chosen, v.top, v.skip = p.following, p.chosen, p.top, p.skip
	}
	p.view = v
	p.take(entries, revision)
}

// present shows a sequence of now again, where it was left; so many entries were added meanwhile.
func (p *timelinePane) present(s sequence, entries int) {
	if p.now != nil {
		p.view, p.now = *p.now, nil
	}
	p.seq = s
	p.grew(entries)
}

// grew tells that entries were added.
func (p *timelinePane) grew(entries int) {
	if !p.following {
		p.arrived += entries
	}
	p.settle()
}

// resize gives the pane its room.
func (p *timelinePane) resize(w, h int) {
	p.w, p.h = w, max(h, 0)
	p.settle()
}

// settle keeps the choice on an entry that exists, and the end in sight while following.
func (p *timelinePane) settle() {
	n := p.seq.Len()
	if n == 0 {
		p.chosen = 0
		return
	}
	if _, ok := p.seq.Place(p.chosen); p.following || !ok {
		p.chosen = p.number(n - 1)
	}
	if _, ok := p.seq.Place(p.top); !p.following && !ok {
		p.follow()
	}
	if k, ok := p.seq.Place(p.chosen); !p.following && ok {
		p.bring(k)
	}
}

// bring moves the window so that the entry at place k is in it.
func (p *timelinePane) bring(k int) {
	first, skip := p.window()
	if k < first || k == first && skip > 0 {
		p.stay(k, 0)
	} else if at, end := p.last(); k > at || k == at && !end {
		if first, skip = p.upFrom(k); first == k {
			skip = 0
		}
		p.stay(first, skip)
	}
}

func (p *timelinePane) number(k int) uint64 { return p.seq.Seqs(k, k+1)[0] }

// follow goes to the end and stays there.
func (p *timelinePane) follow() {
	p.following, p.arrived = true, 0
	if n := p.seq.Len(); n > 0 {
		p.chosen = p.number(n - 1)
	}
}

// window is the place of the first entry on the screen and how many of its lines are above.
func (p *timelinePane) window() (k, skip int) {
	if p.following {
		return p.upFrom(p.seq.Len() - 1)
	}
	k, _ = p.seq.Place(p.top)
	return k, p.skip
}

// upFrom is the window whose last line is the last line of the entry at place k.
func (p *timelinePane) upFrom(k int) (first, skip int) {
	for lines := 0; k >= 0; k-- {
		if lines += p.height(k); lines >= p.h {
			return k, lines - p.h
		}
	}
	return 0, 0
}

// last is the place of the last entry of which more than the day is on the screen; end tells whether its last line is,
// too.
func (p *timelinePane) last() (k int, end bool) {
	first, skip := p.window()
	lines := -skip
	for k = first; k < p.seq.Len(); k++ {
		if k > first && lines == p.h-1 && p.newDay(k) {
			return k - 1, true
		}
		if lines += p.height(k); lines >= p.h {
			return k, lines == p.h
		}
	}
	return p.seq.Len() - 1, true
}

// below counts the entries after the screen.
func (p *timelinePane) below() int {
	if p.following {
		return 0
	}
	k, _ := p.last()
	return p.seq.Len() - 1 - k
}

// move chooses the entry n places further down, or up for a negative n, and brings it onto the screen.
func (p *timelinePane) move(n int) {
	if p.seq.Len() == 0 {
		return
	}
	first, skip := p.window()
	k, _ := p.seq.Place(p.chosen)
	k = min(max(k+n, 0), p.seq.Len()-1)
	if k == p.seq.Len()-1 {
		p.follow()
		return
	}
	p.stay(first, skip)
	p.chosen = p.number(k)
	p.bring(k)
}

// stay stops following, with the window where it is given.
func (p *timelinePane) stay(k, skip int) { p.following, p.top, p.skip = false, p.number(k), skip }

// scroll moves the window by lines, and the choice with it.
func (p *timelinePane) scroll(lines int) {
	if p.seq.Len() == 0 {
		return
	}
	k, skip := p.window()
	skip += lines
	for skip < 0 && k > 0 {
		k--
		skip += p.height(k)
	}
	for k < p.seq.Len()-1 && skip >= p.height(k) {
		skip -= p.height(k)
		k++
	}
	end, endSkip := p.upFrom(p.seq.Len() - 1)
	if k > end || k == end && skip >= endSkip {
		p.follow()
		return
	}
	p.stay(k, max(skip, 0))
	p.chooseVisible()
}

// chooseVisible takes the choice along when it would leave the screen.
func (p *timelinePane) chooseVisible() {
	first, _ := p.window()
	last, _ := p.last()
	k, _ := p.seq.Place(p.chosen)
	p.chosen = p.number(min(max(k, first), last))
}

// home goes to the first entry.
func (p *timelinePane) home() { p.move(-p.seq.Len()) }

// choice is the entry that keys act on; ok is false while it is not loaded.
func (p *timelinePane) choice() (timeline.Entry, bool) {
	e := p.loaded[p.chosen]
	if e == nil {
		return timeline.Entry{}, false
	}
	return e.entry, true
}

// choose chooses an entry by its number.
func (p *timelinePane) choose(number uint64) {
	if k, ok := p.seq.Place(number); ok {
		now, _ := p.seq.Place(p.chosen)
		p.move(k - now)
	}
}

// entryAt is the number of the entry on a line of the window.
func (p *timelinePane) entryAt(line int) (number uint64, ok bool) {
	k, skip := p.window()
	for line += skip; k < p.seq.Len(); k++ {
		if line < p.height(k) {
			return p.number(k), true
		}
		line -= p.height(k)
	}
	return 0, false
}

// wanted are the entries whose text is missing or may be out of date: those of the window and as many again on each
// side, so that scrolling finds it there. What was loaded before the revision may be out of date.
func (p *timelinePane) wanted(revision uint64) []uint64 {
	first, _ := p.window()
	last, _ := p.last()
	var numbers []uint64
	for _, number := range p.seq.Seqs(first-p.h, last+p.h+1) {
		if e := p.loaded[number]; e == nil || e.revision < revision {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// mostLoaded bounds how many entries keep their text.
const mostLoaded = 4096

// take keeps entries that were loaded when the revision was the given one.
func (p *timelinePane) take(entries []timeline.Entry, revision uint64) {
	if len(p.loaded)+len(entries) > mostLoaded {
		p.forget()
	}
	for _, e := range entries {
		p.loaded[e.Seq()] = &shownEntry{entry: e, revision: revision}
	}
	p.settle()
}

// forget drops the text of what is not near the screen.
func (p *timelinePane) forget() {
	first, _ := p.window()
	last, _ := p.last()
	near := make(map[uint64]*shownEntry, 4*p.h)
	for _, number := range p.seq.Seqs(first-p.h, last+p.h+1) {
		if e := p.loaded[number]; e != nil {
			near[number] = e
		}
	}
	p.loaded = near
}

// fixedSequence is a few entries that are all there.
type fixedSequence []timeline.Entry

func (s fixedSequence) Len() int           { return len(s) }
func (s fixedSequence) At(k int) time.Time { return s[k].When.At }

func (s fixedSequence) Seqs(k, n int) []uint64 {
	var numbers []uint64
	for _, e := range s[max(k, 0):min(n, len(s))] {
		numbers = append(numbers, e.Seq())
	}
	return numbers
}

func (s fixedSequence) Place(seq uint64) (int, bool) {
	for k, e := range s {
		if e.Seq() == seq {
			return k, true
		}
	}
	return 0, false
}
