package tui

import (
	"maps"
	"slices"
	"strings"

	"baton/incident"
)

// completion goes through what fits the word before the cursor, one at each press of Tab.
type completion struct {
	before, after string // the line around the word
	choices       []string
	at            int
	given         string // the line as the last press left it; typing makes it stale
}

// next puts the next choice into the line. choices gives what fits, and where in the text before the cursor the word
// that it completes begins.
func (c *completion) next(line *input, choices func(before string) (words []string, from int)) {
	if len(c.choices) == 0 || line.value() != c.given {
		words, from := choices(line.before())
		*c = completion{before: line.before()[:from], after: line.value()[len(line.before()):], choices: words, at: -1}
	}
	if len(c.choices) == 0 {
		return
	}
	c.at = (c.at + 1) % len(c.choices)
	word := c.choices[c.at]
	if c.after == "" || !strings.HasPrefix(c.after, " ") {
		word += " "
	}
	line.set(c.before + word)
	at := line.at
	line.set(c.before + word + c.after)
	line.at, c.given = at, line.value()
}

// everybody is who can be meant: first those of the incident, then the others, those of the roster last.
func (a *app) everybody() []incident.Person {
	var all []incident.Person
	seen := map[incident.Person]bool{incident.Nobody: true}
	add := func(p incident.Person) {
		if !seen[p] {
			seen[p] = true
			all = append(all, p)
		}
	}
	if a.tab != boardTab {
		state := a.subject.state()
		for _, t := range state.Roles() {
			add(t.Holder)
		}
		for _, r := range state.Responders.All() {
			add(r.Person)
		}
		for _, act := range state.Actions.All() {
			add(act.Owner)
		}
		for _, p := range slices.Sorted(maps.Keys(state.Names)) {
			add(p) // whoever spoke in the channel
		}
	}
	add(a.me)
	for _, p := range a.people {
		add(p)
	}
	for _, c := range a.roster.People {
		add(c.Person)
	}
	return all
}

// completePerson gives the people whose handle the word before the cursor begins, or occurs in.
func (a *app) completePerson(before string) (words []string, from int) {
	from = strings.LastIndexAny(before, " \n") + 1
	typed := strings.ToLower(strings.TrimPrefix(before[from:], "@"))
	var inside []string
	for _, p := range a.everybody() {
		switch name := string(p); {
		case strings.HasPrefix(name, typed):
			words = append(words, p.String())
		case strings.Contains(name, typed):
			inside = append(inside, p.String())
		}
	}
	return append(words, inside...), from
}

// completeOf gives the words of a list that the text begins, each once. After a whole word of the list come those that
// follow it, so that what a line was filled with can be changed for another.
func completeOf(list ...string) func(before string) (words []string, from int) {
	var each []string
	for _, w := range list {
		if !slices.Contains(each, w) {
			each = append(each, w)
		}
	}
	return func(before string) (words []string, from int) {
		typed := strings.ToLower(strings.TrimSpace(before))
		if at := slices.IndexFunc(each, func(w string) bool { return strings.EqualFold(w, typed) }); at >= 0 {
			return slices.Concat(each[at+1:], each[:at+1]), 0
		}
		for _, w := range each {
			if strings.HasPrefix(strings.ToLower(w), typed) {
				words = append(words, w)
			}
		}
		return words, 0
	}
}
