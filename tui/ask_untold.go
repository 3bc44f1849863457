package tui

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// What is ordered about something that is not told outside.

func (o Outgoing) noRetry() string {
	switch o.Stage {
	case outWaiting:
		return "it is tried by itself as soon as it can be"
	case outBegun:
		return "it is under way"
	}
	return ""
}

func (o Outgoing) noReword() string {
	switch {
	case o.Stage == outBegun:
		return "it is under way"
	case o.Stage == outSkipped:
		return "it was left out; r asks for it again"
	case o.Text == "":
		return "it has no words of its own"
	}
	return ""
}

func (o Outgoing) noSkip() string {
	if o.Stage == outSkipped {
		return "it was left out already; r asks for it again"
	}
	return ""
}

func (l *untoldList) retry() tea.Cmd {
	o, _ := l.choice()
	return l.s.app.ask(wish{order: incident.RetryDelivery{Key: o.Key}}, nil)
}

// reword asks for other words. What is not tried again by itself is tried again with them, unless somebody says no.
func (l *untoldList) reword() tea.Cmd {
	o, _ := l.choice()
	a := l.s.app
	f := &form{
		prose: true, name: string(l.s.ref) + " reword " + o.Key, head: "Reword what is not told outside: " + o.name(), state: a.about,
		lines: []blankLine{{label: "text", hint: "what is told", text: newInput(o.Text)}},
		order: func(v []string) (wish, error) {
			return wish{order: incident.RewordDelivery{Key: o.Key, Text: v[0]}}, nil
		},
	}
	if o.noRetry() == "" {
		f.lines = append(f.lines, blankLine{label: "try again", hint: "empty: no", text: newInput("yes"), complete: completeOf("yes", "no")})
	}
	f.submit = func(w wish, settle func(settledMsg)) tea.Cmd {
		again := false
		if v := f.values(); len(v) > 1 {
			var err error
			if again, err = readYes(v[1]); err != nil {
				a.explain(f.head, err)
				return nil
			}
		}
		return a.ask(w, func(m settledMsg) {
			settle(m)
			if m.err == nil && again {
				a.sending.then = []wish{{order: incident.RetryDelivery{Key: o.Key}}}
			}
		})
	}
	return a.openForm(f)
}

// skip asks why it is left out.
func (l *untoldList) skip() tea.Cmd {
	o, _ := l.choice()
	return l.s.app.openForm(&form{
		name: string(l.s.ref) + " skip " + o.Key, head: "Leave out what is not told outside: " + o.name(),
		lines: []blankLine{{label: "reason", hint: "e.g. it is old news"}},
		order: func(v []string) (wish, error) {
			return wish{order: incident.SkipDelivery{Key: o.Key, Reason: v[0]}}, nil
		},
	})
}

// leaveOut asks before an update is left out, because an audience waits for it.
func (q *question) leaveOut(i *incident.Incident, o incident.SkipDelivery) bool {
	u, ok := updateOfKey(i, o.Key)
	q.head = "Leave out the update?"
	q.about = append(q.about, fmt.Sprintf("The %s update by %s: %s", u.Audience, i.Name(u.By), u.Text))
	q.then = append(q.then, "It is not told outside, and the record says so: "+o.Reason, "What was told in other ways stays as it is.")
	return ok
}

// updateOfKey finds the update that a delivery tells: its key names the event.
func updateOfKey(i *incident.Incident, key string) (incident.Update, bool) {
	seq, err := strconv.ParseUint(strings.TrimPrefix(key, "e"), 10, 64)
	if err != nil || !strings.HasPrefix(key, "e") {
		return incident.Update{}, false
	}
	for _, u := range i.Updates.All() {
		if u.Told.Seq == seq {
			return u, true
		}
	}
	return incident.Update{}, false
}
