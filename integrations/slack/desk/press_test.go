package desk

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// presses presses a button and gives what only the presser sees, and what stands in the question's place.
func (s *stage) presses(user, channel, verb, value string) (alone, instead string) {
	s.t.Helper()
	return s.split(s.answer(s.pressing(user, channel, verb, value)))
}

func (s *stage) split(replies []Reply) (alone, instead string) {
	s.t.Helper()
	for _, r := range replies {
		switch {
		case r.Replace && instead == "":
			instead = r.Text
			for _, e := range r.Blocks[len(r.Blocks)-1].Elements {
				instead += " [" + e.Text.Text + " " + e.Action + " " + e.Value + "]"
			}
		case r.Type == "ephemeral" && alone == "":
			alone = r.Text
		default:
			s.t.Errorf("too many answers: %+v", replies)
		}
	}
	return alone, instead
}

const still = " [Done baton_done A1] [15 more minutes baton_more A1]"

func TestButtonsOfAnAction(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	s.types("U2", "C1", "action <@U1|zac> check DNS &amp; DHCP")
	s.pass(2 * time.Minute)
	for _, step := range []struct{ user, verb, alone, instead string }{
		{"U1", "ack", "", "A1 (check DNS &amp; DHCP) acknowledged by @zac at 14:02 UTC; the check-back is at 14:15 UTC" + still},
		{"U2", "ack", "A1 is acknowledged already (by @zac).", "A1 (check DNS &amp; DHCP) acknowledged by @zac at 14:02 UTC; the check-back is at 14:15 UTC" + still},
		{"U1", "more", "A1 has time until 14:15 UTC already. Nothing was recorded; for more, type `/incident more A1 30m`.", "A1 (check DNS &amp; DHCP) has time until 14:15 UTC" + still},
		{"", "", "", ""},
		{"U1", "more", "", "more time for A1 (check DNS &amp; DHCP), until 14:30 UTC, by @zac at 14:15 UTC" + still},
		{"U2", "more", "A1 has time until 14:30 UTC already. Nothing was recorded; for more, type `/incident more A1 30m`.", "A1 (check DNS &amp; DHCP) has time until 14:30 UTC" + still},
		{"U1", "done", "", "A1 (check DNS &amp; DHCP) done by @zac at 14:15 UTC"},
		{"U2", "done", "A1 is done already (by @zac).", "A1 (check DNS &amp; DHCP) done by @zac at 14:15 UTC"},
		{"U1", "done", "A1 is done already (by @zac).", "A1 (check DNS &amp; DHCP) done by @zac at 14:15 UTC"},
		{"U2", "more", "A1 is done already (by @zac).", "A1 (check DNS &amp; DHCP) done by @zac at 14:15 UTC"},
		{"U2", "ack", "A1 is done already (by @zac).", "A1 (check DNS &amp; DHCP) done by @zac at 14:15 UTC"},
	} {
		if step.user == "" {
			s.pass(13 * time.Minute)
			continue
		}
		alone, instead := s.presses(step.user, "C1", step.verb, "A1")
		if alone != step.alone || instead != step.instead {
			t.Errorf("%s of %s was answered by %q, %q\nwant %q, %q", step.verb, step.user, alone, instead, step.alone, step.instead)
		}
	}
	same(t, s.log(ref, 3), []string{
		"#3 zac: A1 (check DNS & DHCP) acknowledged", "#4 zac: more time for A1 (check DNS & DHCP), until 14:30 UTC", "#5 zac: A1 (check DNS & DHCP) done",
	})
}

func TestButtonsOfCommandsAndRoles(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	s.types("U1", "C1", "cmd `echo '&lt;!channel&gt;'`")
	s.types("U1", "C1", "ic <@U1>")
	s.types("U1", "C1", "handoff ic <@U2>")
	s.pass(time.Minute)
	for _, step := range []struct{ user, verb, value, alone, instead string }{
		{"U1", "confirm", "C1", "", ""},
		{"U3", "confirm", "C1", "", "C1 `echo '&lt;!channel&gt;'` confirmed by @mia at 14:01 UTC"},
		{"U3", "confirm", "C1", "Nothing was recorded: @mia has confirmed C1 already.", ""},
		{"U3", "accept", "ic", "IC is offered to @nick, and only they can answer. Nothing was recorded.", ""},
		{"U2", "accept", "ic", "", "@nick is IC, taking over from @zac at 14:01 UTC"},
		{"U2", "accept", "ic", "@nick has IC already. Nothing was recorded.", "@nick is IC, taking over from @zac at 14:01 UTC"},
		{"U3", "decline", "ic", "@nick has IC already. Nothing was recorded.", "@nick is IC, taking over from @zac at 14:01 UTC"},
	} {
		alone, instead := s.presses(step.user, "C1", step.verb, step.value)
		if step.user == "U1" {
			says(t, alone, "C1 is @zac's own, it needs a second pair of eyes")
			continue
		}
		if alone != step.alone || instead != step.instead {
			t.Errorf("%s of %s was answered by %q, %q\nwant %q, %q", step.verb, step.user, alone, instead, step.alone, step.instead)
		}
	}
	s.types("U2", "C1", "handoff ic <@U3>")
	s.pass(5 * time.Minute)
	alone, instead := s.presses("U3", "C1", "decline", "ic")
	if alone != "" || instead != "the offer of IC to @mia is off, @nick keeps it; declined by @mia at 14:06 UTC" {
		t.Errorf("%q, %q", alone, instead)
	}
	alone, instead = s.presses("U3", "C1", "accept", "ic")
	if alone != "The offer of IC is no more; @nick has it. Nothing was recorded." || instead != "The offer of IC is no more; @nick has it" {
		t.Errorf("%q, %q", alone, instead)
	}
	if got := s.log(ref, 5); len(got) != 4 {
		t.Errorf("recorded were %q", got)
	}
}

