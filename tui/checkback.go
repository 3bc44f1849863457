package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// checkBack asks about one thing that was left to somebody: what it is, since when, on whose order, and the sentence to
// say. Its keys write down the answer. It is about the matter that it was opened with, whatever comes due meanwhile.
type checkBack struct {
	*subject
	about string // as in incident.Due
	asked matter // the matter as it was when it was opened
	top   int
}

// checkBack opens with what was chosen in the room, or else with what is most urgent.
func (s *subject) checkBack() tea.Cmd {
	c := &checkBack{subject: s}
	c.turn(s.urgent())
	s.app.push(c)
	return nil
}

// urgent is what is asked about first: the action item that somebody went to in the room, or what came due first.
func (s *subject) urgent() string {
	if s.app.tab == roomTab && s.room.listed() {
		if a, ok := s.chosenAction(); ok && a.No == s.room.action {
			return fmt.Sprintf("A%d", a.No)
		}
	}
	return s.allAsked()[0].About
}

// allAsked is everything that is asked about, what has waited longest first.
func (s *subject) allAsked() []incident.Due {
	now := s.now()
	return slices.DeleteFunc(slices.Clone(s.digest().dues), func(d incident.Due) bool {
		return !d.Until.IsZero() && !now.Before(d.Until)
	})
}

func (s *subject) nothingAsked() string {
	if len(s.allAsked()) == 0 {
		return "nothing is asked about; a assigns an action item"
	}
	return ""
}

func (c *checkBack) place() place                  { return inCheckBack }
func (c *checkBack) noticesItself()                {}
func (c *checkBack) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (c *checkBack) paste(string) tea.Cmd          { return nil }
func (c *checkBack) title() string                 { return "Check back: " + c.asked.name }

// turn makes it about another matter.
func (c *checkBack) turn(about string) {
	c.about, c.top = about, 0
	c.asked, _ = c.matterOf(about)
}

// step turns to the matter n places further down the list of what is asked about.
func (c *checkBack) step(n int) tea.Cmd {
	all := c.allAsked()
	if len(all) == 0 {
		return c.app.closeOverlay()
	}
	at := slices.IndexFunc(all, func(d incident.Due) bool { return d.About == c.about })
	if at < 0 {
		at = -max(n, 0) // it is settled: the first one comes next
	}
	c.app.said = notice{}
	c.turn(all[(at+n+len(all))%len(all)].About)
	return nil
}

func inTheCheckBack(do func(*checkBack) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if c, ok := a.top().(*checkBack); ok {
			return do(c)
		}
		return nil
	}
}

// current is the matter as it stands; ok is false where it is settled.
func (c *checkBack) current() (matter, bool) { return c.matterOf(c.about) }

// stale says why nothing can be recorded about the matter as it was opened.
func (c *checkBack) stale() string {
	switch now, ok := c.current(); {
	case !ok:
		return c.asked.name + " is settled: Tab goes to the next"
	case now.key != c.asked.key:
		return c.asked.name + " was changed while this was open: Esc, then b shows it as it is"
	}
	return ""
}

// onlyFor makes a binding's reason: the key does something for some kinds of matter.
func onlyFor(what string, kinds ...matterKind) func(*app) string {
	return func(a *app) string {
		c, ok := a.top().(*checkBack)
		switch {
		case !ok:
			return ""
		case !slices.Contains(kinds, c.asked.kind):
			return "this is about " + matterWords[c.asked.kind] + ", it is for " + what
		}
		return c.stale()
	}
}

// noYes says why a yes cannot be written down.
func noYes(a *app) string {
	reason := onlyFor("an action item, an offer or a page", anAction, anOffer, aPage)(a)
	if c, ok := a.top().(*checkBack); ok && reason == "" && c.asked.kind == anAction {
		if item, ok := c.state().Action(c.asked.no); ok && !item.Acknowledged.IsZero() {
			return c.state().Name(item.Owner) + " said yes already"
		}
	}
	return reason
}

func nothingElse(a *app) string {
	if c, ok := a.top().(*checkBack); ok && len(c.allAsked()) < 2 {
		return "nothing else is asked about"
	}
	return ""
}

