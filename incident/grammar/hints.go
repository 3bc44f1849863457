package grammar

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"baton/incident"
)

// Hints are what completion can offer of an incident.
type Hints struct {
	People    []Known
	Actions   []Known
	Ended     []Known // action items that can be opened again
	Dues      []Known // what can be snoozed
	Commands  []Known
	Freezes   []Known
	FollowUps []Known
	Decisions []Known
	// Deliveries are what was to be told outside and was not, or may not have been. Whoever knows what is still to be told
	// adds that.
	Deliveries []Known
	Services   []string
	Roles      []string // beyond those that every incident knows
	Tags       []string
	// Entries are numbers of entries and what they say, Times times that may be meant. Those who have them fill them in.
	Entries []Known
	Times   []string
}

// Known is something that can be typed, "@zac" or "A3", and what it stands for.
type Known struct{ Text, Help string }

// HintsOf gathers what is there to be talked about, the most urgent or newest first: people, action items, what is due,
// commands that wait for something, freezes, what could not be told outside, follow-ups and proposals. The roster's people, the services, entries and
// times are added by whoever knows them.
func HintsOf(i incident.Incident) Hints {
	h := Hints{People: peopleOf(i)}
	for _, a := range i.OpenActions() {
		h.Actions = append(h.Actions, Known{fmt.Sprintf("A%d", a.No), i.Name(a.Owner) + ": " + a.Task})
	}
	for _, a := range i.Actions.All() {
		if a.End == incident.ActionIsDone || a.End == incident.ActionIsDropped {
			h.Ended = append(h.Ended, Known{fmt.Sprintf("A%d", a.No), string(a.End) + ": " + a.Task})
		}
	}
	slices.Reverse(h.Ended)
	for _, d := range i.DueList() {
		h.Dues = append(h.Dues, Known{incident.SnoozeWords(d.About), d.Ask})
	}
	for _, f := range i.OpenFreezes() {
		h.Freezes = append(h.Freezes, Known{fmt.Sprintf("F%d", f.No), f.Scope() + ": " + f.Reason})
	}
	for _, c := range i.Commands.All() {
		if !c.Retracted {
			h.Commands = append(h.Commands, Known{fmt.Sprintf("C%d", c.No), c.Stage() + ": " + c.Text})
		}
	}
	for _, u := range i.FollowUps.All() {
		if u.Closed.IsZero() && !u.Retracted {
			h.FollowUps = append(h.FollowUps, Known{fmt.Sprintf("U%d", u.No), u.Text})
		}
	}
	for _, d := range i.Decisions.All() {
		if d.Open() {
			h.Decisions = append(h.Decisions, Known{fmt.Sprintf("D%d", d.No), d.Proposal})
		}
	}
	for _, d := range i.Undelivered() {
		h.Deliveries = append(h.Deliveries, Known{keyText(d.Key), standing(d)})
	}
	slices.Reverse(h.Commands)
	for _, a := range i.Amendments {
		h.Tags = append(h.Tags, a.Tags...)
	}
	slices.Sort(h.Tags)
	h.Tags = slices.Compact(h.Tags)
	return h
}

// standing says how far a delivery has come, and why no further.
func standing(d incident.Delivery) string {
	text := strings.TrimSpace(d.What + " " + string(d.Stage))
	if d.Reason != "" {
		text += ": " + d.Reason
	}
	return text
}

// peopleOf lists everybody who has a part in the incident, by handle.
func peopleOf(i incident.Incident) []Known {
	people := make(map[incident.Person]string)
	add := func(p incident.Person, part string) {
		if p != incident.Nobody && people[p] == "" {
			people[p] = part
		}
	}
	for _, t := range i.Roles() {
		add(t.Holder, t.Role.Label())
	}
	for _, a := range i.OpenActions() {
		add(a.Owner, fmt.Sprintf("A%d", a.No))
	}
	for _, r := range i.Responders.All() {
		add(r.Person, "responder")
	}
	add(i.DeclaredBy, "declared it")
	for p, name := range i.Names {
		if people[p] == "" {
			people[p] = name
		} else {
			people[p] = name + ", " + people[p]
		}
	}
	var known []Known
	for _, p := range slices.Sorted(maps.Keys(people)) {
		known = append(known, Known{p.String(), people[p]})
	}
	return known
}

func (h Hints) people() []Candidate {
	return append(candidates(h.People), Candidate{Text: "me", Help: "whoever acts"})
}

// slot lists what can fill a slot. Links and text are nobody's to guess.
func (h Hints) slot(s Slot) []Candidate {
	switch s.Kind {
	case SlotPerson:
		return h.people()
	case SlotAction:
		return candidates(h.Actions)
	case SlotCommand:
		return candidates(h.Commands)
	case SlotFreeze:
		return candidates(h.Freezes)
	case SlotFollowUp:
		return candidates(h.FollowUps)
	case SlotDecision:
		return candidates(h.Decisions)
	case SlotEnded:
		return candidates(h.Ended)
	case SlotReminder:
		return candidates(h.Dues)
	case SlotDelivery:
		return candidates(h.Deliveries)
	case SlotEntry:
		return candidates(h.Entries)
	case SlotTime:
		return plain(h.Times, "")
	case SlotRole:
		return plain(append(slices.Clone(roleNames[:5]), h.Roles...), "role")
	case SlotService:
		return plain(append(slices.Clone(s.Words), h.Services...), "deploys")
	case SlotTag:
		return plain(h.Tags, "tag")
	case SlotWait:
		return plain(waits, "")
	}
	return plain(s.Words, "")
}

// second lists what can follow the first word of a reminder that has two: internal after update.
func (h Hints) second(first word) []Candidate {
	var all []Candidate
	for _, k := range h.Dues {
		if word, rest, ok := strings.Cut(k.Text, " "); ok && first.is(word) {
			all = append(all, Candidate{Text: rest, Help: k.Help})
		}
	}
	return all
}

func candidates(known []Known) []Candidate {
	all := make([]Candidate, 0, len(known))
	for _, k := range known {
		all = append(all, Candidate{Text: k.Text, Help: k.Help})
	}
	return all
}

func plain(words []string, help string) []Candidate {
	all := make([]Candidate, 0, len(words))
	for _, w := range words {
		all = append(all, Candidate{Text: w, Help: help})
	}
	return all
}
