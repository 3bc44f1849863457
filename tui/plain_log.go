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

func (p *plain) wordLog(rest string) (tea.Cmd, error) {
	index, n := p.app.subject.sight().index, usualEntries
	first, words, _ := strings.Cut(rest, " ")
	if number, err := strconv.Atoi(first); err == nil && number > 0 {
		n, rest = number, strings.TrimSpace(words)
	}
	var chunks []timeline.Request
	for to := index.Len(); to > 0; to -= loadedTogether {
		chunks = append(chunks, index.Request(max(to-loadedTogether, 0), to))
		if rest == "" && index.Len()-to+loadedTogether >= n {
			break
		}
	}
	if len(chunks) == 0 {
		p.say("the log has no entries")
		return nil, nil
	}
	return p.read(p.app.fx.search(p.app.subject.ref, chunks, n, rest)), nil
}

func (f foundEntries) tell(p *plain) {
	total := p.app.subject.sight().index.Len()
	switch {
	case len(f.entries) == 0:
		p.say("none of " + plural(total, "entry", "entries") + " contains " + quote(f.words))
		return
	case f.words != "":
		p.say("the last " + plural(len(f.entries), "entry that contains ", "entries that contain ") + quote(f.words) + ", oldest first:")
	default:
		p.say(fmt.Sprintf("the last %d of %s, oldest first:", len(f.entries), plural(total, "entry", "entries")))
	}
	p.day = "" // the first line of a list says its day
	for _, e := range f.entries {
		p.sayEntry(&e)
	}
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
	return joinParts(" ", when.Clock("15:04", p.app.zone), only(e.Amendment.Starred, "starred"), fmt.Sprintf("entry %d", e.Seq()), nameOf(e.Actor),
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
