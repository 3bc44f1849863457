package slack

import (
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
)

// TestAChannelIsArchivedInMidIncident: what is to be told fails where everybody sees it, and can be asked for again once
// the channel is open.
func TestAChannelIsArchivedInMidIncident(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	f.must(f.people["zac"].Archive(f.id))
	f.says("live, 2 connections; the channel is archived (#20260302_list_import_problems)")
	f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
	key := f.keyOf("e")
	if why := f.failed(key); why != "the channel is archived" {
		t.Errorf("it failed: %s", why)
	}
	f.says("NOT TOLD", "the channel is archived")
	f.must(f.people["zac"].Unarchive(f.id))
	f.tellAgain()
	f.posted("read the worker logs")
	f.rest()
	f.well()
}

// TestAChannelIsRenamedInMidIncident: the record has it, and the name shown is the new one, also where it was renamed while
// nobody heard.
func TestAChannelIsRenamedInMidIncident(t *testing.T) {
	for _, heard := range []bool{true, false} {
		f := newFaulty(t, slackfake.Options{Seed: 1})
		if !heard {
			f.stop()
			f.world.StopRedelivery()
			f.world.DropEnvelopes(2)
		}
		f.must(f.people["zac"].Rename(f.id, "20260302_importer_down"))
		if !heard {
			f.start()
		}
		f.until("the name is the new one", func() bool {
			return f.state(f.ref).Channel.Name == "20260302_importer_down" && f.service.Status().Channels[string(f.ref)].Name == "20260302_importer_down"
		})
		f.until("the record has it", func() bool {
			return slices.ContainsFunc(f.entries(f.ref), func(e timeline.Entry) bool {
				return e.Actor == "zac" && strings.Contains(e.Text, "20260302_importer_down")
			})
		})
		f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
		f.posted("read the worker logs")
		f.say("lena", "the queue grows")
		f.recorded("the queue grows")
		f.rest()
		f.well()
	}
}

// TestBatonIsTakenOutOfTheChannel: it says so, and what was said until it was invited again is read then.
func TestBatonIsTakenOutOfTheChannel(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	f.world.StopRedelivery()
	f.must(f.people["zac"].Remove(f.id, f.world.BotUser()))
	root := f.say("lena", "nobody hears this")
	f.reply("zac", root, "nor this")
	f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: time.Hour})
	f.failed(f.keyOf("e"))
	f.says("NOT TOLD", "baton is not in the channel: invite it with /invite @baton (#20260302_list_import_problems)")
	f.must(f.people["zac"].Invite(f.id, f.world.BotUser()))
	back := f.clock.Now()
	f.recorded("nobody hears this", "nor this")
	if waited := f.clock.Now().Sub(back); waited >= sweepEvery {
		t.Errorf("that took %s", waited)
	}
	f.tellAgain()
	f.posted("read the worker logs")
	f.rest()
	f.well()
}

// TestTwoIncidentsAtOnce: each channel goes into its own record and is told of its own incident, also while one of them
// cannot be read.
func TestTwoIncidentsAtOnce(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	g := *f
	g.ref, g.id = f.declared("Mail is late")
	g.rest()
	f.world.StopRedelivery()
	f.must(f.people["zac"].Remove(f.id, f.world.BotUser()))
	f.clock.Advance(sweepEvery) // the first cannot be read from here on
	f.says("; baton is not in the channel: invite it with /invite @baton (#20260302_list_import_problems)")
	root := g.say("lena", "the mails wait")
	g.unheard(1, func() { g.reply("zac", root, "for the resolver") })
	g.clock.Advance(sweepEvery)
	g.recorded("the mails wait", "for the resolver")
	g.do(incident.Assign{Owner: "tomas", Task: "read the mail logs", In: time.Hour})
	g.posted("read the mail logs")
	f.must(f.people["zac"].Invite(f.id, f.world.BotUser()))
	f.say("lena", "the queue grows")
	f.recorded("the queue grows")
	f.do(incident.Assign{Owner: "zac", Task: "read the worker logs", In: time.Hour})
	f.posted("read the worker logs")
	f.rest()
	for _, one := range []*faulty{f, &g} {
		own, other := "the queue grows", "the mails wait"
		if one.ref == g.ref {
			own, other = other, own
		}
		if one.said(one.ref, own) != 1 || one.said(one.ref, other) != 0 {
			t.Errorf("%s has %d of its own and %d of the other", one.ref, one.said(one.ref, own), one.said(one.ref, other))
		}
		for _, m := range one.told(one.id) {
			if strings.Contains(m.Text, "mail") == (one.ref == f.ref) && strings.Contains(m.Text, "logs") {
				t.Errorf("%s was told %q", one.ref, m.Text)
			}
		}
		if len(one.state(one.ref).OpenActions()) != 1 {
			t.Errorf("%s has %d actions", one.ref, len(one.state(one.ref).OpenActions()))
		}
	}
	f.well()
}

