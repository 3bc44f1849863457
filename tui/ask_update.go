package tui

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// The forms that tell people how it stands. Both begin with what the record holds.

func (s *subject) report() tea.Cmd {
	draft := incident.DraftReport(s.state(), s.now())
	return s.app.openForm(&form{
		prose: true, name: string(s.ref) + " report", head: "Situation report",
		lines: []blankLine{
			{label: "conditions", hint: "what is broken, what customers feel", text: newInput(draft.Conditions)},
			{label: "actions", hint: "what is being done, by whom", text: newInput(draft.Actions)},
			{label: "needs", hint: "what is missing; may stay empty", text: newInput(draft.Needs)},
		},
		order: func(v []string) (wish, error) {
			return wish{order: incident.Report{Conditions: v[0], Actions: v[1], Needs: v[2]}}, nil
		},
	})
}

// updating is the form of an update, whose text is drafted anew for another audience or time until somebody touches it.
type updating struct {
	*form
	s       *subject
	drafted string // the text as it was drafted last
}

// The lines of it.
const (
	updateAudience = iota
	updateText
	updateNext
)

// usualNext is how many minutes until the next update, where nobody says otherwise.
const usualNext = "30"

func (s *subject) update() tea.Cmd { return s.app.openForm(s.updateForm(s.state().Tier)) }

func (s *subject) updateForm(audience incident.Tier) *form {
	u := &updating{s: s}
	u.form = &form{
		app: s.app, prose: true, name: string(s.ref) + " update " + audience.String(), head: "Tell an audience how it stands",
		lines: []blankLine{
			{label: "audience", hint: "empty: " + s.state().Tier.String(), complete: completeOf("engineering", "internal", "public"), text: newInput(audience.String())},
			{label: "text", hint: "what people see, since when, what is being done", jump: nextGap},
			{label: "next in", hint: "minutes until the next update; empty: none is promised", complete: completeOf("15", "30", "60"), text: newInput(usualNext)},
		},
		order: u.order, remarks: u.remarks, typed: u.redraft,
	}
	u.redraft()
	return u.form
}

// redraft fills the text for the audience and the next time, unless somebody has written into it.
func (u *updating) redraft() {
	text := &u.lines[updateText].text
	if text.value() != u.drafted {
		return
	}
	audience, err := u.audience(u.lines[updateAudience].text.value())
	if err != nil {
		return
	}
	draft := incident.DraftUpdate(u.s.state(), audience, u.s.now())
	if next, err := u.s.app.readWait(u.lines[updateNext].text.value()); err == nil && next > 0 {
		draft = promising(draft, next)
	}
	if draft != u.drafted {
		u.drafted = draft
		*text = drafted(draft)
	}
}

// promising puts the time that the form promises at the end of a draft that says when more is told, in place of one that
// was promised before.
func promising(draft string, next time.Duration) string {
	const last = "Next update"
	if at := strings.LastIndex(draft, last); at >= 0 {
		return draft[:at] + last + " in " + plural(int(next.Minutes()), "minute", "minutes") + "."
	}
	return draft
}

func (u *updating) audience(text string) (incident.Tier, error) {
	return incident.ParseTier(cmp.Or(strings.TrimSpace(text), u.s.state().Tier.String()))
}

func (u *updating) order(v []string) (w wish, err error) {
	o := incident.TellAudience{Text: v[updateText]}
	if o.Audience, err = u.audience(v[updateAudience]); err != nil {
		return w, err
	}
	if o.Next, err = u.s.app.readWait(v[updateNext]); err != nil {
		return w, err
	}
	w.order = o
	if gaps := incident.Gaps(o.Text); len(gaps) > 0 && o.Audience <= u.s.state().Tier {
		err = missing("the text has gaps: "+strings.Join(gaps, ", "), "fill them in, Tab goes from one to the next")
	}
	return w, err
}

// Marks of length: what a reader takes in at a glance, and what fits on a telephone.
const (
	glance = 250
	screen = 500
)

func (u *updating) remarks(v []string, w wish) []remark {
	o, ok := w.order.(incident.TellAudience)
	if !ok || o.Text == "" {
		return nil
	}
	var all []remark
	if words := incident.PromisesRepair(o.Text); words != "" {
		all = append(all, remark{label: "PROMISES", text: quote(words) + ": a time of repair is hard to keep; give the time of the next update", style: urgentStyle})
	}
	if last, ok := u.s.state().LastUpdate(o.Audience); ok {
		all = append(all, remark{label: "changed", text: wordDiff(last.Text, o.Text), most: 4})
	} else {
		all = append(all, remark{label: "changed", text: "this is the first " + o.Audience.String() + " update", style: dimStyle})
	}
	return append(all, lengthRemark(utf8.RuneCountInString(o.Text)))
}

func lengthRemark(n int) remark {
	r := remark{label: "length", text: plural(n, "character", "characters"), style: dimStyle}
	switch {
	case n > screen:
		r.text, r.style = r.text+fmt.Sprintf(", over %d: nobody reads that on a telephone", screen), urgentStyle
	case n > glance:
		r.text += fmt.Sprintf(", over %d: say it shorter if you can", glance)
	}
	return r
}

// nextGap lets what is typed next replace the first gap after the cursor, and tells whether there is one.
func nextGap(i *input) bool {
	text, from := i.value(), 0
	for _, gap := range incident.Gaps(text) {
		at := from + strings.Index(text[from:], gap)
		from = at + len(gap)
		if start := utf8.RuneCountInString(text[:at]); start >= i.at {
			i.hold(start, start+utf8.RuneCountInString(gap))
			return true
		}
	}
	return false
}
