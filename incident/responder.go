package incident

import "slices"

// Responder is a person doing technical work: paged, acknowledged, joined, released. Times that did not happen are
// zero.
type Responder struct {
	Person       Person `json:"person"`
	Paged        Moment `json:"paged"`
	Acknowledged Moment `json:"acknowledged"`
	Joined       Moment `json:"joined"`
	Released     Moment `json:"released"`
}

// Here tells whether the person has joined and was not released.
func (r Responder) Here() bool { return !r.Joined.IsZero() && r.Released.IsZero() }

// Waiting tells whether the person was paged and has neither answered nor come since.
func (r Responder) Waiting() bool {
	return !r.Paged.IsZero() && !r.Here() && r.Paged.Seq > max(r.Acknowledged.Seq, r.Joined.Seq, r.Released.Seq)
}

func (r *Responder) mend(m *mending) { m.move(&r.Paged, &r.Acknowledged, &r.Joined, &r.Released) }

// Responder finds a person among the responders; the zero Responder is somebody who was never called.
func (i *Incident) Responder(p Person) (Responder, bool) {
	r, _, ok := i.responder(p)
	return r, ok
}

func (i *Incident) responder(p Person) (r Responder, at int, ok bool) {
	for at, r := range i.Responders.All() {
		if r.Person == p {
			return r, at, true
		}
	}
	return Responder{Person: p}, i.Responders.Len(), false
}

func (i *Incident) setResponder(p Person, change func(*Responder)) {
	r, at, ok := i.responder(p)
	change(&r)
	if ok {
		i.Responders = i.Responders.With(at, r)
	} else {
		i.Responders = i.Responders.Plus(r)
	}
}

// CallStep is how far the call for a responder has come.
type CallStep string

// Steps of a call.
const (
	StepPaged        CallStep = "paged"
	StepAcknowledged CallStep = "acknowledged"
	StepJoined       CallStep = "joined"
	StepReleased     CallStep = "released"
)

var steps = []CallStep{StepPaged, StepAcknowledged, StepJoined, StepReleased}

// Call notes a step of a person's part in the response. Nothing is sent to anybody by it.
type Call struct {
	Person Person
	Step   CallStep
	Text   string
}

// ResponderCalled is the fact of such a step.
type ResponderCalled struct {
	Person Person   `json:"person"`
	Step   CallStep `json:"step"`
	Text   string   `json:"text,omitzero"`
}

func (o Call) decide(i *Incident, g Given) ([]Fact, error) {
	if o.Person == Nobody {
		o.Person = g.By
	}
	if o.Person == Nobody {
		return nil, refuse("nobody is named", "page @zac")
	}
	if err := checkOptional(o.Text, "text", maxLine, "page @zac DNS trouble on some boxes"); err != nil {
		return nil, err
	}
	if err := checkPerson(o.Person); err != nil {
		return nil, err
	}
	r, known := i.Responder(o.Person)
	switch {
	case !slices.Contains(steps, o.Step):
		return nil, refuse(quoted(string(o.Step))+" is no step of a call", "page, joined or release and @zac")
	case o.Step == StepJoined && r.Here():
		return nil, refusef("release "+o.Person.String(), "%s has joined already", o.Person)
	case o.Step == StepReleased && !known:
		return nil, refusef("joined "+o.Person.String(), "%s was never called and has not joined", o.Person)
	case o.Step == StepReleased && !r.Released.IsZero() && !r.Waiting():
		return nil, refusef("joined "+o.Person.String(), "%s is released already", o.Person)
	case o.Step == StepReleased && len(i.ActionsOf(o.Person)) > 0:
		a := i.ActionsOf(o.Person)[0]
		return nil, refusef(handOnExample(a), "%s still has A%d, %s", o.Person, a.No, a.Task)
	case o.Step == StepReleased && i.Open() && i.RoleOf(o.Person) != "":
		role := i.RoleOf(o.Person)
		return nil, refusef("handoff "+string(role)+" "+otherThan(o.Person).String(), "%s is %s", o.Person, role.Label())
	}
	return []Fact{ResponderCalled(o)}, nil
}

// RoleOf is the first role that a person has, if any.
func (i *Incident) RoleOf(p Person) Role {
	for _, t := range i.Roles() {
		if t.Holder == p {
			return t.Role
		}
	}
	return ""
}

// Kind is responder_called.
func (ResponderCalled) Kind() Kind { return "responder_called" }

// Tell says who and how far.
func (f ResponderCalled) Tell(i *Incident) string {
	name := i.Name(f.Person)
	switch f.Step {
	case StepPaged:
		return because(name+" is paged", f.Text)
	case StepAcknowledged:
		return because(name+" acknowledged the page", f.Text)
	case StepJoined:
		return because(name+" joined", f.Text)
	case StepReleased:
		return because(name+" is released", f.Text)
	}
	return because(name+": "+string(f.Step), f.Text)
}

func (f ResponderCalled) apply(i *Incident, e *Event) error {
	i.setResponder(f.Person, func(r *Responder) {
		switch f.Step {
		case StepPaged:
			r.Paged = moment(e)
		case StepAcknowledged:
			r.Acknowledged = moment(e)
		case StepJoined:
			r.Joined, r.Released = moment(e), Moment{}
		case StepReleased:
			r.Released = moment(e)
		}
	})
	return nil
}