// checkBackBindings are the answers. Those that do not fit the matter say what they are for.
func checkBackBindings() []binding {
	item := onlyFor("an action item", anAction)
	return []binding{
		{in: inCheckBack, keys: []string{"d"}, name: "done", does: "the action item is done", do: inTheCheckBack((*checkBack).done), off: item, rank: 1, writes: true},
		{in: inCheckBack, keys: []string{"y"}, name: "yes", does: "they said yes: to the action item, the offer or the page", do: inTheCheckBack((*checkBack).yes), off: noYes, rank: 2, writes: true},
		{in: inCheckBack, keys: []string{"t"}, name: "lift", does: "lift the freeze", do: inTheCheckBack((*checkBack).thaw), off: onlyFor("a deploy freeze", aFreeze), rank: 3, writes: true},
		{in: inCheckBack, keys: []string{"m"}, name: "more time", does: "give more time; keep the freeze on for longer", do: inTheCheckBack((*checkBack).more), off: onlyFor("an action item or a freeze", anAction, aFreeze), rank: 4, writes: true},
		{in: inCheckBack, keys: []string{"o"}, name: "hand on", does: "hand the action item on to somebody else", do: inTheCheckBack((*checkBack).handOn), off: item, rank: 5, writes: true},
		{in: inCheckBack, keys: []string{"x"}, name: "drop", does: "drop the action item; take the offer back", do: inTheCheckBack((*checkBack).drop), off: onlyFor("an action item or an offer", anAction, anOffer), rank: 6, writes: true},
		{in: inCheckBack, keys: []string{"i"}, name: "inform", does: "write the update that was promised", do: inTheCheckBack((*checkBack).inform), off: onlyFor("an update", anUpdate), rank: 7, writes: true},
		{in: inCheckBack, keys: []string{"h"}, name: "hand off", does: "offer the role to somebody else", do: inTheCheckBack((*checkBack).relieve), off: onlyFor("a role", aRole), rank: 8, writes: true},
		{in: inCheckBack, keys: []string{"C"}, name: "take command", does: "become incident commander", do: inTheCheckBack((*checkBack).command), off: onlyFor("who commands", noCommander), rank: 9, writes: true},
		{in: inCheckBack, keys: []string{"P"}, name: "page another", does: "page somebody else", do: inTheCheckBack((*checkBack).another), off: onlyFor("a page", aPage), rank: 10, writes: true},
		{in: inCheckBack, keys: []string{"z"}, name: "snooze", does: "put this one reminder off, with a reason", do: inTheCheckBack((*checkBack).snooze), off: staleMatter, rank: 11, writes: true},
		{in: inCheckBack, keys: []string{"tab"}, name: "next", does: "turn to the next thing that is asked about", do: inTheCheckBack(func(c *checkBack) tea.Cmd { return c.step(1) }), off: nothingElse, rank: 12},
		{in: inCheckBack, keys: []string{"shift+tab"}, name: "previous", does: "turn to the thing before", do: inTheCheckBack(func(c *checkBack) tea.Cmd { return c.step(-1) }), off: nothingElse},
		{in: inCheckBack, keys: []string{"up", "k"}, name: "up", does: "scroll up", do: inTheBox(-1)},
		{in: inCheckBack, keys: []string{"down", "j"}, name: "down", does: "scroll down", do: inTheBox(1)},
		{in: inCheckBack, keys: []string{"esc", "q"}, name: "close", does: "close it; nothing is recorded", do: inTheCheckBack((*checkBack).close), rank: 13},
	}
}

func staleMatter(a *app) string {
	if c, ok := a.top().(*checkBack); ok {
		return c.stale()
	}
	return ""
}

func (c *checkBack) close() tea.Cmd {
	c.app.said = notice{}
	return c.app.closeOverlay()
}

// fill opens a form. Once it is recorded the matter is dealt with.
func (c *checkBack) fill(f *form) tea.Cmd {
	f.after = func() { c.app.dismiss(c) }
	return c.app.openForm(f)
}

// record gives an order straight away.
func (c *checkBack) record(w wish) tea.Cmd {
	return c.app.ask(w, func(m settledMsg) {
		if m.err == nil {
			c.app.dismiss(c)
		}
	})
}

func (c *checkBack) item() incident.Action {
	a, _ := c.state().Action(c.asked.no)
	return a
}

func (c *checkBack) frozen() incident.DeployFreeze {
	f, _ := c.state().Freeze(c.asked.no)
	return f
}

func (c *checkBack) done() tea.Cmd    { return c.fill(c.doneForm(c.item())) }
func (c *checkBack) handOn() tea.Cmd  { return c.fill(c.handOnForm(c.item())) }
func (c *checkBack) thaw() tea.Cmd    { return c.fill(c.thawForm(c.frozen())) }
func (c *checkBack) inform() tea.Cmd  { return c.fill(c.updateForm(c.asked.tier)) }
func (c *checkBack) relieve() tea.Cmd { return c.fill(c.handOffForm(c.asked.role)) }
func (c *checkBack) command() tea.Cmd { return c.fill(c.commandForm()) }
func (c *checkBack) another() tea.Cmd { return c.fill(c.pageForm()) }

