package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// question asks before an order that reaches many people or takes something from somebody. It names what it is about
// as it was when it was asked; y answers it, and Enter does not, because Enter is what was pressed last.
type question struct {
	grace
	app  *app
	head string
	// about is what would be acted on, then is what would follow. Where about is another one by the time of the yes, it is
	// asked again.
	about, then []string
	changed     bool
	wish        wish
	settle      func(settledMsg)
	top         int
}

func (q *question) place() place                  { return inConfirm }
func (q *question) title() string                 { return q.head }
func (q *question) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (q *question) paste(string) tea.Cmd          { return nil }

func (q *question) box(w, h int) ([]string, *tea.Cursor) {
	keys := q.app.keyLines(inConfirm, w)
	return append(q.app.rolled(q.lines(w), q.top, w, h-len(keys)), keys...), nil
}

func (q *question) lines(w int) []string {
	t := q.app.th
	var lines []string
	if q.changed {
		lines = append(lines, t.row(w).put(t.due, " CHANGED ").say(" while this was open. It is so now:").done())
	}
	for _, part := range slices.Concat(q.about, q.then) {
		for k, l := range wrap(t.oneLine(part), w-2) {
			r := t.row(w)
			if k > 0 {
				r.gap(2)
			}
			lines = append(lines, r.say(l).done())
		}
	}
	return lines
}

func (q *question) scroll(n int) {
	w, h := q.app.boxRoom()
	q.top = within(q.top+n, len(q.lines(w)), h-len(q.app.keyLines(inConfirm, w)))
}

func inTheQuestion(do func(*question) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if q, ok := a.top().(*question); ok {
			return do(q)
		}
		return nil
	}
}

// yes gives the order, unless what it is about has changed since it was asked.
func (q *question) yes() tea.Cmd {
	a := q.app
	a.closeOverlay()
	if now := a.danger(a.about(), q.wish); now != nil && !slices.Equal(now.about, q.about) {
		now.changed, now.settle = true, q.settle
		return a.pushGuarded(now)
	}
	return a.send(q.wish, q.settle)
}

func (q *question) no() tea.Cmd {
	q.app.said = notice{sort: aside, text: "not done: " + q.head}
	return q.app.closeOverlay()
}

// carried is an order as the question before it will give it: whoever resolves is asked to carry over what is open.
func carried(o incident.Order) incident.Order {
	switch o := o.(type) {
	case incident.Resolve:
		o.CarryOver = true
		return o
	case incident.SetStatus:
		if o.To == incident.Resolved {
			return incident.Resolve{Text: o.Reason, CarryOver: true}
		}
	}
	return o
}

// danger gives the question that stands before an order, or nil.
func (a *app) danger(i *incident.Incident, w wish) *question {
	q := &question{app: a, wish: w, about: []string{fmt.Sprintf("%s (%s)", i.Title, i.Ref)}}
	asks := false
	switch o := w.order.(type) {
	case incident.SetStatus:
		if o.To == incident.Resolved {
			asks = q.resolve(i, incident.Resolve{Text: o.Reason})
		}
	case incident.Resolve:
		asks = q.resolve(i, o)
	case incident.SetTier:
		asks = q.upgrade(i, o)
	case incident.Freeze:
		asks = q.steal(i, o)
	case incident.TakeCommand:
		asks = q.takeCommand(i, o)
	case incident.Call:
		asks = q.page(i, o)
	case incident.TellAudience:
		asks = q.promise(o)
	case incident.SkipDelivery:
		asks = q.leaveOut(i, o)
	}
	if !asks {
		return nil
	}
	if w.as != incident.Nobody && w.as != a.me {
		q.then = append(q.then, "It is recorded as done by "+w.as.String()+", typed in by you.")
	}
	return q
}

func (q *question) steal(i *incident.Incident, o incident.Freeze) bool {
	q.head = "Steal the deploy freeze?"
	for _, f := range i.OpenFreezes() {
		if len(o.Scopes) == 0 || len(f.Scopes) == 0 || slices.ContainsFunc(o.Scopes, f.Covers) {
			q.about = append(q.about, fmt.Sprintf("F%d of %s is held by %s: %s", f.No, f.Scope(), i.Name(f.Holder), f.Reason))
			q.then = append(q.then, i.Name(f.Holder)+" loses it and has to be told.")
		}
	}
	return o.Steal
}

// takeCommand asks where somebody would lose the role. Where nobody has it there is nothing to lose.
func (q *question) takeCommand(i *incident.Incident, o incident.TakeCommand) bool {
	holder := i.Holder(incident.IC)
	name := i.Name(holder)
	q.head = "Take command from " + name + "?"
	q.about = append(q.about, name+" is incident commander and did not hand over. Where they can be reached, a handoff is better.")
	q.then = []string{"Reason: " + o.Reason}
	return holder != incident.Nobody
}

// resolve offers to carry open ends over, which resolving is refused without.
func (q *question) resolve(i *incident.Incident, o incident.Resolve) bool {
	q.head = "Resolve the incident?"
	if len(i.OpenActions())+len(i.OpenFreezes()) > 0 {
		q.head = "Resolve the incident and carry over what is open?"
		o.CarryOver = true
		for _, act := range i.OpenActions() {
			q.about = append(q.about, fmt.Sprintf("A%d %s, %s: becomes a follow-up", act.No, i.Name(act.Owner), act.Task))
		}
		for _, f := range i.OpenFreezes() {
			q.about = append(q.about, fmt.Sprintf("F%d of %s, held by %s: is lifted", f.No, f.Scope(), i.Name(f.Holder)))
		}
	}
	if strings.TrimSpace(o.Text) != "" {
		q.then = append(q.then, "Resolution: "+o.Text)
	}
	q.then = append(q.then, q.app.outside(i, o)...)
	q.wish.order = o
	return i.Open()
}

func (q *question) page(i *incident.Incident, o incident.Call) bool {
	q.head = "Page " + i.Name(o.Person) + "?"
	if o.Text != "" {
		q.about = append(q.about, "Why: "+o.Text)
	}
	if r, ok := i.Responder(o.Person); ok && r.Here() {
		q.about = append(q.about, i.Name(o.Person)+" has joined already.")
	}
	q.then = q.app.outside(i, o)
	return o.Step == incident.StepPaged
}

// promise asks before customers are promised when the trouble will be over.
func (q *question) promise(o incident.TellAudience) bool {
	words := incident.PromisesRepair(o.Text)
	q.head = "Promise customers a time of repair?"
	q.about = append(q.about, "The text promises: "+quote(words)+". Such a promise is hard to keep and harder to take back. The time of the next update is the one to give.")
	return o.Audience == incident.Public && words != ""
}
