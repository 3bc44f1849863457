package tui

import (
	"slices"
	"strings"

	"baton/incident"
)

// callee is something that somebody can be called for: a system, a team, or a person themselves.
type callee struct {
	kind  string // system, team, person
	name  string
	also  string             // the other names
	call  []incident.Contact // first to last
	notes []string
	text  string // in lower case, what the filter looks into
}

func (c *callee) id() string { return c.kind + " " + c.name }

// calleesOf lists what the roster can be asked for.
func calleesOf(r *incident.Roster) []callee {
	var all []callee
	for _, s := range r.Systems {
		c := callee{kind: "system", name: s.Name, also: strings.Join(s.Aliases, ", "), call: r.CallFor(s)}
		if t, ok := r.Team(s.Team); ok {
			c.notes = append(c.notes, t.OnCall)
		}
		c.notes = append(c.notes, s.Note)
		all = append(all, c)
	}
	for _, t := range r.Teams {
		all = append(all, callee{kind: "team", name: t.Name, call: r.Members(t), notes: []string{t.OnCall}})
	}
	for _, p := range r.People {
		all = append(all, callee{kind: "person", name: p.Person.String(), also: p.Name, call: []incident.Contact{p}, notes: []string{strings.Join(r.TeamsOf(p.Person), ", ")}})
	}
	for k := range all {
		c := &all[k]
		c.notes = slices.DeleteFunc(c.notes, func(n string) bool { return n == "" })
		c.text = strings.ToLower(c.name + "\n" + c.also)
		for _, p := range c.call {
			c.text += "\n" + strings.ToLower(string(p.Person)+" "+p.Name)
		}
	}
	return all
}

// callList is the list of whom to call, of which a filter may show only some. The chosen one is shown with its people.
type callList struct {
	all       []callee
	shown     []int // places in all
	near      []string
	chosen    string
	top       int // a place in shown
	filter    input
	filtering bool
	roster    *incident.Roster
}

func (l *callList) take(r *incident.Roster) {
	l.roster, l.all = r, calleesOf(r)
	chosen := l.chosen
	l.sift()
	if slices.ContainsFunc(l.shown, func(k int) bool { return l.all[k].id() == chosen }) {
		l.chosen = chosen
	}
}

// sift shows what contains every word of the filter, what is called so first, and chooses the first of it, because that
// is what is being looked for.
func (l *callList) sift() {
	typed := strings.ToLower(strings.TrimSpace(l.filter.value()))
	words := strings.Fields(typed)
	l.shown, l.near, l.chosen, l.top = l.shown[:0], nil, "", 0
	for k := range l.all {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(l.all[k].text, w) }) {
			l.shown = append(l.shown, k)
		}
	}
	if typed != "" {
		slices.SortStableFunc(l.shown, func(a, b int) int { return l.all[a].fits(typed) - l.all[b].fits(typed) })
	}
	if len(l.shown) > 0 {
		l.chosen = l.all[l.shown[0]].id()
	} else {
		l.near = l.roster.Near(typed)
	}
}

// fits is how well a callee answers what was typed: 0 by its name, 1 by the beginning of a name, 2 by anything else.
func (c *callee) fits(typed string) int {
	names, best := strings.Split(strings.ToLower(strings.TrimPrefix(c.name, "@")+", "+c.also), ", "), 2
	for _, n := range names {
		switch {
		case n == typed:
			return 0
		case strings.HasPrefix(n, typed):
			best = 1
		}
	}
	return best
}

// at is the place of the chosen one among those that are shown.
func (l *callList) at() int {
	return max(slices.IndexFunc(l.shown, func(k int) bool { return l.all[k].id() == l.chosen }), 0)
}

func (l *callList) choice() (callee, bool) {
	if len(l.shown) == 0 {
		return callee{}, false
	}
	return l.all[l.shown[l.at()]], true
}

func (l *callList) step(n int) {
	if len(l.shown) > 0 {
		l.chosen = l.all[l.shown[min(max(l.at()+n, 0), len(l.shown)-1)]].id()
	}
}

// show brings the chosen one with its people into so many lines.
func (l *callList) show(h int) {
	c, ok := l.choice()
	if !ok {
		return
	}
	at := l.at()
	last := max(len(l.shown)-1+c.lines()-h, 0) // from here on the end of the list is in sight
	l.top = max(min(l.top, at, last), min(at, at+c.lines()-h), 0)
}

// lines is how many lines a callee takes while it is chosen.
func (c *callee) lines() int { return 1 + max(len(c.call), 1) + len(c.notes) }
