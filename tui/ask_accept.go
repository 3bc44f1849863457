package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// acceptance is the second step of a handoff: the whole brief, and a sentence that the new holder types. A key pressed by
// mistake accepts nothing.
type acceptance struct {
	*subject
	offer incident.Offer // as it was when it was opened
	line  input
	top   int
}

// vow is what somebody types to accept a role.
func vow(r incident.Role) string { return "I am " + r.Label() }

// accept opens the offer to whoever sits here, or else the newest: somebody says yes on the call and does not type.
func (s *subject) accept() tea.Cmd {
	offers := s.state().Offers
	at := slices.IndexFunc(offers, func(o incident.Offer) bool { return o.To == s.app.me })
	if at < 0 {
		at = len(offers) - 1
	}
	return s.acceptOffer(offers[at])
}

func (s *subject) acceptOffer(o incident.Offer) tea.Cmd {
	s.app.said.pass()
	s.app.push(&acceptance{subject: s, offer: o})
	return nil
}

func (c *acceptance) place() place   { return inAccept }
func (c *acceptance) noticesItself() {}

func (c *acceptance) title() string {
	i := c.state()
	return fmt.Sprintf("%s accepts %s from %s?", i.Name(c.offer.To), c.offer.Role.Label(), i.Name(c.offer.From))
}

func (c *acceptance) press(k tea.KeyPressMsg) tea.Cmd {
	c.app.said.pass()
	c.line.press(k)
	return nil
}

func (c *acceptance) paste(text string) tea.Cmd {
	c.line.paste(text)
	return nil
}

func inTheAcceptance(do func(*acceptance) tea.Cmd) func(*app) tea.Cmd {
	return func(a *app) tea.Cmd {
		if c, ok := a.top().(*acceptance); ok {
			return do(c)
		}
		return nil
	}
}

// stale says why the offer that is shown is not on the table any more.
func (c *acceptance) stale() string {
	o, ok := c.state().OfferOf(c.offer.Role)
	switch {
	case !ok:
		return "the offer is settled: " + c.offer.Role.Label() + " is with " + c.state().Name(c.state().Holder(c.offer.Role))
	case o.Made.Seq != c.offer.Made.Seq:
		return "another offer took its place; Esc, then H shows it"
	}
	return ""
}

func (c *acceptance) enter() tea.Cmd {
	a := c.app
	typed := strings.Join(strings.Fields(a.cleaned(c.line.value())), " ")
	switch {
	case c.stale() != "":
		a.tell(c.stale(), "")
	case !strings.EqualFold(strings.TrimRight(typed, "."), vow(c.offer.Role)):
		a.tell("nothing is accepted yet", "type: "+vow(c.offer.Role)+", then Enter")
	default:
		return a.ask(wish{order: incident.AcceptRole{Role: c.offer.Role}, as: c.offer.To}, func(m settledMsg) {
			if m.err == nil {
				a.dismiss(c)
			}
		})
	}
	return nil
}

func (c *acceptance) leave() tea.Cmd {
	c.app.said = notice{sort: aside, text: "not accepted: " + c.title()}
	return c.app.closeOverlay()
}

// another shows the next offer that is open.
func (c *acceptance) another() tea.Cmd {
	offers := c.state().Offers
	at := slices.IndexFunc(offers, func(o incident.Offer) bool { return o.Role == c.offer.Role })
	c.offer, c.top = offers[(at+1)%len(offers)], 0
	c.line.set("")
	return nil
}

func onlyOffer(a *app) string {
	if c, ok := a.top().(*acceptance); ok && len(c.state().Offers) < 2 {
		return "no other role is offered"
	}
	return ""
}

func (c *acceptance) lines(w int) []string {
	t, i := c.app.th, c.state()
	var lines []string
	for part := range strings.SplitSeq(t.lines(c.offer.Brief), "\n") {
		for k, l := range wrap(part, w-2) {
			lines = append(lines, t.row(w).gap(min(2*k, 2)).say(l).done())
		}
	}
	if c.offer.Brief == "" {
		lines = []string{t.row(w).put(t.dim, "There is no brief: ask "+i.Name(c.offer.From)+" what is open.").done()}
	}
	return lines
}

func (c *acceptance) box(w, h int) ([]string, *tea.Cursor) {
	foot, cursor := c.foot(w)
	foot = foot[max(len(foot)-h+1, 0):]
	body := c.app.rolled(c.lines(w), c.top, w, h-len(foot))
	return append(body, foot...), tea.NewCursor(cursor, len(body)+len(foot)-1)
}

// foot is what is to be typed, by whom, and what was typed. What was refused goes before the explanation.
func (c *acceptance) foot(w int) (lines []string, cursor int) {
	t, a := c.app.th, c.app
	name := c.state().Name(c.offer.To)
	text, style := "You take it over from here on. Type: "+vow(c.offer.Role), t.strong
	if c.offer.To != a.me {
		text = "You record this for " + name + ": only once " + name + " has said it. Type what they said: " + vow(c.offer.Role)
	}
	if why := c.stale(); why != "" {
		text, style = why, t.due
	}
	if a.sending.wait {
		text, style = "recording"+t.more, t.dim
	}
	lines = []string{t.row(w).rule(t.dim, 0).done()}
	if a.said.sort != silence {
		lines = append(lines, a.noticeLines(w)...)
	} else {
		for _, l := range wrap(t.oneLine(text), w) {
			lines = append(lines, t.row(w).put(style, l).done())
		}
	}
	r := t.row(w).put(t.accent, t.here)
	start := w - r.left
	cursor = start + c.line.draw(r)
	return append(lines, r.done()), cursor
}

func (c *acceptance) scroll(n int) {
	w, h := c.app.boxRoom()
	foot, _ := c.foot(w)
	c.top = within(c.top+n, len(c.lines(w)), h-len(foot))
}
