package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// newsDesk holds what the incident gained until it can be said.
type newsDesk struct {
	held []newsItem
	// known are entries that were said when they were recorded from here.
	known map[uint64]bool
	// kept: some of what is held came while the person was busy with something else.
	kept bool
}

type newsItem struct {
	seq   uint64
	at    time.Time
	dated bool
	text  string
}

func newNewsDesk() newsDesk { return newsDesk{known: map[uint64]bool{}} }

// followed takes what the log gained.
func (p *plain) followed(m followedMsg) tea.Cmd {
	s := p.app.subject
	if s == nil || m.visit != s.visit || m.feed != s.feed {
		return nil
	}
	_, cmd := p.app.Update(m)
	for _, e := range m.events {
		if item, ok := p.newsOf(e); ok {
			p.news.held = append(p.news.held, item)
		}
	}
	return cmd
}

// newsOf puts an event into words; ok is false for one that is nobody's news.
func (p *plain) newsOf(e incident.Event) (item newsItem, ok bool) {
	if onTheWay(e.Kind) {
		return item, false
	}
	state := p.app.subject.live.state()
	item = newsItem{seq: e.Seq, at: e.When.At, dated: e.When.Precision < incident.Unknown}
	if entry, ok := tailEntry(e, state); ok {
		item.text = p.entryLine(&entry)
		return item, true
	}
	f, err := e.Fact()
	if err != nil {
		item.text = fmt.Sprintf("CANNOT READ event %d: %s", e.Seq, err)
		return item, true
	}
	item.text = joinParts(" ", e.When.Clock("15:04", p.app.zone), nameOf(e.Actor), localTell(f, state, p.app.zone))
	return item, true
}

// nameOf is a handle as it is read out, and nothing for nobody.
func nameOf(who incident.Person) string {
	if who == incident.Nobody {
		return ""
	}
	return string(who) + ":"
}

// tellNews says what is held, unless the person is answering something or looks at an earlier time: then it is told
// afterwards.
func (p *plain) tellNews() {
	if len(p.news.held) > 0 && (len(p.app.overlays) > 0 || p.past() != "") {
		p.news.kept = true
		return
	}
	if p.app.sending.wait || !p.greeted || p.entering {
		return // what was just recorded is about to be said
	}
	held := slices.DeleteFunc(p.news.held, func(n newsItem) bool {
		mine := p.news.known[n.seq]
		delete(p.news.known, n.seq)
		return mine
	})
	if len(held) > 0 && p.news.kept {
		held = p.meanwhile(held)
	}
	for _, n := range held {
		if n.dated {
			p.out = append(p.out, p.dayOf(n.at)...)
		}
		p.tell(n.text)
	}
	p.news.held, p.news.kept = nil, false
}

// mostMeanwhile bounds what is told of what came meanwhile; the log has all of it.
const mostMeanwhile = 30

func (p *plain) meanwhile(held []newsItem) []newsItem {
	head := plural(len(held), "entry", "entries") + " meanwhile"
	if len(held) > mostMeanwhile {
		p.tell(fmt.Sprintf("%s, the last %d of them; log %d shows all:", head, mostMeanwhile, len(held)))
		return held[len(held)-mostMeanwhile:]
	}
	p.tell(head + ":")
	return held
}

// remindDue claims what has come due, in every open incident, and announces what soon will. A console that only reads
// claims nothing, and says it all the same. Nothing is claimed before it can be said: a line that is piped in and gone
// within a second takes no reminder from those who stay.
func (p *plain) remindDue() tea.Cmd {
	a := p.app
	if !p.greeted || p.entering {
		return nil
	}
	var cmds []tea.Cmd
	states := a.openStates()
	for _, ref := range slices.Sorted(maps.Keys(states)) {
		p.announce(ref, states[ref])
		switch dues := a.unshown(ref, states[ref]); {
		case len(dues) == 0:
		case a.readOnly:
			p.sayDue(remindedMsg{ref: ref, dues: dues})
		default:
			p.reminding++
			cmds = append(cmds, a.fx.remind(ref, dues, incident.Given{By: a.me, Origin: "console"}))
		}
	}
	return tea.Batch(cmds...)
}

// announce says once, in every console, that something is nearly due.
func (p *plain) announce(ref incident.Ref, i *incident.Incident) {
	for _, d := range i.DueList() {
		key := reminderKey(ref, d)
		if left := d.At.Sub(p.app.now); p.soon[key] || left <= 0 || left > d.Lead {
			continue
		}
		p.soon[key] = true
		p.remind("SOON", ref, i.Title, d)
	}
}

// reminded says what was claimed for this console.
func (p *plain) reminded(m remindedMsg) {
	p.reminding--
	p.sayDue(m)
	if m.claimErr != nil {
		p.tell(fmt.Sprintf("FAILED: that the reminder of %s was shown is NOT RECORDED. %s.", m.dues[0].About, sentence(m.claimErr)))
	}
}

// sayDue says what has come due, oldest first.
func (p *plain) sayDue(m remindedMsg) {
	title := p.app.titleOf(m.ref)
	slices.SortStableFunc(m.dues, func(a, b incident.Due) int { return a.At.Compare(b.At) })
	if len(m.dues) > 1 {
		p.tell(plural(len(m.dues), "thing has", "things have") + " come due, the oldest first:")
	}
	for _, d := range m.dues {
		word, _ := timer(d.At, p.app.now)
		p.remind(word, m.ref, title, d)
	}
	if len(m.dues) > 0 && len(p.app.overlays) > 0 && !p.app.sending.wait {
		p.askAgain()
	}
}

// remind says a reminder at once, whatever else is going on.
func (p *plain) remind(word string, ref incident.Ref, title string, d incident.Due) {
	line := word + " " + p.clock(d.At) + " " + remedyOf(d).typed(matterOf(d))
	if d.Snoozed != "" {
		line += " (put off: " + d.Snoozed + ")"
	}
	if s := p.app.subject; s == nil || s.ref != ref {
		line += " - " + title + " (" + string(ref) + ")"
	}
	p.tell(line)
}

// matterOf names what is due and what to ask.
func matterOf(d incident.Due) string {
	text := about(d)
	if ask, ok := strings.CutPrefix(text, d.About+" "); ok && ask == d.Ask {
		return d.About + ": " + ask
	}
	return text
}
