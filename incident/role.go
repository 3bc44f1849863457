package incident

import (
	"slices"
	"strings"
	"time"
)

// Role is a duty in the incident that one person at a time has. The names are short because they are typed in a hurry.
type Role string

// The roles that every incident knows. Others are made by naming them.
const (
	IC      Role = "ic"      // incident commander
	ICL     Role = "icl"     // internal communications lead
	Analyst Role = "analyst" // incident analyst
	Deputy  Role = "deputy"
	Scribe  Role = "scribe"
)

var roleTitles = map[Role]string{
	IC: "Incident commander", ICL: "Internal communications lead", Analyst: "Incident analyst",
	Deputy: "Deputy", Scribe: "Scribe",
}

// Title is the role's full name.
func (r Role) Title() string {
	if t, ok := roleTitles[r]; ok {
		return t
	}
	return string(r)
}

// Label is the name for narrow places: "IC", "ICL", "analyst".
func (r Role) Label() string {
	if r == IC || r == ICL {
		return strings.ToUpper(string(r))
	}
	return string(r)
}

// ParseRole reads a role's name; "commander" and "comms" are understood too.
func ParseRole(s string) (Role, error) {
	switch name := strings.ToLower(s); name {
	case "commander", "im":
		return IC, nil
	case "comms", "communications", "liaison":
		return ICL, nil
	case "":
		return "", refuse("no role is named", "role scribe @mia")
	default:
		if len(name) > 30 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return "", refuse(quoted(s)+" is not the name of a role", "ic, icl, analyst, deputy, scribe, or a word of a-z, 0-9 and -")
		}
		return Role(name), nil
	}
}

// check refuses a name that ParseRole would not give: two spellings of one role would have two holders.
func (r Role) check() error {
	same, err := ParseRole(string(r))
	if err == nil && same != r {
		err = refuse(quoted(string(r))+" is not the name of a role", string(same))
	}
	return err
}

// Tenure is one person's time in a role.
type Tenure struct {
	Role   Role   `json:"role"`
	Holder Person `json:"holder"`
	Since  Moment `json:"since"`
	Until  Moment `json:"until"` // zero while it lasts
	// Brief is what the holder was told at the handoff; Reason is why command was taken, or the role left.
	Brief  string `json:"brief,omitzero"`
	Reason string `json:"reason,omitzero"`
}

func (t *Tenure) mend(m *mending) { m.move(&t.Since, &t.Until) }

// Offer is a handoff that the other has not accepted yet. The role stays where it is until then.
type Offer struct {
	Role  Role   `json:"role"`
	From  Person `json:"from"`
	To    Person `json:"to"`
	Brief string `json:"brief,omitzero"`
	Made  Moment `json:"made"`
}

// Holder is who has the role now.
func (i *Incident) Holder(r Role) Person {
	if t, _, ok := i.tenure(r); ok {
		return t.Holder
	}
	return Nobody
}

// Roles lists the tenures that last, in the order in which the roles were first taken.
func (i *Incident) Roles() []Tenure {
	var held []Tenure
	for _, t := range i.Tenures.All() {
		if t.Until.IsZero() {
			held = append(held, t)
		}
	}
	return held
}

// OfferOf is the open offer of a role.
func (i *Incident) OfferOf(r Role) (Offer, bool) {
	at := slices.IndexFunc(i.Offers, func(o Offer) bool { return o.Role == r })
	if at < 0 {
		return Offer{}, false
	}
	return i.Offers[at], true
}

func (i *Incident) tenure(r Role) (t Tenure, at int, ok bool) {
	for k := i.Tenures.Len() - 1; k >= 0; k-- {
		if t := i.Tenures.At(k); t.Role == r && t.Until.IsZero() {
			return t, k, true
		}
	}
	return Tenure{}, 0, false
}

// seat ends whoever's tenure of the role lasts, settles its offer, and begins another where somebody takes it.
func (i *Incident) seat(next Tenure, e *Event) {
	if t, at, ok := i.tenure(next.Role); ok {
		t.Until = moment(e)
		i.Tenures = i.Tenures.With(at, t)
	}
	i.settle(next.Role)
	if next.Holder != Nobody {
		next.Since = moment(e)
		i.Tenures = i.Tenures.Plus(next)
	}
}

// TakeRole puts somebody into a role that nobody has.
type TakeRole struct {
	Role   Role
	Holder Person
}

// RoleTaken is the fact that a vacant role was taken.
type RoleTaken struct {
	Role   Role   `json:"role"`
	Holder Person `json:"holder"`
}

