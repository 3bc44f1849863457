package desk

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"baton/timeline"
)

func TestEveryVerbInTheChannel(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	for _, step := range []struct{ user, text, want string }{
		{"U1", "ic <@U2|nick>", "#2 @nick is IC"},
		{"U2", "action <@U1|zac> check DNS in 15m", "#3 A1: @zac, please check DNS; back to you at 14:15 UTC"},
		{"U1", "note errors &lt;500&gt; &amp; timeouts, said <@U3>", "#4 errors &lt;500&gt; &amp; timeouts, said @mia"},
		{"U3", "as <@U1|zac> -5m note it began", "#5 it began"},
		{"U1", "done 1 it was the resolver", "#6 A1 (check DNS) done: it was the resolver"},
		{"U1", "cmd `rm -rf /tmp/x` ran", "#7 C1: @zac shows `rm -rf /tmp/x`\n#8 C1 `rm -rf /tmp/x` run by @zac"},
		{"U4", "page <@U9|stranger>", "#9 @u9 is paged"},
		{"U1", "link <https://grafana.test/d/1?a=b&amp;c=d>", "#10 https://grafana.test/d/1?a=b&amp;c=d"},
		{"U1", "14:01:30 note a clock that is 90 seconds ahead", "#11 a clock that is 90 seconds ahead"},
		{"U1", "note told <!here> and <!subteam^S1|@sre>", "#12 told @here and @sre"},
		{"U1", "note the password is hunter2hunter2, AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY", "[redacted: "},
		{"U1", "upgrade internal", "#14 "},
		{"U1", "update internal all is well next 30m", "#15 "},
	} {
		if got := s.types(step.user, "C1", step.text); !strings.Contains(got, step.want) {
			t.Errorf("/incident %s was answered by %q, want %q", step.text, got, step.want)
		}
	}
	got := s.log(ref, 4)[1]
	if want := "#5 zac (mia): it began"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatIsNotUnderstood(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	for text, want := range map[string][]string{
		"notte x":                              {"no verb known here", "did you mean `/incident note`", "Reading stopped at “notte”, word 1 of `/incident notte x`", "For example: `/incident "},
		"action <@U1|zac>":                     {"Reading stopped at the end of `/incident action @zac`", "For example: `/incident action @"},
		"action zac check DNS":                 {"a person has an @", "at “zac”, word 2"},
		"done 7":                               {"Nothing was recorded: there is no action item yet."},
		"14:03 note too far ahead":             {"“14:03”, word 1"},
		"action <!subteam^S1|@sre> check DNS":  {"@sre is more than one person", "`/incident action @zac check DNS in 15m`"},
		"action <!here> check DNS":             {"@here is more than one person"},
		"handoff ic <!subteam^S1|@sre>":        {"@sre is more than one person"},
		"<!channel> &lt;!channel&gt;":          {"“@channel” is no verb"[3:4]},
		"cmd":                                  {"For example: ```/incident cmd @zac `ss -s````"},
		"confirm 1":                            {"Nothing was recorded"},
		strings.Repeat("x", 5_000):             {"no verb"},
		"note " + strings.Repeat("<&", 12_000): {"Nothing was recorded"},
	} {
		got := s.types("U2", "C1", text)
		says(t, got, want...)
		if len(got) > maxReply+len("…") || strings.Contains(got, "<!") {
			t.Errorf("%q was answered by %q", text, got)
		}
	}
	if seq := s.state(ref).Seq; seq != 1 {
		t.Errorf("the log has %d events", seq)
	}
}

func TestACommandThatComesTwice(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	r := s.typed("U1", "C1", "action <@U2|nick> check DNS")
	first, second := s.answer(r), s.answer(r)
	if len(second) != 1 || first[0].Text != second[0].Text || !strings.HasPrefix(first[0].Text, "#2 A1") {
		t.Errorf("answered by %+v, then by %+v", first, second)
	}
	s.types("U1", "C1", "take command")
	s.types("U1", "C1", "resolve carry all is well")
	again := s.answer(s.typed("U1", "C1", "resolve"))
	says(t, again[0].Text, "resolved already", "`/incident reopen")
	if got := s.state(ref); got.Actions.Len() != 1 || got.Seq != 6 {
		t.Errorf("%d actions, %d events", got.Actions.Len(), got.Seq)
	}
}

// A line that is typed again, because Slack said that it failed, adds nothing for a minute, also with another process.
func TestALineTypedTwice(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	for _, line := range []string{"action <@U2> check DNS", "note it began", "cmd `ls`", "followup write it down", "decide we roll back", "page <@U2>"} {
		says(t, s.types("U1", "C1", line), "#")
		before := s.state(ref).Seq
		s.pass(30 * time.Second)
		s.Desk = s.another(nil)
		says(t, s.types("U1", "C1", strings.ReplaceAll(line, " ", "  ")), fmt.Sprintf("You have just said that: it is #%d.", before))
		if after := s.state(ref).Seq; after != before {
			t.Errorf("%s was recorded twice", line)
		}
		s.types("U2", "C1", line) // somebody else may say the same
		s.pass(time.Minute)
		s.types("U1", "C1", line) // and so may they, a minute later
		if after := s.state(ref).Seq; after != before+2 {
			t.Errorf("%s: %d events more, want 2", line, after-before)
		}
	}
}

func TestATitleInAnIncidentsChannel(t *testing.T) {
	s := newStage(t, nil)
	s.incident("List import problems", "C1")
	says(t, s.types("U1", "C1", "Mail &amp; calendar are late"), "“Mail”, word 1", "To declare another incident: `/incident declare Mail &amp; calendar are late`")
	says(t, s.types("U1", "C1", "declare Mail &amp; calendar are late"), "Declared `20230104_mail_calendar_are_late`")
}

func TestElsewhere(t *testing.T) {
	s := newStage(t, nil)
	says(t, s.types("U1", "C0", ""), "No incident is open", "`/incident List import problems` declares")
	s.incident("List import problems", "C1")
	for text, want := range map[string]string{
		"note it is the resolver": "To declare an incident of that title: `/incident declare note it is the resolver`",
		"14:02 note x":            "no incident's channel",
		"done":                    "<#C1> List import problems, investigating",
		"release pipeline broken": "`/incident declare release pipeline broken`",
		"delcare a title":         "no incident's channel",
		"hlep":                    "no incident's channel",
		"declare":                 "the title is missing",
		"as <@U2> note x":         "no incident's channel",
	} {
		says(t, s.types("U2", "C0", text), want)
	}
	if open, _ := s.open(context.Background()); len(open) != 1 {
		t.Errorf("%d incidents are open", len(open))
	}
	says(t, s.types("U2", "C0", ""), "<#C1> List import problems")
	says(t, s.types("U2", "C1", ""), "*List import problems*: investigating, SEV-?", "`/incident take command`")
	for title, want := range map[string]string{
		"Imports are slow again": "20230104_imports_are_slow_again", "sev2 Mail is late": "20230104_mail_is_late", "500s on checkout": "20230104_500s_on_checkout",
		"attach failures in Jira": "20230104_attach_failures_in_jira",
	} {
		says(t, s.types("U2", "C0", title), want)
	}
	if i := s.state("20230104_mail_is_late"); i.Severity != 2 || i.Zone != "UTC" || i.DeclaredBy != "nick" {
		t.Errorf("%+v", i)
	}
}

func TestHelp(t *testing.T) {
	s := newStage(t, nil)
	s.incident("List import problems", "C1")
	for _, channel := range []string{"C0", "C1"} {
		says(t, s.types("U1", channel, "help"), "*action items*: action, ack, done, more", "*deploys*: freeze", "resolve", "`/incident help action`")
		says(t, s.types("U1", channel, "help freeze"), "*freeze*: block deploys", "Typed `/incident freeze all|SERVICE", "Also: hat")
		says(t, s.types("U1", channel, "help resolv <!here>"), "“resolv” is no verb", "Did you mean resolve")
		says(t, s.types("U1", channel, "help attach"), "make this channel")
	}
	if text := s.types("U1", "C0", "help"); len(text) > maxReply || strings.Contains(text, "…") {
		t.Errorf("help is cut: %d bytes", len(text))
	}
}

func TestARecordThatCannotBeReached(t *testing.T) {
	s := newStage(t, nil)
	s.incident("List import problems", "C1")
	if err := s.rec.Log().Close(); err != nil {
		t.Fatal(err)
	}
	for _, r := range []Request{
		s.typed("U1", "C1", "note x"), s.typed("U1", "C0", "Mail is late"), s.typed("U1", "C0", "attach x"), s.pressing("U1", "C1", "done", "A1"),
		s.adding("U1", "C1", object{"ts": "1672840000.000100", "user": "U1", "text": "x"}),
	} {
		a := s.Answer(context.Background(), r)
		replies := a.Replies
		if first, ok := a.Ack.(Reply); ok {
			replies = append(replies, first)
		}
		if a.Err == nil || len(replies) != 1 || !strings.HasPrefix(replies[0].Text, "baton could not reach its record") {
			t.Errorf("%+v was answered by %+v", r, a)
		}
	}
}

// The zone of bare times is the incident's.
func TestTheIncidentsZone(t *testing.T) {
	s := newStage(t, nil)
	ref := s.incident("List import problems", "C1")
	s.types("U1", "C1", "zone America/New_York")
	s.types("U1", "C1", "08:55 note it began")
	r, err := timeline.OpenReader(context.Background(), s.rec.Log(), ref, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	for e, err := range r.All(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Seq() == 3 && e.When.At.Format(time.TimeOnly) != "13:55:00" {
			t.Errorf("08:55 in New York was taken for %s", e.When.At)
		}
	}
}