func (c *checkBack) more() tea.Cmd {
	if c.asked.kind == aFreeze {
		return c.fill(c.refreezeForm(c.frozen()))
	}
	return c.fill(c.moreForm(c.item()))
}

// drop ends an action item, or takes an offer back in the name of whoever made it.
func (c *checkBack) drop() tea.Cmd {
	if c.asked.kind != anOffer {
		return c.fill(c.dropForm(c.item()))
	}
	o, _ := c.state().OfferOf(c.asked.role)
	return c.fill(&form{
		name: fmt.Sprintf("%s take back %s", c.ref, o.Role), head: "Take the offer of " + o.Role.Label() + " to " + c.state().Name(o.To) + " back",
		lines: []blankLine{{label: "reason", hint: "may stay empty"}},
		order: func(v []string) (wish, error) {
			return wish{order: incident.DeclineRole{Role: o.Role, Reason: v[0]}, as: o.From}, nil
		},
	})
}

// yes writes down what the person asked has said.
func (c *checkBack) yes() tea.Cmd {
	switch c.asked.kind {
	case anOffer:
		o, _ := c.state().OfferOf(c.asked.role)
		c.app.closeOverlay()
		return c.acceptOffer(o)
	case aPage:
		return c.record(wish{order: incident.Call{Person: c.asked.who, Step: incident.StepAcknowledged}, as: c.asked.who})
	}
	return c.record(wish{order: incident.AcknowledgeAction{No: c.asked.no}, as: c.asked.who})
}

// snooze puts this one reminder off.
func (c *checkBack) snooze() tea.Cmd {
	now, _ := c.current()
	about := now.about
	return c.fill(&form{
		name: string(c.ref) + " snooze " + about, head: "Snooze " + c.asked.name,
		lines: []blankLine{
			{label: "reason", hint: "e.g. Zac is on the phone"},
			{label: "minutes", hint: fmt.Sprintf("empty: %.0f", incident.DefaultSnooze.Minutes()), complete: completeOf("5", "10", "15")},
		},
		order: func(v []string) (wish, error) {
			wait, err := c.app.readWait(v[1])
			return wish{order: incident.Snooze{About: about, For: wait, Reason: v[0]}}, err
		},
	})
}

func (c *checkBack) scroll(n int) {
	w, h := c.app.boxRoom()
	c.top = within(c.top+n, len(c.lines(w)), h-len(c.foot(w, h)))
}

func (c *checkBack) box(w, h int) ([]string, *tea.Cursor) {
	foot := c.foot(w, h)
	return append(c.app.rolled(c.lines(w), c.top, w, h-len(foot)), foot...), nil
}

// lines are the sentence to say, and then everything that is known of the matter.
func (c *checkBack) lines(w int) []string {
	now, ok := c.current()
	if !ok {
		now = c.asked
	}
	lines := now.saying().lines(c.app.th, w)
	for _, r := range now.remarks {
		lines = append(lines, r.lines(c.app.th, w)...)
	}
	return lines
}

func (m matter) saying() remark { return remark{label: "say", text: m.say, style: strongStyle} }

// foot says what keeps the keys from doing anything, what else is due, and the keys. On a low screen it leaves room for
// the sentence; the line below the box has the keys too.
func (c *checkBack) foot(w, h int) []string {
	const low = 10
	lines := append(c.hint(w), c.app.keyLines(inCheckBack, w)...)
	if h >= low {
		return append([]string{c.app.th.row(w).rule(c.app.th.dim, 0).done()}, lines...)
	}
	if c.stale() == "" && c.app.said.sort == silence {
		lines = c.app.keyLines(inCheckBack, w)
	}
	return lines[:min(len(lines), max(h-len(c.asked.saying().lines(c.app.th, w)), 1))]
}

// hint is what there is to say above the keys.
func (c *checkBack) hint(w int) (lines []string) {
	t := c.app.th
	switch why, others := c.stale(), c.others(); {
	case c.app.sending.wait:
		lines = append(lines, t.row(w).put(t.dim, "recording"+t.more).done())
	case c.app.said.sort != silence:
		lines = append(lines, c.app.noticeLines(w)...)
	case why != "":
		for _, l := range wrap(t.oneLine(why), w) {
			lines = append(lines, t.row(w).put(t.due, l).done())
		}
	case others != "":
		lines = append(lines, t.row(w).put(t.dim, others).done())
	}
	return lines
}

// others says how many more things have come due.
func (c *checkBack) others() string {
	late := 0
	for _, d := range c.allAsked() {
		if d.About != c.about && !d.At.After(c.now()) {
			late++
		}
	}
	if late == 0 {
		return ""
	}
	return plural(late, "other thing is", "other things are") + " due: Tab goes to the next"
}
