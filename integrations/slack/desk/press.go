package desk

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/slack/message"
)

// ActionPrefix begins the action_id of every button of baton's: "baton_done". Its value is what it is about: "A3", "C2",
// or a role.
const ActionPrefix = "baton_"

// moreTime is what the button for more time gives.
const moreTime = 15 * time.Minute

// button is what one verb of a button does.
type button struct {
	// order makes the order from the number or the role that the button is about.
	order func(no int, role incident.Role) incident.Order
	// letter is that of the numbers that it takes, 0 for a role.
	letter byte
}

// buttonOf finds what a button does; ok is false for one that is not of this program.
func buttonOf(verb string) (b button, ok bool) {
	switch verb {
	case "ack":
		return button{func(no int, _ incident.Role) incident.Order { return incident.AcknowledgeAction{No: no} }, 'A'}, true
	case "done":
		return button{func(no int, _ incident.Role) incident.Order { return incident.FinishAction{No: no} }, 'A'}, true
	case "more":
		return button{func(no int, _ incident.Role) incident.Order { return incident.ExtendAction{No: no, In: moreTime} }, 'A'}, true
	case "confirm":
		return button{func(no int, _ incident.Role) incident.Order { return incident.Confirm{No: no} }, 'C'}, true
	case "accept":
		return button{func(_ int, r incident.Role) incident.Order { return incident.AcceptRole{Role: r} }, 0}, true
	case "decline":
		return button{func(_ int, r incident.Role) incident.Order { return incident.DeclineRole{Role: r} }, 0}, true
	}
	return button{}, false
}

// pressed is one press of a button, understood.
type pressed struct {
	r     *Request
	i     *incident.Incident // as it was just before
	by    incident.Person
	verb  string
	no    int
	role  incident.Role
	order incident.Order
}

// press carries out a button as the person who pressed it.
func (d *Desk) press(ctx context.Context, r *Request) Answer {
	if r.Action == "" {
		return Answer{} // another program's element, or a field of a form
	}
	p := pressed{r: r, by: d.person(r.User), verb: strings.TrimPrefix(r.Action, ActionPrefix)}
	if !p.read(r.Value) {
		return only("This baton does not know that button. Type what you mean, such as " + typed("done A3") + ", or " + typed("help") + ".")
	}
	ref, ok := d.o.IncidentOf(r.Channel)
	if !ok {
		return only("This is no incident's channel any more, so nothing was recorded. " + typed("") + " says which incidents are open.")
	}
	i, err := d.o.Recorder.State(ctx, ref)
	if err != nil {
		return failed(err)
	}
	if asked, ok := message.ParseStamp(r.Message.TS); ok && asked.Time().Before(i.Declared.At.Add(-clockSlack)) {
		return only("That button is of an incident before this one, so nothing was recorded. Type what you mean, such as " + typed("done A3") + ".")
	}
	p.i = &i
	phrase := grammar.Phrase{Verb: p.verb, Order: p.order}
	return d.guarded(ctx, asked(r, p.by, &i, phrase), func(ctx context.Context) Answer { return d.carryOut(ctx, &p) })
}

// read understands what the button does, and to what; false where it does not.
func (p *pressed) read(value string) bool {
	b, ok := buttonOf(p.verb)
	if !ok {
		return false
	}
	if b.letter == 0 {
		role, err := incident.ParseRole(value)
		p.role = role
		ok = err == nil
	} else {
		digits, lettered := strings.CutPrefix(value, string(b.letter))
		no, err := strconv.ParseUint(digits, 10, 31)
		p.no = int(no)
		ok = lettered && err == nil && no > 0
	}
	p.order = b.order(p.no, p.role)
	return ok
}

// carryOut gives the order of a button, and says in the place of the question what came of it.
func (d *Desk) carryOut(ctx context.Context, p *pressed) Answer {
	g := d.given(p.r)
	if a, ok := p.i.Action(p.no); ok && p.verb == "more" && a.Open() {
		if p.hasTime(a, g.Now) {
			return d.settled(ctx, p)
		}
		g.Key = fmt.Sprintf("slack:more:A%d:%d", a.No, a.Due.Unix())
	}
	out, i, refusal, err := d.do(ctx, p.i.Ref, p.order, g)
	p.i = &i
	switch {
	case err != nil:
		return failed(err)
	case refusal != nil:
		return d.late(ctx, p, refusal)
	case out.Repeated:
		return d.repeated(ctx, p, g)
	}
	return d.came(p, out.Events[0])
}

// hasTime tells whether somebody has given an action item more time already. Two people who press the button of one
// question extend the same due time, whose key lets only one do so; who comes later, or twice, sees here that there is
// nearly as much time as the button gives. Clocks may be two minutes apart.
func (p *pressed) hasTime(a incident.Action, now time.Time) bool {
	if !p.r.At.IsZero() {
		now = p.r.At
	}
	return a.Due.Sub(now) > moreTime-clockSlack-time.Minute
}

// repeated answers a press that was carried out before: by the same request, or by somebody else at the same time.
func (d *Desk) repeated(ctx context.Context, p *pressed, g incident.Given) Answer {
	e, ok, err := d.find(ctx, p.i.Ref, g.Key)
	if err != nil || !ok {
		return failed(err)
	}
	if e.Actor != p.by {
		return d.settled(ctx, p)
	}
	return d.came(p, e)
}
