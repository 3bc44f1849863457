package incident

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDraftReport(t *testing.T) {
	c := afternoon(t)
	want := Report{
		Conditions: "imports fail; decided: roll back first",
		Actions:    "@nick: roll back (5m late); @mia: write to the vendor (35m left); deploys of importer wait for @nick (35m left)",
		Needs:      "an internal communications lead; an answer from @kim, paged 25m ago; an answer to D1: drain the queue",
	}
	if got := DraftReport(&c.i, c.now); got != want {
		t.Errorf("got\n%+v\nwant\n%+v", got, want)
	}
	done := c.do("nick", FinishAction{No: 1, Outcome: "rolled back"})
	c.do("zac", SetStatus{To: Monitoring}, StateImpact{Until: c.now})
	if got := DraftReport(&c.i, c.now).Conditions; got != "imports fail; monitoring for 0m; imports arrive late, 340 customers, since 11:40 UTC, until 12:30 UTC; rolled back; decided: roll back first" {
		t.Errorf("after the last report: %s", got)
	}
	c.do("zac", Report{Conditions: "imports work"})
	if got := DraftReport(&c.i, c.now).Conditions; got != "imports work" {
		t.Errorf("with nothing new: %s", got)
	}
	c.do("zac", Star{Entry: done})
	if got := DraftReport(&c.i, c.now).Conditions; got != "imports work; rolled back" {
		t.Errorf("with a star: %s", got)
	}
	bare := declared(t)
	if got := DraftReport(&bare.i, noon.Add(5*time.Minute)); got != (Report{Conditions: "investigating for 5m", Needs: "an incident commander"}) {
		t.Errorf("of a new one: %+v", got)
	}
}

func TestDraftUpdate(t *testing.T) {
	bare, full := declared(t), afternoon(t)
	full.do("zac", TellAudience{Internal, "we know the cause", time.Hour})
	over := afternoon(t)
	over.do("zac", Resolve{CarryOver: true})
	for _, s := range []struct {
		name     string
		c        *chain
		audience Tier
		want     string
	}{
		{"new", bare, Engineering, "investigating: [what is known of the cause]. Impact: [what is affected]."},
		{"new", bare, Internal, "Incident: List import problems. What you see: [what colleagues see], since [since when]. [who leads] leads the response: we are looking for the cause. Next update: [when the next update comes]."},
		{"new", bare, Public, "We have an incident. Customers see: [what customers see], since [since when]. We are working on it. We will post another update here."},
		{"full", full, Engineering, "SEV-2, identified: the 11:40 deployment. Impact: imports arrive late, 340 customers, since 11:40 UTC. At work: @nick (roll back), @mia (write to the vendor). Frozen: deploys of importer until 13:05 UTC."},
		{"full", full, Internal, "Incident: List import problems. What you see: imports arrive late, since 11:40 UTC. Zac Hill leads the response: we are at work on a fix. Next update: 13:30 UTC."},
		{"full", full, Public, "We have an incident. Customers see: imports arrive late, since 11:40 UTC. We are working on it. We will post another update here."},
		{"over", over, Internal, "Incident: List import problems. What you see: imports arrive late, since 11:40 UTC. It is over; Zac Hill led the response."},
		{"over", over, Public, "This incident is over. Customers saw: imports arrive late, since 11:40 UTC."},
	} {
		if got := DraftUpdate(&s.c.i, s.audience, s.c.now); got != s.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", s.name, s.audience, got, s.want)
		}
	}
}

// TestPublicDraftsKeepTheHouseOut: words that customers should not read leave a gap to be filled by a person.
func TestPublicDraftsKeepTheHouseOut(t *testing.T) {
	for _, impact := range []string{
		"SEV-1 for imports", "imports fail, ask Zac", "imports fail, nick looks", "imports fail on db7_main", "the importer is down", "A3 is late",
		"imports fail since the deployment", "see https://grafana.example", "`select 1` fails", "10.0.0.7 is down", "ask @lena", "imports are late, fixed by 15:00",
	} {
		c := afternoon(t)
		c.do("zac", StateImpact{Text: impact})
		if got := Gaps(DraftUpdate(&c.i, Public, c.now)); !slices.Equal(got, []string{gapPublic}) {
			t.Errorf("%q: %q", impact, DraftUpdate(&c.i, Public, c.now))
		}
	}
}

func TestGaps(t *testing.T) {
	for text, want := range map[string]string{
		"nothing is missing":                                    "",
		"[what customers see] since [since when].":              "[what customers see] [since when]",
		"[the dashboard](https://x.example) shows it":           "",
		"a[i] and [0] and [ ] and [] and [not closed":           "",
		"[[who leads] leads, in [two\nlines]":                   "[who leads]",
		"naïve[x] 导入[y] (see [was fehlt]) [who leads]’s report": "[was fehlt] [who leads]",
	} {
		if got := strings.Join(Gaps(text), " "); got != want {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
	}
}

func TestPromisesRepair(t *testing.T) {
	for text, want := range map[string]string{
		"It will be fixed by 15:00.":                                 "fixed by 15:00",
		"We will be back in 20 minutes":                              "back in 20 minutes",
		"Imports will be back up within the next hour":               "back up within the next hour",
		"should be resolved in about half an hour":                   "resolved in about half an hour",
		"We expect recovery at 3pm":                                  "expect recovery at 3pm",
		"Everything is working again by tomorrow":                    "working again by tomorrow",
		"This will be fixed soon":                                    "fixed soon",
		"ETA 16:30":                                                  "ETA 16:30",
		"ETA: 20 min":                                                "ETA: 20 min",
		"In 30 minutes everything will work":                         "In 30 minutes everything will work",
		"The fix should take about 20 minutes":                       "fix should take about 20 minutes",
		"A fix takes 20 minutes":                                     "fix takes 20 minutes",
		"it will have been fixed by 15:00":                           "fixed by 15:00",
		"It was fixed in 20 minutes":                                 "",
		"It has been resolved within an hour.":                       "",
		"A fix is in place since 15:40":                              "",
		"We fixed it at 15:40":                                       "",
		"Next update at 15:00":                                       "",
		"We are working on it. Next update in 30 minutes":            "",
		"We are working on a fix, the next update comes by 15:00":    "",
		"Imports are delayed by 30 minutes":                          "",
		"Imports work in 3 regions":                                  "",
		"We will post another update here.":                          "",
		"customers see delays since 12:40, at most 20 minutes":       "",
		"The rollback is done. By 14:00 all queues had been drained": "",
		"": "",
	} {
		if got := PromisesRepair(text); got != want {
			t.Errorf("%q promises %q, want %q", text, got, want)
		}
	}
}