func (o TakeRole) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := o.Role.check(); err != nil {
		return nil, err
	}
	if o.Holder == Nobody {
		return nil, refuse("nobody is named for the role", "role "+string(o.Role)+" @zac")
	}
	if err := checkPerson(o.Holder); err != nil {
		return nil, err
	}
	switch holder := i.Holder(o.Role); holder {
	case Nobody:
		return []Fact{RoleTaken(o)}, nil
	case o.Holder:
		return nil, refusef("", "%s is %s already", holder, o.Role.Label())
	default:
		return nil, refusef("handoff "+string(o.Role)+" "+o.Holder.String(), "%s is %s and has to hand over", holder, o.Role.Label())
	}
}

// Kind is role_taken.
func (RoleTaken) Kind() Kind { return "role_taken" }

// Tell says who has which role.
func (f RoleTaken) Tell(i *Incident) string { return i.Name(f.Holder) + " is " + f.Role.Label() }

func (f RoleTaken) apply(i *Incident, e *Event) error {
	i.seat(Tenure{Role: f.Role, Holder: f.Holder}, e)
	return nil
}

// LeaveRole vacates a role. The IC's cannot be left, only handed over.
type LeaveRole struct {
	Role   Role
	Reason string
}

// RoleLeft is the fact that a role is vacant.
type RoleLeft struct {
	Role   Role   `json:"role"`
	Holder Person `json:"holder"`
	Reason string `json:"reason,omitzero"`
}

func (o LeaveRole) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "leave scribe"); err != nil {
		return nil, err
	}
	if err := o.Role.check(); err != nil {
		return nil, err
	}
	holder := i.Holder(o.Role)
	if holder == Nobody {
		return nil, refusef("people shows who is what", "nobody is %s", o.Role.Label())
	}
	if o.Role == IC {
		return nil, refuse("an incident with an IC is never without one", "handoff ic "+otherThan(holder).String())
	}
	return []Fact{RoleLeft{Role: o.Role, Holder: holder, Reason: o.Reason}}, nil
}

// Kind is role_left.
func (RoleLeft) Kind() Kind { return "role_left" }

// Tell says who is no longer what.
func (f RoleLeft) Tell(i *Incident) string {
	return because(i.Name(f.Holder)+" is no longer "+f.Role.Label(), f.Reason)
}

func (f RoleLeft) apply(i *Incident, e *Event) error {
	i.seat(Tenure{Role: f.Role}, e)
	return nil
}

// TakeCommand is the emergency form of a handoff: the IC does not answer, or there is none. It needs a reason where
// there is one.
type TakeCommand struct {
	Reason string
}

// CommandTaken is the fact that somebody made themselves IC.
type CommandTaken struct {
	Holder Person `json:"holder"`
	From   Person `json:"from,omitzero"`
	Reason string `json:"reason,omitzero"`
}

func (o TakeCommand) decide(i *Incident, g Given) ([]Fact, error) {
	if err := checkOptional(o.Reason, "reason", maxLine, "take command because @nick is offline"); err != nil {
		return nil, err
	}
	holder := i.Holder(IC)
	switch {
	case g.By == Nobody:
		return nil, refuse("nobody is taking command", "as @zac take command")
	case holder == g.By:
		return nil, refusef("", "%s is IC already", g.By)
	case holder != Nobody && blank(o.Reason):
		return nil, refusef("take command because "+holder.String()+" does not answer", "%s is IC, taking command needs a reason", holder)
	}
	return []Fact{CommandTaken{Holder: g.By, From: holder, Reason: o.Reason}}, nil
}

// Kind is command_taken.
func (CommandTaken) Kind() Kind { return "command_taken" }

// Tell says from whom and why.
func (f CommandTaken) Tell(i *Incident) string {
	text := i.Name(f.Holder) + " took command"
	if f.From != Nobody {
		text += " from " + i.Name(f.From)
	}
	return because(text, f.Reason)
}

func (f CommandTaken) apply(i *Incident, e *Event) error {
	i.seat(Tenure{Role: IC, Holder: f.Holder, Reason: f.Reason}, e)
	return nil
}

// HeldSince is how long the present holder has had the role at the given time; zero if nobody has, and never negative,
// whatever the clocks of those who write do.
func (i *Incident) HeldSince(r Role, now time.Time) time.Duration {
	t, _, ok := i.tenure(r)
	if !ok {
		return 0
	}
	return max(0, now.Sub(t.Since.At))
}
