package slack

import (
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
)

// TestAnIncidentIsDeclaredInSlack: the channel is made, set up and told, and what is said in it is in the record.
func TestAnIncidentIsDeclaredInSlack(t *testing.T) {
	r := newRig(t, slackfake.Options{Seed: 1})
	r.start()
	r.connected()
	replies := r.typed("nadia", r.dev, "/incident List import problems", 2)
	if !strings.Contains(replies[0].Text, "20260302_list_import_problems") || !strings.Contains(replies[1].Text, "<#C") {
		t.Errorf("replies are %+v", replies)
	}
	ref := incident.Ref("20260302_list_import_problems")
	id := slackfake.ChannelID(r.state(ref).Channel.ID)
	r.until("all is told", func() bool { return len(r.pending(ref)) == 0 })
	made := r.world.Channel(id)
	if made.Name != string(ref) || !strings.Contains(made.Topic, "investigating") || made.Purpose == "" || len(made.Pins) != 1 {
		t.Errorf("the channel is %+v", made)
	}
	if !strings.Contains(r.told(id)[0].Text, "List import problems") {
		t.Errorf("the headline is %q", r.told(id)[0].Text)
	}

	if err := r.people["tomas"].Join(id); err != nil {
		t.Fatal(err)
	}
	shown, err := r.people["tomas"].Say(id, "going to run `kubectl rollout restart deploy/importer`")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.people["nadia"].React(id, shown, "+1"); err != nil {
		t.Fatal(err)
	}
	r.until("the command is confirmed", func() bool {
		i := r.state(ref)
		return i.Commands.Len() == 1 && i.Commands.At(0).Confirmed()
	})
	done := r.typed("nadia", id, "/incident action @tomas read the worker logs in 15m", 1)
	if !strings.Contains(done[0].Text, "A1") {
		t.Errorf("the answer is %q", done[0].Text)
	}
	var last slackfake.Message
	r.until("the task is told", func() bool {
		k := slices.IndexFunc(r.told(id), func(m slackfake.Message) bool { return strings.Contains(m.Text, "read the worker logs") })
		if k >= 0 {
			last = r.told(id)[k]
		}
		return k >= 0
	})
	if !strings.Contains(last.Text, "<@"+string(r.people["tomas"].ID())+">") {
		t.Errorf("told: %q", last.Text)
	}
	press, err := r.people["tomas"].Press(id, last.TS, "baton_ack")
	if err != nil {
		t.Fatal(err)
	}
	r.replies(press, 1)
	if a := r.state(ref).Actions.At(0); a.Acknowledged.IsZero() {
		t.Errorf("the task is not acknowledged: %+v", a)
	}

	r.clock.Advance(16 * time.Minute)
	r.until("the check-back is asked for in the thread", func() bool {
		for _, m := range r.told(id) {
			if m.ThreadTS == last.TS && strings.Contains(string(m.Blocks), "baton_done") {
				return true
			}
		}
		return false
	})
}

// TestWhatWasSaidWhileNobodyHeardIsRead: a service that starts reads what it missed.
func TestWhatWasSaidWhileNobodyHeardIsRead(t *testing.T) {
	r := newRig(t, slackfake.Options{Seed: 2})
	r.start()
	r.connected()
	ref, id := r.declared("Mail is slow")
	r.stop()
	r.world.StopRedelivery()
	r.clock.Advance(time.Minute)
	root, err := r.people["lena"].Say(id, "the queue has 40,000 messages")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.people["zac"].Reply(id, root, "and grows"); err != nil {
		t.Fatal(err)
	}
	r.clock.Advance(10 * time.Minute)
	r.start()
	r.until("both are in the record", func() bool {
		found := 0
		for _, e := range r.entries(ref) {
			if strings.HasPrefix(e.Text, "the queue has") || e.Text == "and grows" {
				found++
			}
		}
		return found == 2
	})
}
