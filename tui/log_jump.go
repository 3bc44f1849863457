package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// goWord is the word of the prompt that goes to a time or an entry.
func goWord() word {
	return word{
		name: "go", usage: "go TIME or go NUMBER", help: "go to what happened at a time, or to an entry", example: "go 14:32, go 57", takes: true,
		do: func(a *app, rest string) (tea.Cmd, error) { return nil, a.goTo(strings.TrimPrefix(rest, "#")) },
	}
}

// goTo goes to a time or an entry on the page that lists entries, which is the log page where none is shown.
func (a *app) goTo(text string) error {
	if a.tab == boardTab {
		return missing("this is about an incident, and the board is of all", "Enter opens the chosen one")
	}
	s := a.subject
	if reason := s.notRead(); reason != "" {
		return missing(reason, "")
	}
	number, err := s.entryMeant(text)
	if err != nil {
		return err
	}
	p, ok := a.page().(interface{ reading() *timelinePane })
	if !ok {
		a.tab, p = logTab, s.log
	}
	if a.tab == roomTab {
		s.room.inList = false
	} else {
		s.log.anchor = 0
	}
	pane := p.reading()
	if _, ok := pane.seq.Place(number); !ok {
		return missing(fmt.Sprintf("entry %d is not among those that are listed", number), s.log.whyNotListed(number))
	}
	pane.choose(number)
	return nil
}

// entryMeant finds the entry of a number, or the first one at a time or after it.
func (s *subject) entryMeant(text string) (uint64, error) {
	index := s.sight().index
	if number, err := strconv.ParseUint(text, 10, 64); err == nil {
		if _, ok := index.EventPlace(number); !ok {
			return 0, missing(fmt.Sprintf("there is no entry %d", number), fmt.Sprintf("go and a number up to %d", index.State().Seq))
		}
		return number, nil
	}
	at, err := s.app.readMoment(text)
	if err != nil {
		return 0, err
	}
	seq := s.listed()
	if seq.Len() == 0 {
		return 0, missing("nothing is listed", "Esc shows all entries")
	}
	return seq.Seqs(firstAt(seq, at), seq.Len())[0], nil
}

// listed is the sequence that the page lists.
func (s *subject) listed() sequence {
	if p, ok := s.app.page().(interface{ reading() *timelinePane }); ok {
		return p.reading().seq
	}
	return s.log.pane.seq
}

// firstAt is the place of the first entry at a time or after it, or of the last one. In the log's order, which times do
// not follow strictly, it is the first that stands after all that are earlier, as far as halving finds it.
func firstAt(s sequence, at time.Time) int {
	lo, hi := 0, s.Len()-1
	for lo < hi {
		if k := (lo + hi) / 2; s.At(k).Before(at) {
			lo = k + 1
		} else {
			hi = k
		}
	}
	return lo
}

// whyNotListed says how to see an entry that the list leaves out.
func (p *logPage) whyNotListed(number uint64) string {
	if _, ok := p.sight().index.Place(number); !ok && !p.written {
		return "it says something about another one: l on the log page shows the log's order, which has it"
	}
	return "Esc on the log page takes the filter away"
}

// turns are the entries at which an incident took a turn, and those that have a star.
func turns(i *incident.Incident) []uint64 {
	all := []uint64{i.Declared.Seq, i.Resolved.Seq}
	for seq, a := range i.Amendments {
		if a.Starred {
			all = append(all, seq)
		}
	}
	all = slices.Concat(all, changes(i.Tiers), changes(i.Severities), changes(i.Statuses))
	for _, t := range i.Tenures.All() {
		all = append(all, t.Since.Seq)
	}
	for _, f := range i.Freezes.All() {
		all = append(all, f.Since.Seq, f.Lifted.Seq)
	}
	for _, d := range i.Decisions.All() {
		all = append(all, d.Proposed.Seq, d.Decided.Seq)
	}
	for _, u := range i.Updates.All() {
		all = append(all, u.Told.Seq)
	}
	return all
}

func changes[T any](l incident.List[incident.Change[T]]) []uint64 {
	var all []uint64
	for _, c := range l.All() {
		all = append(all, c.Since.Seq)
	}
	return all
}

func (p *logPage) markBefore() tea.Cmd { return p.toMark(-1) }
func (p *logPage) markAfter() tea.Cmd  { return p.toMark(1) }

// toMark goes to the nearest turn or star in a direction.
func (p *logPage) toMark(direction int) tea.Cmd {
	seq := p.pane.seq
	now, _ := seq.Place(p.pane.chosen)
	best := -1
	for _, number := range turns(p.state()) {
		k, ok := seq.Place(number)
		if ok && (k-now)*direction > 0 && (best < 0 || (best-k)*direction > 0) {
			best = k
		}
	}
	if best < 0 {
		p.app.tell(map[int]string{-1: "no star and no turn before this", 1: "no star and no turn after this"}[direction], "")
		return nil
	}
	p.jump(best)
	return nil
}

func (p *logPage) jump(k int) {
	p.anchor = 0
	p.pane.choose(p.pane.number(k))
}

// chapter is how long nothing has to happen for what comes after it to be worth going to.
const chapter = 10 * time.Minute

func (p *logPage) silenceBefore() tea.Cmd { return p.toSilence(-1) }
func (p *logPage) silenceAfter() tea.Cmd  { return p.toSilence(1) }

// toSilence goes to the nearest entry in a direction before which nothing had happened for long.
func (p *logPage) toSilence(direction int) tea.Cmd {
	seq := p.pane.seq
	now, _ := seq.Place(p.pane.chosen)
	for k := now + direction; k > 0 && k < seq.Len(); k += direction {
		if seq.At(k).Sub(seq.At(k-1)) >= chapter {
			p.jump(k)
			return nil
		}
	}
	if direction < 0 && now > 0 {
		p.jump(0)
		return nil
	}
	p.app.tell("no ten minutes without an entry "+map[int]string{-1: "before this", 1: "after this"}[direction], "")
	return nil
}
