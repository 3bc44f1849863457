package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// usualEntries is how many entries log says where no number is given.
const usualEntries = 10

// wordLog says the newest entries, in the order of the timeline, or in that of the log with what was said about others.
func (p *plain) wordLog(rest string) (tea.Cmd, error) {
	index := p.app.subject.sight().index
	list, in := sequence(index), "entry "
	if first, more, _ := strings.Cut(rest, " "); strings.EqualFold(first, "written") {
		list, in, rest = logOrder{index}, "event ", strings.TrimSpace(more)
	}
	n, rest := leadingNumber(rest)
	q, err := parseQuery(rest)
	if err != nil {
		return nil, missing(err.Error(), "log @zac, log kind:action, log #tag, log *, or words")
	}
	if list.Len() == 0 {
		p.say("the log has no entries")
		return nil, nil
	}
	what := foundEntries{filter: rest, of: list.Len(), in: in}
	return p.read(p.app.fx.search(p.app.subject, list, n, q, what)), nil
}

// leadingNumber takes a number off the front of a text.
func leadingNumber(text string) (n int, rest string) {
	first, rest, _ := strings.Cut(text, " ")
	if n, err := strconv.Atoi(first); err == nil && n > 0 {
		return n, strings.TrimSpace(rest)
	}
	return usualEntries, text
}

func (f foundEntries) tell(p *plain) {
	total := plural(f.of, strings.TrimSpace(f.in), map[string]string{"entry ": "entries", "event ": "events"}[f.in])
	switch {
	case f.head != "":
		p.say(f.head)
	case len(f.entries) == 0:
		p.say("none of " + total + " fits " + quote(f.filter))
		return
	case f.filter != "":
		p.sayf("the last %d of %s to fit %s, oldest first:", len(f.entries), total, quote(f.filter))
	default:
		p.sayf("the last %d of %s, oldest first:", len(f.entries), total)
	}
	p.day = "" // the first line of a list says its day
	for _, e := range f.entries {
		p.sayEntry(&e)
	}
}

// wordGo says what happened from a time or an entry on.
func (p *plain) wordGo(rest string) (tea.Cmd, error) {
	s := p.app.subject
	number, err := s.entryMeant(strings.TrimPrefix(rest, "#"))
	if err != nil {
		return nil, err
	}
	index := s.sight().index
	k, ok := index.Place(number)
	if !ok {
		return nil, missing(fmt.Sprintf("%d is no entry, it says something about another one", number), "log written, which lists those too")
	}
	to := min(k+usualEntries, index.Len())
	head := fmt.Sprintf("entries %d to %d of %d:", k+1, to, index.Len())
	return p.read(p.app.fx.entries(s, slices.Clone(index.Seqs(k, to)), head)), nil
}

// wordTurns says where the incident took a turn, and what has a star.
func (p *plain) wordTurns(string) (tea.Cmd, error) {
	s := p.app.subject
	index := s.sight().index
	var places []int
	for _, number := range turns(index.State()) {
		if k, ok := index.Place(number); ok {
			places = append(places, k)
		}
	}
	slices.Sort(places)
	var numbers []uint64
	for _, k := range slices.Compact(places) {
		numbers = append(numbers, index.Seqs(k, k+1)...)
	}
	return p.read(p.app.fx.entries(s, numbers, plural(len(numbers), "entry is a turn or has a star:", "entries are turns or have a star, oldest first:"))), nil
}

// wordSilences says when nothing happened for long.
func (p *plain) wordSilences(string) (tea.Cmd, error) {
	index := p.app.subject.sight().index
	found := 0
	p.day = ""
	for k := 1; k < index.Len(); k++ {
		if long := index.At(k).Sub(index.At(k - 1)); long >= chapter {
			for _, day := range p.dayOf(index.At(k - 1)) {
				p.say(day)
			}
			p.sayf("from %s nothing for %s, until entry %d", p.clock(index.At(k-1)), lasting(long), index.Seqs(k, k+1)[0])
			found++
		}
	}
	if found == 0 {
		p.sayf("nothing was ever silent for %.0f minutes", chapter.Minutes())
	}
	return nil, nil
}

func (p *plain) sayEntry(e *timeline.Entry) {
	if e.When.Precision < incident.Unknown {
		for _, day := range p.dayOf(e.When.At) {
			p.say(day)
		}
	}
	p.say(p.entryLine(e))
}

