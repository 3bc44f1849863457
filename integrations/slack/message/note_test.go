package message

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"baton/incident"
)

func told(o incident.Order) string {
	switch o := o.(type) {
	case incident.AddFollowUp:
		return fmt.Sprintf("todo %s: %s", o.Owner, o.Text)
	case incident.MakeDecision:
		return fmt.Sprintf("decided %s: %s", o.Owner, o.Text)
	case incident.AddLink:
		return fmt.Sprintf("link %s: %s", o.Title, o.URL)
	}
	return "?"
}

func TestNotes(t *testing.T) {
	signs := UsualSigns()
	signs.Hosts = map[string]string{"graphs.*.example": "graph of the hub", "Graphs.b.example": "another"}
	for text, want := range map[string]string{
		"TODO: write a runbook":                              "todo nobody: write a runbook",
		"todo @zac: check  the alarms.":                      "todo @zac: check the alarms.",
		"so\n- TODO(zac): a\n* Todo @zac.hill b\n1. todo: c": "todo @zac: a; todo @zac.hill: b; todo nobody: c",
		"TODO: @zac to write it down":                        "todo @zac: write it down",
		"*TODO*: one\n_todo:_ two\n*TODO @zac:* three":       "todo nobody: one; todo nobody: two; todo @zac: three",
		"TODO:\n- one\n• @zac two\nthree\n- four":            "todo nobody: one; todo @zac: two",
		"TODO @here: x":                                      "",
		"todo list is long":                                  "",
		"todos: none":                                        "",
		"the TODO: is in the middle":                         "",
		"TODO:":                                              "",
		"TODO: :":                                            "todo nobody: :",
		"> TODO: quoted\nx":                                  "",
		"```\nTODO: in code\n```\nTODO: after":               "todo nobody: after",
		"DECISION: we roll back":                             "decided nobody: we roll back",
		"Decided: roll back\ndecision @mia: freeze":          "decided nobody: roll back; decided @mia: freeze",
		"undecided: x":                                       "",
		"see the board (https://grafana.corp.example/d/1?from=1&to=2), or https://eu.datadoghq.com/x.": "link Grafana dashboard: https://grafana.corp.example/d/1?from=1&to=2; link Datadog dashboard: https://eu.datadoghq.com/x",
		"https://github.com/acme/hub/pull/12/files https://github.com/acme/hub/pull/12/files":          "link pull request acme/hub#12: https://github.com/acme/hub/pull/12/files",
		"https://gitlab.example/a/b/c/-/merge_requests/7 http://gl.example/a/b/merge_requests/8":       "link merge request a/b/c!7: https://gitlab.example/a/b/c/-/merge_requests/7; link merge request a/b!8: http://gl.example/a/b/merge_requests/8",
		"https://bitbucket.org/acme/hub/pull-requests/3":                                               "link pull request acme/hub#3: https://bitbucket.org/acme/hub/pull-requests/3",
		"https://graphs.a.example/x https://graphs.b.example/y":                                        "link graph of the hub: https://graphs.a.example/x; link another: https://graphs.b.example/y",
		"https://kibana-eu.example/app https://es.example/app/discover#/":                              "link Kibana dashboard: https://kibana-eu.example/app; link Kibana dashboard: https://es.example/app/discover#/",
		"https://example.com/grafana-is-nice ftp://grafana.example/ `https://grafana.example/`":        "",
		"https://evil.example/?x=grafana.example https://notgrafana.example/":                          "",
		"https://github.com/acme/hub/issues/12 https://github.com/acme/hub/pulls":                      "",
		"https://grafana.example/d/1?token=[redacted: secret]":                                         "",
	} {
		var got []string
		for _, n := range signs.notes(text) {
			got = append(got, told(n.order))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%q: got %q, want %q", text, s, want)
		}
	}
}

// The usual signs are no answers to commands, and others that are get refused.
func TestSignsDoNotAnswerCommands(t *testing.T) {
	if err := UsualSigns().Check(); err != nil {
		t.Error(err)
	}
	if err := (&Signs{Decision: []string{"white_check_mark"}}).Check(); err == nil {
		t.Error("a yes to a command makes a decision")
	}
}

// FuzzNotes holds notes to what the record takes, whatever a text says.
func FuzzNotes(f *testing.F) {
	for _, seed := range []string{"TODO @zac: x", "• TODO:\n- a", "decided(@x): y", "https://grafana.x/(a)).", "```TODO: x", "todo @é: ü", "http://[::1/d"} {
		f.Add(seed)
	}
	signs := UsualSigns()
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
			t.Skip("messages are clean")
		}
		keys := map[string]bool{}
		for _, n := range signs.notes(text) {
			_, err := incident.Decide(incident.Incident{Ref: "20230104_x"}, n.order, incident.Given{Now: time.Unix(1672837200, 0)})
			if err != nil && !strings.Contains(err.Error(), "control characters") {
				t.Errorf("%q gives %+v: %v", text, n.order, err)
			}
			if keys[n.key] {
				t.Errorf("%q gives %s twice", text, n.key)
			}
			keys[n.key] = true
		}
	})
}
