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
	app    *app
	head   string
	text   []string
	wish   wish
	settle func(settledMsg)
}

func (q *question) place() place                  { return inConfirm }
func (q *question) title() string                 { return q.head }
func (q *question) press(tea.KeyPressMsg) tea.Cmd { return nil }
func (q *question) paste(string) tea.Cmd          { return nil }

func (q *question) box(w, h int) ([]string, *tea.Cursor) {
	t := q.app.th
	lines := []string{blank(w)}
	for _, part := range q.text {
		for _, l := range wrap(t.oneLine(part), w) {
			lines = append(lines, t.row(w).say(l).done())
		}
		lines = append(lines, blank(w))
	}
	lines = lines[:min(len(lines), h-1)]
	return append(lines, t.row(w).put(t.accent, "y").say(" do it    ").put(t.accent, "n").say(" or ").put(t.accent, "Esc").say(" do not").done()), nil
}

func inTheQuestion(do func(*question) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if q, ok := a.top().(*question); ok {
			return do(q)
		}
		return nil
	}
}

func (q *question) yes() tea.Cmd {
	q.app.closeOverlay()
	return q.app.send(q.wish, q.settle)
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
	name := fmt.Sprintf("%s (%s)", i.Title, i.Ref)
	q := &question{app: a, wish: w}
	switch o := w.order.(type) {
	case incident.SetStatus:
		if o.To != incident.Resolved {
			return nil
		}
		w.order = incident.Resolve{Text: o.Reason}
		return a.danger(i, w)
	case incident.Resolve:
		return a.dangerOfResolve(i, q, o, name)
	case incident.SetTier:
		if o.To <= i.Tier {
			return nil
		}
		q.head = "Upgrade to " + o.To.String() + "?"
		q.text = []string{name, "It goes from " + i.Tier.String() + " to " + o.To.String() + ": " + whoIsTold(o.To)}
	case incident.Freeze:
		if !o.Steal {
			return nil
		}
		q.head, q.text = "Steal the deploy freeze?", append([]string{name}, stolen(i, o)...)
	case incident.TakeCommand:
		holder := i.Holder(incident.IC)
		if holder == incident.Nobody {
			return nil
		}
		q.head = "Take command from " + i.Name(holder) + "?"
		q.text = []string{name, i.Name(holder) + " is incident commander and did not hand over. Where they can be reached, a handoff (h) is better.", "Reason: " + o.Reason}
	default:
		return nil
	}
	return q
}

func whoIsTold(t incident.Tier) string {
	if t == incident.Public {
		return "CUSTOMERS are told."
	}
	return "the whole company is told."
}

func stolen(i *incident.Incident, o incident.Freeze) []string {
	var text []string
	for _, f := range i.OpenFreezes() {
		if len(o.Scopes) == 0 || len(f.Scopes) == 0 || slices.ContainsFunc(o.Scopes, f.Covers) {
			text = append(text, fmt.Sprintf("F%d of %s is held by %s: %s", f.No, f.Scope(), i.Name(f.Holder), f.Reason))
		}
	}
	return text
}

// dangerOfResolve offers to carry open ends over, which resolving is refused without.
func (a *app) dangerOfResolve(i *incident.Incident, q *question, o incident.Resolve, name string) *question {
	if !i.Open() {
		return nil
	}
	q.head, q.text = "Resolve the incident?", []string{name}
	if len(i.OpenActions())+len(i.OpenFreezes()) > 0 {
		q.head = "Resolve the incident and carry over what is open?"
		o.CarryOver = true
		for _, act := range i.OpenActions() {
			q.text = append(q.text, fmt.Sprintf("A%d %s, %s: becomes a follow-up", act.No, i.Name(act.Owner), act.Task))
		}
		for _, f := range i.OpenFreezes() {
			q.text = append(q.text, fmt.Sprintf("F%d of %s, held by %s: is lifted", f.No, f.Scope(), i.Name(f.Holder)))
		}
	}
	if strings.TrimSpace(o.Text) != "" {
		q.text = append(q.text, "Resolution: "+o.Text)
	}
	q.wish.order = o
	return q
}
