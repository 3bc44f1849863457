package slackfake_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack/slackevents"

	"baton/integrations/slack/slackfake"
)

// line is an event in one line: what a story test compares.
func line(e map[string]any) string {
	kind := fmt.Sprint(e["type"])
	if sub, ok := e["subtype"]; ok {
		kind += "/" + fmt.Sprint(sub)
	}
	said := e["text"]
	if m, ok := e["message"].(map[string]any); ok {
		said = fmt.Sprint(m["text"], " was ", e["previous_message"].(map[string]any)["text"])
	}
	if m, ok := e["previous_message"].(map[string]any); ok && said == nil {
		said = fmt.Sprint("was ", m["text"])
	}
	for _, field := range []string{"reaction", "topic", "name", "pin_count", "channel_type"} {
		if v, ok := e[field]; ok && said == nil {
			said = v
		}
	}
	return strings.TrimSpace(kind + " " + fmt.Sprint(said))
}

// deed is something that a person does, and the events it makes, as lines.
type deed struct {
	what string
	do   func() error
	want []string
}

// story is a day in a channel: everything that people do, once.
func story(t *testing.T, s *stage) []deed {
	t.Helper()
	ines := s.AddUser(slackfake.User{Name: "ines"})
	root := must[slackfake.TS](t)(s.maya.Say(s.ops, "root"))
	reply := must[slackfake.TS](t)(s.theo.Reply(s.ops, root, "reply"))
	plain := must[slackfake.TS](t)(s.maya.Say(s.ops, "plain"))
	bot := "<@" + string(s.BotUser()) + ">"
	name := func(p *slackfake.Person) string { return "<@" + string(p.ID()) + "> " }
	return []deed{
		{"mention", func() error { return second(s.maya.Say(s.ops, bot+" status")) }, []string{"message " + bot + " status", "app_mention " + bot + " status"}},
		{"broadcast", func() error { return second(s.theo.Broadcast(s.ops, root, "for all")) }, []string{"message/thread_broadcast for all"}},
		{"edit", func() error { return s.theo.Edit(s.ops, reply, "better") }, []string{"message/message_changed better was reply"}},
		{"react", func() error { return s.maya.React(s.ops, reply, "eyes") }, []string{"reaction_added eyes"}},
		{"unreact", func() error { return s.maya.Unreact(s.ops, reply, "eyes") }, []string{"reaction_removed eyes"}},
		{"pin", func() error { return s.maya.Pin(s.ops, root) }, []string{"pin_added 1"}},
		{"unpin", func() error { return s.theo.Unpin(s.ops, root) }, []string{"pin_removed 0"}},
		{"file", func() error { return second(s.theo.Share(s.ops, "the log", slackfake.File{Name: "app.log", Size: 12})) }, []string{"message/file_share the log"}},
		{"delete", func() error { return s.maya.Delete(s.ops, plain) }, []string{"message/message_deleted was plain"}},
		{"delete a root", func() error { return s.maya.Delete(s.ops, root) }, []string{"message/message_changed This message was deleted. was root"}},
		{"topic", func() error { return s.maya.SetTopic(s.ops, "SEV-2") }, []string{"message/channel_topic set the channel topic: SEV-2"}},
		{"join", func() error { return ines.Join(s.ops) }, []string{"message/channel_join " + name(ines) + "has joined the channel", "member_joined_channel C"}},
		{"leave", func() error { return ines.Leave(s.ops) }, []string{"message/channel_leave " + name(ines) + "has left the channel", "member_left_channel C"}},
		{"invite", func() error { return s.maya.Invite(s.ops, ines.ID()) }, []string{"message/channel_join " + name(ines) + "has joined the channel", "member_joined_channel C"}},
		{"rename", func() error { return s.maya.Rename(s.ops, "ops2") }, []string{"message/channel_name " + name(s.maya) + `has renamed the channel from "ops" to "ops2"`, "channel_rename <nil>"}},
		{"archive", func() error { return s.maya.Archive(s.ops) }, []string{"message/channel_archive " + name(s.maya) + "archived the channel", "channel_archive <nil>"}},
	}
}

