package desk

import (
	"testing"
)

func TestAttach(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	mail := s.incident("Mail is late", "C2")
	for _, step := range []struct{ user, channel, text, want string }{
		{"U1", "C5", "attach", "Which incident? Type `/incident attach REF`."},
		{"U1", "C5", "attach 20230104", "“20230104” is not the reference of one incident. Open are:\n• <#C"},
		{"U1", "C5", "attach <!channel>", "“@channel” is not the reference"},
		{"U1", "D5", "attach import", "in a channel that the responders can join"},
		{"U1", "C2", "attach import", "this is the channel of Mail is late, which is open"},
		{"U1", "C5", "attach IMPORT", "#2 the incident's channel is #ops of acme\nWhat is said here"},
		{"U1", "C5", "attach 20230104_list_import_problems", "the incident has the channel #ops already"},
	} {
		says(t, s.types(step.user, step.channel, step.text), step.want)
	}
	if c := s.state(ref).Channel; c.ID != "C5" || c.Service != "slack" || c.Name != "ops" || c.Team != "acme" || c.URL != "https://acme.slack.com/archives/C5" {
		t.Errorf("%+v", c)
	}
	s.types("U1", "C2", "take command")
	s.types("U1", "C2", "resolve")
	says(t, s.types("U1", "C2", "attach import"), "#3 the incident's channel is #ops") // a channel of what is over can be used again
	private := s.typed("U1", "G7", "attach "+string(mail))
	private.ChannelName = "privategroup"
	says(t, s.answer(private)[0].Text, "the incident's channel is #G7")
	twice := s.typed("U1", "C8", "attach import")
	if first, second := s.answer(twice), s.answer(twice); first[0].Text != second[0].Text {
		t.Errorf("%q, then %q", first[0].Text, second[0].Text)
	}
}