func TestAPressThatComesTwice(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	s.types("U2", "C1", "action <@U1|zac> check DNS")
	s.pass(15 * time.Minute)
	for _, verb := range []string{"ack", "more", "done"} {
		r := s.pressing("U1", "C1", verb, "A1")
		first, firstInstead := s.split(s.answer(r))
		second, secondInstead := s.split(s.answer(r))
		if first != "" || firstInstead == "" || verb != "more" && (second != "" || secondInstead != firstInstead) {
			t.Errorf("%s: %q, %q, then %q, %q", verb, first, firstInstead, second, secondInstead)
		}
	}
	if got := s.state(ref).Seq; got != 5 {
		t.Errorf("%d events", got)
	}
}

// Two people, at two processes, press the same button at the same time: one entry, and the other is told who it was.
func TestPressedAtOnce(t *testing.T) {
	for _, verb := range []string{"ack", "more", "done"} {
		s := newStage(t, nil)
		ref := s.incident("List import problems", "C1")
		s.types("U3", "C1", "action <@U1|zac> check DNS")
		s.pass(15 * time.Minute)
		desks := []*Desk{s.Desk, s.another(nil)}
		var wg sync.WaitGroup
		answers := make([]Answer, 2)
		for k, user := range []string{"U1", "U2"} {
			r := s.pressing(user, "C1", verb, "A1")
			wg.Go(func() { answers[k] = desks[k].Answer(context.Background(), r) })
		}
		wg.Wait()
		first, instead := s.split(s.replies(answers[0]))
		second, other := s.split(s.replies(answers[1]))
		if (first == "") == (second == "") || instead == "" || other == "" || !strings.Contains(first+second, "already") {
			t.Errorf("%s: %q, %q and %q, %q", verb, first, instead, second, other)
		}
		if got := s.log(ref, 3); len(got) != 1 {
			t.Errorf("%s: recorded were %q", verb, got)
		}
	}
}

func TestButtonsThatAreNone(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	s.types("U2", "C1", "action <@U1|zac> check DNS")
	for _, b := range [][2]string{
		{"explode", "A1"},
		{"done", ""},
		{"done", "A"},
		{"done", "A+1"},
		{"done", "A0"},
		{"done", "A-1"},
		{"done", "A99999999999"},
		{"done", "C1"},
		{"done", "a1"},
		{"accept", "<!channel>"},
		{"accept", ""},
		{"", "A1"},
	} {
		alone, instead := s.presses("U1", "C1", b[0], b[1])
		if instead != "" || !strings.HasPrefix(alone, "This baton does not know that button") {
			t.Errorf("%q: %q, %q", b, alone, instead)
		}
	}
	alone, _ := s.presses("U1", "C1", "done", "A7")
	says(t, alone, "Nothing was recorded: there is no action item 7")
	old := s.pressing("U1", "C1", "done", "A1")
	old.Message.TS = "1672740000.000100" // of the day before the incident
	alone, _ = s.split(s.answer(old))
	says(t, alone, "That button is of an incident before this one")
	alone, _ = s.presses("U1", "C9", "done", "A1")
	says(t, alone, "no incident's channel any more")
	foreign := s.request("interactive", object{"type": "block_actions", "user": object{"id": "U1"}, "channel": object{"id": "C1"}, "actions": []object{{"action_id": "other", "value": "A1"}}})
	if a := s.answer(foreign); len(a) != 0 {
		t.Errorf("another program's button was answered by %+v", a)
	}
	if got := s.state(ref).Seq; got != 2 {
		t.Errorf("%d events", got)
	}
}
