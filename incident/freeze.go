package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// DeployFreeze is "the hat": its holder blocks deploys of everything or of named services, for a reason, until it is
// lifted. The expiry is asked about; a freeze never ends by itself.
type DeployFreeze struct {
	No     int    `json:"no"` // from 1; people say "F1"
	Holder Person `json:"holder"`
	// Scopes are the services that are frozen; none means every deploy.
	Scopes   []string  `json:"scopes,omitzero"`
	Reason   string    `json:"reason"`
	Expires  time.Time `json:"expires"`
	Since    Moment    `json:"since"`
	Lifted   Moment    `json:"lifted"`
	LiftedBy Person    `json:"lifted_by,omitzero"`
	// LiftReason is why it was lifted, or stolen.
	LiftReason string `json:"lift_reason,omitzero"`
	StolenFrom Person `json:"stolen_from,omitzero"`
}

func (f *DeployFreeze) mend(m *mending) {
	m.reword(f.Since, &f.Reason)
	m.reword(f.Lifted, &f.LiftReason)
	m.move(&f.Since, &f.Lifted)
}

func (f DeployFreeze) short() string { return fmt.Sprintf("F%d", f.No) }

// Open tells whether deploys are still frozen by it.
func (f DeployFreeze) Open() bool { return f.Lifted.IsZero() }

// Scope says what is frozen: "all" or the services.
func (f DeployFreeze) Scope() string { return scopeText(f.Scopes) }

func scopeText(scopes []string) string {
	if len(scopes) == 0 {
		return everything
	}
	return strings.Join(scopes, ", ")
}

// Covers tells whether the freeze blocks a deploy of the service. A deploy that does not say what it deploys, or that is
// of "all", is blocked by every freeze.
func (f DeployFreeze) Covers(service string) bool {
	return f.Open() && overlaps(f.Scopes, scopesOf([]string{service}))
}

// everything is the word for no scope in particular.
const everything = "all"

const maxScopes = 50

// scopesOf gives services as freezes compare them: in lower case, each once, and none where one of them is everything.
func scopesOf(services []string) []string {
	var scopes []string
	for _, s := range services {
		s = strings.ToLower(strings.TrimSpace(s))
		if s == "" || s == everything {
			return nil
		}
		if !slices.Contains(scopes, s) {
			scopes = append(scopes, s)
		}
	}
	return scopes
}

// deploysOf names what a freeze holds up, in a sentence.
func deploysOf(scopes []string) string {
	if len(scopes) == 0 {
		return "all deploys"
	}
	return "deploys of " + scopeText(scopes)
}

