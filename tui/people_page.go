package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// peoplePage is the page of who is here, doing what, and of whom to call for what.
type peoplePage struct {
	*subject
	w, h   int
	layout peopleLayout

	drawn  peopleSource // what rows and calls were made of
	rows   []presence
	chosen incident.Person // whom keys act on
	top    int

	inRoster bool // the arrows move in whom to call, not in who is here
	calls    callList
	share    map[incident.Person]share // what was counted of what they said
}

// peopleSource is everything that the lists of the page depend on, but for the clock.
type peopleSource struct {
	sight  *sight
	seq    uint64
	roster *incident.Roster
}

func newPeoplePage(s *subject) *peoplePage {
	return &peoplePage{subject: s, share: map[incident.Person]share{}}
}

func (p *peoplePage) place() place {
	if p.calls.filtering {
		return inFilter
	}
	return onPeople
}

func (p *peoplePage) resize(w, h int) {
	p.w, p.h = w, h
	p.gather()
	p.layout = p.arrange()
	p.show()
}

// gather makes the lists anew where what they show has changed. The choice stays on its person.
func (p *peoplePage) gather() {
	now := peopleSource{sight: p.sight(), seq: p.state().Seq, roster: p.app.roster}
	if now == p.drawn {
		return
	}
	if now.roster != p.drawn.roster {
		p.calls.take(now.roster)
	}
	p.drawn, p.rows = now, peopleOf(p.state(), now.roster)
	if len(p.rows) > 0 && p.at() < 0 {
		p.chosen = p.rows[0].person
	}
}

// at is the row of the chosen person.
func (p *peoplePage) at() int {
	return slices.IndexFunc(p.rows, func(r presence) bool { return r.person == p.chosen })
}

// choice is the person that keys act on.
func (p *peoplePage) choice() (presence, bool) {
	if k := p.at(); k >= 0 {
		return p.rows[k], true
	}
	return presence{}, false
}

// show brings what is chosen onto the screen.
func (p *peoplePage) show() {
	at, fit := max(p.at(), 0), p.layout.fit()
	p.top = max(min(p.top, at, len(p.rows)-fit), at-fit+1, 0)
	p.calls.show(p.layout.roster.h - 1)
}

func (p *peoplePage) step(n int) tea.Cmd {
	switch {
	case p.inRoster:
		p.calls.step(n)
	case len(p.rows) > 0:
		p.chosen = p.rows[min(max(p.at()+n, 0), len(p.rows)-1)].person
	}
	return nil
}

func (p *peoplePage) up() tea.Cmd    { return p.step(-1) }
func (p *peoplePage) down() tea.Cmd  { return p.step(1) }
func (p *peoplePage) first() tea.Cmd { return p.step(-len(p.rows) - len(p.calls.all)) }
func (p *peoplePage) last() tea.Cmd  { return p.step(len(p.rows) + len(p.calls.all)) }

// screenful is how far a page key goes.
func (p *peoplePage) screenful() int {
	if p.inRoster {
		return max(p.layout.roster.h-2, 1)
	}
	return p.layout.fit()
}

func (p *peoplePage) pageUp() tea.Cmd   { return p.step(-p.screenful()) }
func (p *peoplePage) pageDown() tea.Cmd { return p.step(p.screenful()) }

func (p *peoplePage) toPeople() tea.Cmd {
	p.inRoster = false
	return nil
}

func (p *peoplePage) toRoster() tea.Cmd {
	p.inRoster = true
	return nil
}

func (p *peoplePage) beginFilter() tea.Cmd {
	p.inRoster, p.calls.filtering = true, true
	return nil
}

func (p *peoplePage) keepFilter() tea.Cmd {
	p.calls.filtering = false
	return nil
}

func (p *peoplePage) dropFilter() tea.Cmd {
	p.calls.filtering = false
	p.calls.filter.set("")
	p.calls.sift()
	return nil
}

func (p *peoplePage) press(k tea.KeyPressMsg) tea.Cmd {
	if p.calls.filtering {
		p.calls.filter.press(k)
		p.calls.sift()
	}
	return nil
}

func (p *peoplePage) paste(text string) tea.Cmd {
	if p.calls.filtering {
		p.calls.filter.paste(text)
		p.calls.sift()
	}
	return nil
}

func onThePeople(do func(*peoplePage) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd { return do(a.subject.people) }
}

func unlessPeople(reason func(*peoplePage) string) func(*app) string {
	return func(a *app) string { return reason(a.subject.people) }
}

func peopleBindings() []binding {
	return []binding{
		{in: onPeople, keys: []string{"y"}, name: "answered", does: "the chosen person answered the page", do: onThePeople((*peoplePage).answered), off: unlessPeople((*peoplePage).noPage), rank: 4, writes: true, records: true},
		{in: onPeople, keys: []string{"o"}, name: "joined", does: "the chosen person joined", do: onThePeople((*peoplePage).joined), off: unlessPeople((*peoplePage).isHere), rank: 5, writes: true, records: true},
		{in: onPeople, keys: []string{"x"}, name: "release", does: "release the chosen person", do: onThePeople((*peoplePage).release), off: unlessPeople((*peoplePage).noRelease), rank: 7, writes: true},
		{in: onPeople, keys: []string{"enter"}, name: "show", does: "show all of the chosen person, or of what is chosen in the roster", do: onThePeople((*peoplePage).showChosen), off: unlessPeople((*peoplePage).nothingChosen), rank: 6},
		{in: onPeople, keys: []string{"/"}, name: "find", does: "find whom to call for a system, a team or a name", do: onThePeople((*peoplePage).beginFilter), off: unlessPeople((*peoplePage).noRoster), rank: 4},
		{in: onPeople, keys: []string{"left"}, name: "people", does: "let the arrows move in who is here", do: onThePeople((*peoplePage).toPeople)},
		{in: onPeople, keys: []string{"right"}, name: "roster", does: "let the arrows move in whom to call", do: onThePeople((*peoplePage).toRoster)},
		{in: onPeople, keys: []string{"up", "k"}, name: "up", does: "choose the one above", do: onThePeople((*peoplePage).up)},
		{in: onPeople, keys: []string{"down", "j"}, name: "down", does: "choose the one below", do: onThePeople((*peoplePage).down)},
		{in: onPeople, keys: []string{"pgup"}, name: "page up", does: "go one screen up", do: onThePeople((*peoplePage).pageUp)},
		{in: onPeople, keys: []string{"pgdown"}, name: "page down", does: "go one screen down", do: onThePeople((*peoplePage).pageDown)},
		{in: onPeople, keys: []string{"home", "g"}, name: "first", does: "choose the first one", do: onThePeople((*peoplePage).first)},
		{in: onPeople, keys: []string{"end", "G"}, name: "last", does: "choose the last one", do: onThePeople((*peoplePage).last)},
	}
}
