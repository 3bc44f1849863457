package desk

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/goccy/go-yaml"
)

func TestWhoMayDoWhat(t *testing.T) {
	allow := Permissions{"resolve": {"@Commanders"}, "hat": {"sre", "release"}, "upgrade public": {"comms"}, "done": {"sre"}, "attach": {"sre"}}
	if err := allow.Check(); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ about, user, text, want string }{
		{"what is not listed everybody may", "U4", "note x", "#4 x"},
		{"what is listed only its groups may", "U4", "freeze all because x", "only the IC, the ICL of this incident, who is in @sre or who is in @release may use freeze. Ask @zac, who is IC."},
		{"and they may", "U3", "freeze all because x", "#4 "},
		{"the IC always may", "U1", "freeze all because x", "#4 "},
		{"so may the ICL", "U2", "freeze all because x", "#4 "},
		{"where groups cannot be asked, what is listed is open", "U5", "freeze all because x", "#4 "},
		{"and what is restricted closed", "U5", "resolve", "Slack did not say which groups you are in (plan_upgrade_required), so this stays closed."},
		{"resolving is restricted", "U4", "resolve", "only the IC, the ICL of this incident or who is in @commanders may resolve an incident"},
		{"to the IC", "U1", "resolve", "#4 resolved"},
		{"the ICL", "U2", "resolve", "#4 resolved"},
		{"and the group", "U3", "resolve", "#4 resolved"},
		{"also under another name", "U4", "resolved", "may resolve an incident"},
		{"and for another person", "U4", "as <@U1> resolve", "may resolve an incident"},
		{"so is going public", "U4", "upgrade public", "only the IC, the ICL of this incident or who is in @comms may make an incident public"},
		{"not so telling the company", "U4", "upgrade internal", "#4 "},
		{"nor is a group for something else of use", "U3", "upgrade public", "may make an incident public"},
		{"taking command is restricted", "U4", "take command because x", "only the IC or the ICL of this incident may take command from who has it"},
		{"but not to the ICL", "U2", "take command because x", "#4 "},
		{"nor may one hand it on in the holder's name", "U4", "handoff ic <@U4>", "may hand over IC for who has it"},
		{"which the holder may", "U1", "handoff ic <@U4>", "#4 "},
		{"nor accept for another", "U4", "as <@U3> accept ic", "may accept a role for another"},
		{"other roles are anybody's", "U4", "scribe <@U4>", "#4 "},
	} {
		s := newStage(t, allow)
		s.groups = map[string][]string{"U3": {"SRE", "commanders"}, "U4": {"design"}, "U1": {}, "U2": {}}
		s.incident("List import problems", "C1")
		s.types("U1", "C1", "ic <@U1>")
		s.types("U2", "C1", "icl <@U2>")
		if got := s.types(step.user, "C1", step.text); !strings.Contains(got, step.want) {
			t.Errorf("%s: %q of %s was answered by %q, want %q", step.about, step.text, step.user, got, step.want)
		}
	}
}

func TestPermissionsOutsideOfTheChannelAndOfButtons(t *testing.T) {
	s := newStage(t, Permissions{"declare": {"oncall"}, "done": {"sre"}, "attach": {"sre"}, "take command": {"sre"}})
	s.groups = map[string][]string{"U1": {"oncall"}, "U4": {}, "U2": {}, "U3": {"sre", "oncall"}}
	ask := s.Answer(context.Background(), s.typed("U4", "C0", "List import problems"))
	if ask.Ack != nil || ask.Later == nil {
		t.Fatalf("Slack is asked before the acknowledgement: %+v", ask)
	}
	says(t, s.replies(ask)[0].Text, "only who is in @oncall may use declare. Ask one of them.")
	says(t, s.types("U1", "C0", "declare public List import problems"), "Declare it without that word")
	done := s.Answer(context.Background(), s.typed("U1", "C0", "List import problems")).Later(context.Background())
	if done.Declared != "20230104_list_import_problems" {
		t.Fatalf("%+v", done)
	}
	s.channels[done.Declared] = "C1"
	s.types("U1", "C1", "action <@U4> check DNS")
	alone, _ := s.presses("U4", "C1", "done", "A1")
	says(t, alone, "who is in @sre may use done", "Nobody is IC yet")
	_, instead := s.presses("U3", "C1", "done", "A1")
	says(t, instead, "done by @mia")
	says(t, s.types("U4", "C3", "attach import"), "who is in @sre may use attach")
	says(t, s.types("U4", "C1", "take command"), "#4 @ann took command")
	says(t, s.types("U2", "C1", "take command because x"), "who is in @sre may take command from who has it")
}

// Slack has a second to say who is in a group. The clock is the test's.
func TestGroupsThatDoNotCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, Permissions{"resolve": {"sre"}, "freeze": {"sre"}})
		s.Desk.o.Groups = func(ctx context.Context, _ string) ([]string, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		s.incident("List import problems", "C1")
		began := time.Now()
		says(t, s.types("U4", "C1", "resolve"), "which groups you are in (no answer within a second), so this stays closed")
		if waited := time.Since(began); waited != time.Second {
			t.Errorf("it took %s", waited)
		}
		says(t, s.types("U4", "C1", "freeze all because x"), "#2 ")
	})
}

// A desk that cannot ask is as closed as one that gets no answer.
func TestPermissionsWithoutGroups(t *testing.T) {
	s := newStage(t, Permissions{"resolve": {"sre"}, "freeze": {"sre"}})
	s.Desk.o.Groups = nil
	s.incident("List import problems", "C1")
	says(t, s.types("U4", "C1", "resolve"), "this baton cannot ask for groups")
	says(t, s.types("U4", "C1", "freeze all because x"), "#2 ")
}

func TestPermissionsAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"resolve: [sre]\nupgrade public: [comms]\nTake  Command: ['@ics']\nhat: [sre]\nattach: [sre]": "",
		"resolv: [sre]":           `slack.allow: "resolv" is no verb; did you mean resolve or resolved?`,
		"upgrade publik: [comms]": `slack.allow: "upgrade publik" is no verb; did you mean upgrade public?`,
		"zzz: [sre]":              `slack.allow: "zzz" is no verb; it is one of help, or upgrade public, resolve, take command`,
		"resolve: []":             "slack.allow: resolve names no group; leave it out, or name one",
		"resolve: [the boss]":     `slack.allow: resolve names the group "the boss"; the handle of a user group is meant, such as sre`,
		"resolve: ['@']":          `slack.allow: resolve names the group "@"; the handle of a user group is meant, such as sre`,
	} {
		var p Permissions
		if err := yaml.UnmarshalWithOptions([]byte(text), &p, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
		got := ""
		if err := p.Check(); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}
