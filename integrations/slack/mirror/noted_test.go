package mirror

import (
	"context"
	"slices"
	"strings"
	"testing"

	"baton/incident"
	"baton/integrations/slack/message"
)

// made gives the entries that stand and follow from messages alone, and the messages that are starred.
func (d *desk) made(t *testing.T) string {
	t.Helper()
	var lines []string
	for _, l := range view(t, d.rec, d.ref) {
		if !strings.Contains(l, " message_posted ") || strings.Contains(l, " starred") {
			lines = append(lines, strings.TrimPrefix(l, "13:00:"))
		}
	}
	return strings.Join(lines, "\n")
}

// What messages say beyond commands follows their newest wording and the emoji that are pressed.
func TestNotesFollowTheMessages(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	var at string
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() { at = c.say("U1", "TODO <@U2>: write a runbook") }, "01.000100 follow_up_added @alice: follow-up U: write a runbook (@bob)"},
		{func() { c.edit(at, "soon: TODO <@U2>: write a runbook") }, ""},
		{func() { c.edit(at, "looking\nTODO: write a runbook") }, "01.000100 follow_up_added @alice: follow-up U: write a runbook (approximate)"},
		{func() { c.edit(at, "TODO <@U2>: write a runbook") }, "01.000100 follow_up_added @alice: follow-up U: write a runbook (@bob) (approximate)"},
		{func() { c.remove(at) }, ""},
		{func() { at = c.say("U1", "we roll back") }, ""},
		{func() { c.press(at, "U3", "scales") }, "07.000100 decision_made @carol: D decided: we roll back"},
		{func() { c.press(at, "U2", "scales") }, "07.000100 decision_made @carol: D decided: we roll back"},
		{func() { c.press(at, "U3", "scales") }, "08.000100 decision_made @bob: D decided: we roll back"},
		{func() { c.press(at, "U2", "scales") }, ""},
		{func() { c.press(at, "U2", "memo::skin-tone-3") }, "11.000100 follow_up_added @bob: follow-up U: we roll back"},
		{func() { c.press(at, "U2", "memo::skin-tone-3"); c.press(at, "U2", "star") }, "06.000100 message_posted @alice: we roll back starred :star:1[@bob]"},
		{func() { c.press(at, "U2", "star") }, ""},
	} {
		sent := len(c.events)
		step.do()
		d.takeAll(t, c.events[sent:]...)
		if got := d.made(t); got != step.want {
			t.Errorf("after %s: got\n%s\nwant\n%s", c.events[len(c.events)-1], got, step.want)
		}
	}
}

// What people say about such entries is theirs.
func TestNotesAndPeople(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	todo := c.say("U1", "TODO: one\nTODO: two")
	c.press(todo, "U2", "star")
	d.take(t, c.events...)
	state, err := d.rec.State(context.Background(), d.ref)
	if err != nil {
		t.Fatal(err)
	}
	seqs, err := d.rec.Log().Find(context.Background(), d.ref, "slack:C1:"+todo)
	if err != nil {
		t.Fatal(err)
	}
	d.do(t, incident.Retract{Entry: state.FollowUps.At(0).Added.Seq, Reason: "done already"}, "carol")
	d.do(t, incident.CloseFollowUp{No: 2, Outcome: "OPS-1"}, "carol")
	d.do(t, incident.Star{Entry: seqs[0], Off: true}, "carol")
	c.press(todo, "U3", "star")
	c.edit(todo, "TODO: two\nTODO: three\nTODO: one")
	d.take(t, c.events...)
	if state, err = d.rec.State(context.Background(), d.ref); err != nil {
		t.Fatal(err)
	}
	if state.Amendments[seqs[0]].Starred {
		t.Error("a star that a person took away is back")
	}
	var open []string
	for _, u := range state.FollowUps.All() {
		if u.Open() {
			open = append(open, u.Text)
		}
	}
	if !slices.Equal(open, []string{"three"}) {
		t.Errorf("open: %q", open)
	}
	d.do(t, incident.Star{Entry: seqs[0]}, "carol")
	c.press(todo, "U2", "star")
	c.press(todo, "U3", "star")
	d.take(t, c.events...)
	if state, err = d.rec.State(context.Background(), d.ref); err != nil || !state.Amendments[seqs[0]].Starred {
		t.Errorf("a person's star was taken away: %v", err)
	}
}

// Signs that are answers to commands are refused.
func TestSignsAreChecked(t *testing.T) {
	d := newDesk(t)
	if _, err := Open(t.Context(), d.rec, d.ref, Options{Channel: *d.mirror.translate.Channel, People: directory(), Signs: clashing()}); err == nil {
		t.Error("taken")
	}
}

func clashing() *message.Signs { return &message.Signs{Star: []string{"+1"}} }
