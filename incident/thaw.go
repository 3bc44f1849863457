package incident

import (
	"fmt"
	"strings"
	"time"
)

// Thaw lifts a freeze; number 0 stands for the only one that is on. Its holder and the IC may; anybody else has to
// steal it, so that the holder is never surprised.
type Thaw struct {
	No     int
	Reason string
}

// FreezeLifted is the fact that deploys may go on.
type FreezeLifted struct {
	No     int    `json:"no"`
	Reason string `json:"reason,omitzero"`
}

func (o Thaw) decide(i *Incident, g Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "thaw 1 the fix is out"); err != nil {
		return nil, err
	}
	f, err := i.openFreeze(o.No, "thaw")
	if err != nil {
		return nil, err
	}
	if ic := i.Holder(IC); g.By != f.Holder && (g.By != ic || ic == Nobody) {
		return nil, refusef(fmt.Sprintf("ask %s, or freeze %s steal because … and then thaw", f.Holder, strings.Join(Freeze{Scopes: f.Scopes}.scopeWords(), " ")),
			"F%d is held by %s, only they and the IC may lift it", f.No, f.Holder)
	}
	return []Fact{FreezeLifted{No: f.No, Reason: o.Reason}}, nil
}

func (i *Incident) openFreeze(no int, verb string) (DeployFreeze, error) {
	open := i.OpenFreezes()
	switch {
	case len(open) == 0:
		return DeployFreeze{}, refuse("no deploys are frozen", "freeze all because bad deploy")
	case no == 0 && len(open) == 1:
		return open[0], nil
	case no == 0:
		var each []string
		for _, f := range open {
			each = append(each, fmt.Sprintf("%s %d (%s)", verb, f.No, f.Scope()))
		}
		return DeployFreeze{}, refuse("more than one freeze is on", strings.Join(each, " or "))
	}
	f, err := numbered(i.Freezes, no, "freeze", verb+" ")
	if err == nil && !f.Open() {
		err = refusef(fmt.Sprintf("%s %d", verb, open[0].No), "F%d was lifted at %s", f.No, i.clock(f.Lifted.At))
	}
	return f, err
}

// Kind is freeze_lifted.
func (FreezeLifted) Kind() Kind { return "freeze_lifted" }

// Tell says what may be deployed again.
func (f FreezeLifted) Tell(i *Incident) string {
	text := fmt.Sprintf("freeze F%d lifted", f.No)
	if d, ok := i.Freeze(f.No); ok {
		text = fmt.Sprintf("freeze F%d lifted, %s may go on", f.No, deploysOf(d.Scopes))
	}
	return because(text, f.Reason)
}

func (f FreezeLifted) apply(i *Incident, e *Event) error {
	return change(i, &i.Freezes, f.No, func(d *DeployFreeze) {
		d.Lifted, d.LiftedBy, d.LiftReason = moment(e), e.Actor, f.Reason
	})
}

// Refreeze keeps a freeze on for longer, counted from now; zero is [DefaultFreeze].
type Refreeze struct {
	No     int
	For    time.Duration
	Reason string
}

// FreezeExtended is the fact of it.
type FreezeExtended struct {
	No      int       `json:"no"`
	Expires time.Time `json:"expires"`
	Reason  string    `json:"reason,omitzero"`
	// Before is when it was to be asked about until then.
	Before time.Time `json:"before,omitzero"`
}

func (o Refreeze) decide(i *Incident, g Given) ([]Fact, error) {
	if o.For == 0 {
		o.For = DefaultFreeze
	}
	if err := checkOptional(o.Reason, "reason", maxLine, "refreeze 1 1h fix not out yet"); err != nil {
		return nil, err
	}
	if err := checkWait(o.For, "refreeze 1"); err != nil {
		return nil, err
	}
	f, err := i.openFreeze(o.No, "refreeze")
	if err != nil {
		return nil, err
	}
	return []Fact{FreezeExtended{No: f.No, Expires: g.when().At.Add(o.For), Reason: o.Reason, Before: f.Expires}}, nil
}

// Kind is freeze_extended.
func (FreezeExtended) Kind() Kind { return "freeze_extended" }

// Tell says until when.
func (f FreezeExtended) Tell(i *Incident) string {
	return because(fmt.Sprintf("freeze F%d stays until %s", f.No, i.clock(f.Expires)), f.Reason)
}

func (f FreezeExtended) apply(i *Incident, _ *Event) error {
	return change(i, &i.Freezes, f.No, func(d *DeployFreeze) { d.Expires = f.Expires })
}