// TestTheNameIsTaken: somebody else's channel keeps its name and its peace, one that baton made and that no incident has is
// adopted.
func TestTheNameIsTaken(t *testing.T) {
	for _, c := range []struct {
		name    string
		creator func(*faulty) slackfake.UserID
		archive bool
		adopted bool
		want    string
	}{
		{"by somebody else", func(f *faulty) slackfake.UserID { return f.people["zac"].ID() }, false, false, "20260302_list_import_problems_2"},
		{"by ours", func(f *faulty) slackfake.UserID { return f.world.BotUser() }, false, true, "20260302_list_import_problems"},
		{"by ours, archived", func(f *faulty) slackfake.UserID { return f.world.BotUser() }, true, false, "20260302_list_import_problems_2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
			taken := f.world.AddChannel(slackfake.Channel{
				Name: "20260302_list_import_problems", Creator: c.creator(f), Archived: c.archive, Topic: "as it was",
				Members: []slackfake.UserID{f.people["zac"].ID(), f.world.BotUser()},
			})
			f.begin()
			if (f.id == taken) != c.adopted {
				t.Errorf("the channel is %s, the one that was there %s", f.id, taken)
			}
			if got := f.world.Channel(f.id).Name; got != c.want || f.state(f.ref).Channel.Name != c.want {
				t.Errorf("it is called %s, and %s in the record", got, f.state(f.ref).Channel.Name)
			}
			if got := f.world.Channel(taken).Topic == "as it was"; got == c.adopted {
				t.Errorf("the topic of the channel that was there is %q", f.world.Channel(taken).Topic)
			}
			f.well()
		})
	}
}

// TestAChannelIsAttachedWhileBatonMakesOne: the one that people chose holds.
func TestAChannelIsAttachedWhileBatonMakesOne(t *testing.T) {
	f := &faulty{}
	order := incident.BindChannel{Service: service, Name: "importers"}
	f.rig = newRig(t, slackfake.Options{Seed: 1, OnCall: func(c slackfake.Call) {
		if c.Method == "conversations.create" {
			f.do(order)
		}
	}})
	id, err := f.people["nadia"].CreateChannel("importers", false)
	f.must(err)
	f.must(f.people["nadia"].Invite(id, f.world.BotUser()))
	order.ID, f.ref = string(id), incident.NewRef("List import problems", f.clock.Now(), 1)
	f.start()
	f.connected()
	f.typed("nadia", f.dev, "/incident List import problems", 1)
	f.made("channel", "headline", "pin")
	if got := f.state(f.ref).Channel; got.ID != string(id) {
		t.Errorf("the incident has the channel %+v", got)
	}
	f.id = id
	f.posted("List import problems")
}

// TestOursIsAnotherIncidents: a channel of baton's that another incident has is not adopted.
func TestOursIsAnotherIncidents(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	f.must(f.people["zac"].Rename(f.id, "20260302_mail_is_late"))
	_, id := f.declared("Mail is late")
	if name := f.world.Channel(id).Name; id == f.id || name != "20260302_mail_is_late_2" {
		t.Errorf("it has #%s", name)
	}
}