// overlaps tells whether two sets of scopes have something in common; none means all.
func overlaps(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// OpenFreezes lists the freezes that are on, oldest first.
func (i *Incident) OpenFreezes() []DeployFreeze {
	var open []DeployFreeze
	for _, f := range i.Freezes.All() {
		if f.Open() {
			open = append(open, f)
		}
	}
	return open
}

// DefaultFreeze is how long a freeze stands before it is asked about.
const DefaultFreeze = time.Hour

// Freeze blocks deploys; For is the time until it is asked about, zero for [DefaultFreeze]. Steal takes scopes from
// whoever holds them.
type Freeze struct {
	Scopes []string
	Reason string
	For    time.Duration
	Holder Person
	Steal  bool
}

// DeployFrozen is the fact that deploys are blocked.
type DeployFrozen struct {
	No         int       `json:"no"`
	Holder     Person    `json:"holder"`
	Scopes     []string  `json:"scopes,omitzero"`
	Reason     string    `json:"reason"`
	Expires    time.Time `json:"expires"`
	StolenFrom Person    `json:"stolen_from,omitzero"`
}

// FreezeStolen is the fact that a holder lost scopes to somebody else. Left are the scopes that stay theirs; without
// any the freeze is over.
type FreezeStolen struct {
	No     int      `json:"no"`
	By     Person   `json:"by"`
	Left   []string `json:"left,omitzero"`
	Reason string   `json:"reason"`
}

func (o Freeze) decide(i *Incident, g Given) ([]Fact, error) {
	if o.Holder == Nobody {
		o.Holder = g.By
	}
	if o.For == 0 {
		o.For = DefaultFreeze
	}
	o.Scopes = scopesOf(o.Scopes)
	if err := o.check(i); err != nil {
		return nil, err
	}
	var given []Fact
	placed := DeployFrozen{Holder: o.Holder, Scopes: o.Scopes, Reason: o.Reason, Expires: g.when().At.Add(o.For)}
	for _, f := range i.OpenFreezes() {
		if !overlaps(f.Scopes, o.Scopes) {
			continue
		}
		if f.Holder == o.Holder {
			return nil, refusef(fmt.Sprintf("refreeze %d 1h, or thaw %d first", f.No, f.No),
				"%s has frozen %s already, F%d", f.Holder, f.Scope(), f.No)
		}
		if !o.Steal {
			return nil, refusef(fmt.Sprintf("freeze %s steal because %s, or ask %s to thaw %d", strings.Join(o.scopeWords(), " "), o.Reason, f.Holder, f.No),
				"%s holds the freeze of %s, F%d: %s", f.Holder, f.Scope(), f.No, f.Reason)
		}
		left := without(f.Scopes, o.Scopes)
		if len(f.Scopes) == 0 && len(o.Scopes) > 0 {
			return nil, refusef("freeze all steal because "+o.Reason, "F%d is of everything, a part cannot be stolen from it", f.No)
		}
		given = append(given, FreezeStolen{No: f.No, By: o.Holder, Left: left, Reason: o.Reason})
		placed.StolenFrom = f.Holder
	}
	placed.No = nextNo(i.Freezes)
	return append(given, placed), nil
}

func (o Freeze) check(i *Incident) error {
	const example = "freeze all because bad deploy for 1h"
	if o.Holder == Nobody {
		return refuse("a freeze needs one named holder", "as @zac freeze all because bad deploy")
	}
	if err := checkPerson(o.Holder); err != nil {
		return err
	}
	if err := checkText(o.Reason, "reason", maxLine, example); err != nil {
		return err
	}
	if len(o.Scopes) > maxScopes {
		return refusef("freeze all because "+o.Reason, "%d services are named, at most %d fit", len(o.Scopes), maxScopes)
	}
	if !i.Open() {
		return refuse(i.isOver(), "reopen because it is back")
	}
	for _, s := range o.Scopes {
		if err := checkName(s, "service", 100, "freeze importer because bad deploy"); err != nil {
			return err
		}
	}
	return checkWait(o.For, "freeze all because bad deploy for")
}

func (o Freeze) scopeWords() []string {
	if len(o.Scopes) == 0 {
		return []string{everything}
	}
	return o.Scopes
}

func without(scopes, taken []string) []string {
	return slices.DeleteFunc(slices.Clone(scopes), func(s string) bool { return len(taken) == 0 || slices.Contains(taken, s) })
}

// Kind is deploy_frozen.
func (DeployFrozen) Kind() Kind { return "deploy_frozen" }

// Tell says who holds what, why and until when.
func (f DeployFrozen) Tell(i *Incident) string {
	text := fmt.Sprintf("F%d: %s freezes %s until %s: %s", f.No, i.Name(f.Holder), deploysOf(f.Scopes), i.clock(f.Expires), f.Reason)
	if f.StolenFrom != Nobody {
		text += " (stolen from " + i.Name(f.StolenFrom) + ")"
	}
	return text
}

func (f DeployFrozen) apply(i *Incident, e *Event) error {
	return add(i, &i.Freezes, DeployFreeze{
		No: f.No, Holder: f.Holder, Scopes: f.Scopes, Reason: f.Reason, Expires: f.Expires,
		Since: moment(e), StolenFrom: f.StolenFrom,
	})
}

// Kind is freeze_stolen.
func (FreezeStolen) Kind() Kind { return "freeze_stolen" }

// Tell says from whom.
func (f FreezeStolen) Tell(i *Incident) string {
	text := fmt.Sprintf("%s steals freeze F%d", i.Name(f.By), f.No)
	if len(f.Left) > 0 {
		text = fmt.Sprintf("%s steals a part of freeze F%d", i.Name(f.By), f.No)
	}
	if d, ok := i.Freeze(f.No); ok {
		text += " from " + i.Name(d.Holder)
	}
	if len(f.Left) > 0 {
		text += " (" + scopeText(f.Left) + " stays with it)"
	}
	return because(text, f.Reason)
}

func (f FreezeStolen) apply(i *Incident, e *Event) error {
	return change(i, &i.Freezes, f.No, func(d *DeployFreeze) {
		if len(f.Left) > 0 {
			d.Scopes = f.Left
			return
		}
		d.Lifted, d.LiftedBy, d.LiftReason = moment(e), f.By, f.Reason
	})
}
