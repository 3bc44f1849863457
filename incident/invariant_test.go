package incident

import (
	"fmt"
	"slices"
)

// checker holds a log and its states against what Decide promises. It reads the facts by itself and shares nothing with
// the code that it checks but the types.
type checker struct {
	read      int
	commanded bool
	amending  map[uint64]bool
	kinds     map[uint64]Kind
	ended     map[int]string // of action items, as JSON would show them
	authors   map[int]Person
	entries   int
}

func newChecker() *checker {
	return &checker{amending: map[uint64]bool{}, kinds: map[uint64]Kind{}, ended: map[int]string{}, authors: map[int]Person{}}
}

// see reads what is new in the log and gives what is wrong, or nothing.
func (k *checker) see(c *chain) string {
	for ; k.read < len(c.events); k.read++ {
		e := c.events[k.read]
		f, err := e.Fact()
		if err != nil {
			return err.Error()
		}
		if wrong := k.fact(e, f); wrong != "" {
			return wrong
		}
		k.kinds[e.Seq] = e.Kind
		if e.IsAmendment() {
			k.amending[e.Seq] = !e.IsChat()
		} else {
			k.entries++
		}
	}
	for _, check := range []func(*Incident) string{k.counts, k.roles, k.actions, freezes, commands, resolved, durations} {
		if wrong := check(&c.i); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (k *checker) fact(e Event, f Fact) string {
	switch f := f.(type) {
	case IncidentDeclared:
		if e.Seq != 1 {
			return "declared twice"
		}
	case RoleTaken:
		k.commanded = k.commanded || f.Role == IC
	case CommandTaken:
		k.commanded = true
	case CommandProposed:
		k.authors[f.No] = f.Author
	case CommandConfirmed:
		if e.Actor == Nobody || e.Actor == k.authors[f.No] {
			return fmt.Sprintf("C%d is confirmed by %s", f.No, e.Actor)
		}
	case ActionReopened:
		if k.ended[f.No] == "" {
			return fmt.Sprintf("A%d was opened again before it ended", f.No)
		}
		k.ended[f.No] = ""
	case EntryCorrected:
		return k.pointsAt(f.Entry, e)
	case EntryStarred:
		return k.pointsAt(f.Entry, e)
	case EntryTagged:
		return k.pointsAt(f.Entry, e)
	case EntriesMerged:
		return k.pointsAt(f.Into, e) + k.pointsAt(f.Entries[0], e)
	case EntryRetracted:
		if firmInTests[k.kinds[f.Entry]] {
			return "retracted " + string(k.kinds[f.Entry])
		}
		return k.pointsAt(f.Entry, e)
	}
	if e.Seq == 1 && e.Kind != (IncidentDeclared{}).Kind() {
		return "something happened before the declaration"
	}
	return ""
}

var firmInTests = map[Kind]bool{
	"incident_declared": true, "title_changed": true, "tier_changed": true, "severity_changed": true, "status_changed": true,
	"incident_resolved": true, "incident_reopened": true, "impact_stated": true, "role_taken": true, "role_left": true,
	"command_taken": true, "role_handed_over": true, "responder_called": true, "action_assigned": true,
	"action_acknowledged": true, "action_extended": true, "action_done": true, "action_handed_on": true,
	"action_dropped": true, "action_carried_over": true, "deploy_frozen": true, "freeze_stolen": true, "freeze_lifted": true,
	"freeze_extended": true, "postmortem_owned": true, "meeting_scheduled": true,
	"action_reopened": true, "zone_set": true, "channel_bound": true,
	"delivery_failed": true, "delivery_skipped": true,
}

func (k *checker) pointsAt(seq uint64, e Event) string {
	if seq == 0 || seq >= e.Seq || k.amending[seq] {
		return fmt.Sprintf("%s %d points at %d", e.Kind, e.Seq, seq)
	}
	return ""
}

func (k *checker) counts(i *Incident) string {
	if i.Seq != uint64(k.read) || i.Entries != k.entries || i.Partial {
		return fmt.Sprintf("%d events and %d entries are counted as %d and %d, partial %v", k.read, k.entries, i.Seq, i.Entries, i.Partial)
	}
	for n := range i.Actions.Len() {
		if i.Actions.At(n).No != n+1 {
			return "action items do not count from 1"
		}
	}
	for n := range i.Commands.Len() {
		if i.Commands.At(n).No != n+1 {
			return "commands do not count from 1"
		}
	}
	return ""
}

func (k *checker) roles(i *Incident) string {
	held := map[Role]Person{}
	for _, t := range i.Tenures.All() {
		if !t.Until.IsZero() {
			continue
		}
		if held[t.Role] != Nobody || t.Holder == Nobody {
			return fmt.Sprintf("%s is with %s and with %s", t.Role, held[t.Role], t.Holder)
		}
		held[t.Role] = t.Holder
	}
	if k.commanded && held[IC] == Nobody {
		return "nobody is IC"
	}
	for n, o := range i.Offers {
		if held[o.Role] != o.From || o.To == o.From || slices.ContainsFunc(i.Offers[:n], func(p Offer) bool { return p.Role == o.Role }) {
			return fmt.Sprintf("offer %+v while %v", o, held)
		}
	}
	return ""
}

func (k *checker) actions(i *Incident) string {
	for _, a := range i.Actions.All() {
		if a.Owner == Nobody || a.Due.IsZero() {
			return fmt.Sprintf("A%d has no owner or no due time", a.No)
		}
		end := string(a.End) + fmt.Sprint(a.Ended.Seq)
		if was := k.ended[a.No]; was != "" && was != end {
			return fmt.Sprintf("A%d ended twice: %s, %s", a.No, was, end)
		}
		if !a.Open() {
			k.ended[a.No] = end
		}
	}
	return ""
}

func freezes(i *Incident) string {
	frozen := map[string]int{}
	for _, f := range i.Freezes.All() {
		if !f.Lifted.IsZero() {
			continue
		}
		scopes := f.Scopes
		if len(scopes) == 0 {
			scopes = []string{"importer", "mailer", "api"}
		}
		for _, s := range scopes {
			if no := frozen[s]; no != 0 {
				return fmt.Sprintf("%s is frozen by F%d and F%d", s, no, f.No)
			}
			frozen[s] = f.No
		}
	}
	return ""
}

func commands(i *Incident) string {
	for _, c := range i.Commands.All() {
		for _, v := range c.Confirms {
			if v.By == c.Author || v.By == Nobody {
				return fmt.Sprintf("C%d of %s counts a confirmation by %s", c.No, c.Author, v.By)
			}
		}
	}
	return ""
}

func resolved(i *Incident) string {
	if (i.Status == Resolved) != (i.Resolved.Seq != 0) {
		return fmt.Sprintf("status %s, resolved %+v", i.Status, i.Resolved)
	}
	if i.Status != Resolved {
		return ""
	}
	for _, a := range i.Actions.All() {
		if a.End == "" {
			return fmt.Sprintf("resolved while A%d is open", a.No)
		}
	}
	for _, f := range i.Freezes.All() {
		if f.Lifted.Seq == 0 {
			return fmt.Sprintf("resolved while F%d is on", f.No)
		}
	}
	return ""
}

func durations(i *Incident) string {
	for _, r := range []Role{IC, ICL, Scribe} {
		if held := i.HeldSince(r, i.Declared.At.Add(-1)); held < 0 {
			return fmt.Sprintf("%s is held for %s", r, held)
		}
	}
	return ""
}