// entryLine is an entry in one line: when, its number, who, and what, with what later events say about it.
func (p *plain) entryLine(e *timeline.Entry) string {
	when := e.When
	when.Until = time.Time{} // the text says it
	what := "entry"
	if e.Event.IsAmendment() {
		what = "event" // it is no entry, and says something about one
	}
	return joinParts(" ", when.Clock("15:04", p.app.zone), only(e.Amendment.Starred, "starred"), fmt.Sprintf("%s %d", what, e.Seq()), nameOf(e.Actor),
		entryText(e, p.app.zone, p.app.th))
}

// numbered is what show takes: a number with or without its letter.
func numbered(text string) (letter string, no int, ok bool) {
	text = strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(text), "#"))
	digits := strings.TrimLeft(text, "ACDFU")
	no, err := strconv.Atoi(digits)
	return text[:len(text)-len(digits)], no, err == nil && no > 0 && len(text)-len(digits) <= 1
}

func (p *plain) wordShow(rest string) (tea.Cmd, error) {
	letter, no, ok := numbered(rest)
	if !ok {
		return nil, missing(quote(rest)+" is no number of anything", "show 83 for an entry, show A7 for an action item")
	}
	if letter == "" {
		return p.showEntry(no)
	}
	if !p.sayNumbered(letter, no) {
		return nil, missing(fmt.Sprintf("there is no %s%d", letter, no), "")
	}
	return nil, nil
}

func (p *plain) showEntry(no int) (tea.Cmd, error) {
	s := p.app.subject
	k, ok := s.sight().index.Place(uint64(no))
	if !ok {
		return nil, missing(fmt.Sprintf("there is no entry %d", no), "log, which says the last ones")
	}
	return p.read(p.app.fx.oneEntry(s.ref, s.sight().index.Request(k, k+1))), nil
}

func (f foundEntry) tell(p *plain) {
	p.sayf("entry %d", f.entry.Seq())
	p.app.tellEntry(f.entry, func(name, text string) {
		if name != "" {
			p.say(name + ": " + text)
		}
	})
	if f.entry.Amendment.Starred {
		p.say("starred for the post-mortem")
	}
}

// isMoment tells whether a text is one time and nothing else: with more after it, it is when an order happened.
func isMoment(p *plain, rest string) bool {
	_, err := p.app.reader().ParseTime(rest)
	return rest == "" || err == nil
}

func (p *plain) wordAt(rest string) (tea.Cmd, error) {
	if rest == "" {
		return nil, missing("the time is missing", "at 14:32, at -5m or at 2023-01-04 14:32; now goes back")
	}
	p.turning = true
	cmd, err := p.app.lookAtTyped(rest)
	p.app.said = notice{}
	return cmd, err
}

// introducePast says where an incident stood, once an earlier time of it was read.
func (p *plain) introducePast() {
	s := p.app.subject
	if !p.turning || s == nil || s.behind.reading {
		return
	}
	p.turning = false
	if s.past == nil || !s.past.at.Equal(s.behind.wanted) {
		return
	}
	p.say("Everything is now answered as it was known on " + p.fullClock(s.past.at) + ". now goes back.")
	p.say(p.standing())
	p.sayFirstNeed()
}

func (p *plain) wordNow(string) (tea.Cmd, error) {
	s := p.app.subject
	var cmd tea.Cmd
	if s != nil && s.past != nil {
		cmd = s.backToNow()
		p.say("Back to now.")
	}
	p.say("It is " + p.fullClock(p.app.now) + ".")
	if s != nil && s.live.index != nil {
		p.sayFirstNeed()
	}
	return cmd, nil
}

func (p *plain) wordDocument(rest string) (tea.Cmd, error) {
	no := 0
	if strings.EqualFold(rest, "write") {
		p.asked = "document write"
		cmd := p.app.subject.document.save()
		p.sayForm()
		return cmd, nil
	}
	if rest != "" {
		var err error
		if no, err = strconv.Atoi(rest); err != nil || no < 1 {
			return nil, missing(quote(rest)+" is no section", "document, which lists them with their numbers")
		}
	}
	s := p.app.subject
	return p.read(p.app.fx.document(s.ref, s.sight().at, no)), nil
}

func (p *plain) wordBrief(string) (tea.Cmd, error) {
	s := p.app.subject
	for line := range strings.SplitSeq(incident.Brief(s.state(), s.now()), "\n") {
		p.say(line)
	}
	return nil, nil
}

// newestFirst gives the items of a list, the newest first.
func newestFirst[T any](l incident.List[T]) []T {
	items := make([]T, 0, l.Len())
	for _, item := range l.All() {
		items = append(items, item)
	}
	slices.Reverse(items)
	return items
}