// told does the story and passes each event on with the line that it should be.
func told(t *testing.T, s *stage, each func(r received, what, want string)) {
	t.Helper()
	deeds := story(t, s)
	c := s.connect(t)
	c.texts(3)
	for _, d := range deeds {
		if err := d.do(); err != nil {
			t.Fatalf("%s: %v", d.what, err)
		}
		for _, want := range d.want {
			r := c.next()
			c.ack(r, "")
			each(r, d.what, want)
		}
	}
}

func TestWhatPeopleDo(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true})
	told(t, s, func(r received, what, want string) {
		if got := line(r.Payload.Event); got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
		parses(t, r)
	})
	refused(t, second(s.maya.Say(s.ops, "x")), "is_archived")
	if got := s.Messages(s.ops); len(got) == 0 || got[0].Subtype != "tombstone" || got[1].Text != "better" {
		t.Errorf("in the end the channel begins with %+v", got)
	}
}

func TestEventsHaveTheFieldsOfTheSamples(t *testing.T) {
	specs(t)
	fields := messageFields(t)
	told(t, newStage(t, slackfake.Options{Unlimited: true}), func(r received, _, _ string) { checkSample(t, r, fields) })
}

// parses holds an event to what slack-go understands.
func parses(t *testing.T, r received) {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"type": "event_callback", "event_id": r.Payload.EventID, "event": r.Payload.Event})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := slackevents.ParseEvent(raw, slackevents.OptionNoVerifyToken()); err != nil {
		t.Errorf("slack-go cannot read %s: %v", raw, err)
	}
}

func TestPrivateChannelsHaveNamesOfTheirOwn(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	c := s.connect(t)
	secret := must[slackfake.ChannelID](t)(s.maya.CreateChannel("secret", true))
	refused(t, s.theo.Join(secret), "channel_not_found")
	must[slackfake.TS](t)(s.maya.Say(secret, "before the bot came"))
	if err := s.maya.Invite(secret, s.BotUser()); err != nil {
		t.Fatal(err)
	}
	if err := s.maya.Rename(secret, "secret2"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"message/group_join", "member_joined_channel", "message/group_name", "group_rename"} {
		if got := line(c.next().Payload.Event); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %s", got, want)
		}
	}
	if got := s.Channel(secret); !got.Private || got.Creator != s.maya.ID() || s.Channel("C404").ID != "" {
		t.Errorf("the channel: %+v", got)
	}
}

func TestOnlySubscribedEventsCome(t *testing.T) {
	s := newStage(t, slackfake.Options{Events: []string{"reaction_added"}})
	c := s.connect(t)
	ts := must[slackfake.TS](t)(s.maya.Say(s.ops, "x"))
	if err := s.theo.React(s.ops, ts, "eyes"); err != nil {
		t.Fatal(err)
	}
	if r := c.next(); line(r.Payload.Event) != "reaction_added eyes" {
		t.Errorf("got %+v", r)
	}
}

func TestPeopleAreRefusedToo(t *testing.T) {
	s := newStage(t, slackfake.Options{})
	ines := s.AddUser(slackfake.User{Name: "ines"})
	ts := must[slackfake.TS](t)(s.maya.Say(s.ops, "x"))
	for _, test := range []struct {
		err  error
		name string
	}{
		{second(ines.Say(s.ops, "x")), "not_in_channel"},
		{second(ines.Say("C404", "x")), "channel_not_found"},
		{second(s.maya.Reply(s.ops, "1.000001", "x")), "thread_not_found"},
		{s.theo.Edit(s.ops, ts, "x"), "cant_update_message"},
		{s.theo.Delete(s.ops, ts), "cant_delete_message"},
		{s.theo.Delete(s.ops, "1.000001"), "message_not_found"},
		{s.theo.Unpin(s.ops, ts), "no_pin"},
		{s.theo.Unreact(s.ops, ts, "eyes"), "no_reaction"},
		{s.maya.Join(s.ops), "already_in_channel"},
		{s.maya.Invite(s.ops, s.theo.ID()), "already_in_channel"},
		{s.maya.Rename(s.ops, "OPS"), "invalid_name_specials"},
		{second(s.maya.CreateChannel("ops", false)), "name_taken"},
		{second(s.maya.Type(s.ops, "/remind me")), "unknown_command"},
		{second(s.maya.Press(s.ops, ts, "accept")), "no_such_action"},
	} {
		refused(t, test.err, test.name)
	}
}
