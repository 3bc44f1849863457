package grammar

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"baton/incident"
)

// The sentences are tested word by word: they are what a tired person reads.
func TestFaults(t *testing.T) {
	const (
		action = "; for example: action @zac check DNS in 15m"
		done   = "; for example: done 3 it was the resolver"
		note   = "; for example: note the queue has stopped growing"
		snooze = "; for example: snooze A3 10m because Zac is on the phone"
		noted  = "; for example: note -5m the queue has stopped growing"
	)
	for _, tt := range []struct {
		line string
		at   int
		want string
	}{
		{"", 0, "nothing is ordered yet; help lists the verbs" + note},
		{"  ", 2, "nothing is ordered yet; help lists the verbs" + note},
		{":", 1, `after ":": nothing is ordered yet; help lists the verbs` + note},
		{"as @nick", 8, `after "as @nick": nothing is ordered yet; help lists the verbs` + note},
		{"as", 2, `after "as": the person you act for is missing` + note},
		{"as @ note x", 3, `after "as": "@" is not a handle, which has letters, digits, . - and _` + note},
		{"acion @zac check DNS", 0, `"acion" is no verb known here; did you mean action? For example: action @zac check DNS in 15m`},
		{"as @nick freze all", 9, `after "as @nick": "freze" is no verb known here; did you mean freeze? For example: freeze all because bad deploy for 1h`},
		{"xyzzy", 0, `"xyzzy" is no verb known here` + note},
		{"note\x1b[31m x", 4, `after "note": the line holds an invisible control character; type it again from here` + note},
		{"note \u202ex", 5, `after "note": the line holds an invisible control character; type it again from here` + note},
		{"note \xff", 5, `after "note": the line holds bytes that are no text (UTF-8); type it again from here` + note},
		{"help action", 0, `action: give a task to one person, to be asked about after a while (15m); it is typed action @PERSON TASK [in WAIT]` + action},

		{"action", 6, `after "action": the person is missing` + action},
		{"action check DNS", 7, `after "action": "check" is no person known here; a person has an @, such as @zac` + action},
		{"action @zac", 11, `after "action @zac": the task is missing` + action},
		{`action @zac ""`, 12, `after "action @zac": the task is missing` + action},
		{"action @zac in 15m", 11, ""},
		{"action @zac check DNS in -5m", 25, `after "action @zac check DNS in": "-5m" is not a time to wait, which is from 1 minute to 7 days` + action},
		{"action @zac x in 0m", 17, `after "action @zac x in": "0m" is not a time to wait, which is from 1 minute to 7 days` + action},
		{"action @zac x in 999999999h", 17, `after "action @zac x in": "999999999h" is not a time to wait, which is from 1 minute to 7 days` + action},
		{"action @za/c x", 7, `after "action": "@za/c" is not a handle, which has letters, digits, . - and _` + action},
		{"snooze", 6, `after "snooze": the reminder, such as A3, F1 or update internal, is missing` + snooze},
		{"snooze all", 7, `after "snooze": "all" is nothing that is asked about, which is such as A3, F1, update internal, offer ic, role ic, ack A3, page @zac or no ic` + snooze},
		{"snooze A3", 9, `after "snooze A3": the reason is missing` + snooze},
		{"snooze A3 8d because x", 10, `after "snooze A3": "8d" is not a time to wait, which is from 1 minute to 7 days` + snooze},
		{"snooze C3 because x", 7, `after "snooze": "C3" is a command and snooze takes an action item; text that begins so needs quotes` + snooze},
		{"snooze no way", 10, `after "snooze no": only no ic is asked about, that nobody is IC` + snooze},
		{"snooze page", 11, `after "snooze page": the person who was paged is missing` + snooze},
		{"reopen", 6, `after "reopen": the reason is missing; for example: reopen because the queue grows again`},
		{"zone", 4, `after "zone": the time zone is missing; for example: zone Europe/Paris`},
		{"zone Europe/Nowhere", 5, `after "zone": "Europe/Nowhere" is not the name of a time zone, which is such as Europe/Paris or UTC; for example: zone Europe/Paris`},
		{"zone Local", 5, `after "zone": "Local" is not the name of a time zone, which is such as Europe/Paris or UTC; for example: zone Europe/Paris`},
		{"zone Europe/Paris now", 18, `after "zone Europe/Paris": "now" is more than zone takes; for example: zone Europe/Paris`},
		{"ack 3 on it", 6, `after "ack 3": "on it" is more than ack takes; for example: ack 3`},
		{"done C3", 5, `after "done": "C3" is a command and done takes an action item; text that begins so needs quotes` + done},
		{"done 0", 5, `after "done": "0" is no number of anything, they count from 1; text that begins so needs quotes` + done},
		{"done 99999999999999999999", 5, `after "done": "99999999999999999999" is too large for a number; text that begins so needs quotes` + done},
		{"confirm", 7, `after "confirm": the number of a command is missing; for example: confirm 12`},
		{"confirm it", 8, `after "confirm": "it" is not the number of a command; for example: confirm 12`},
		{"star 99999999999999999999", 5, `after "star": "99999999999999999999" is too large for a number; text that begins so needs quotes; for example: star 12`},
		{"note", 4, `after "note": the note is missing` + noted},
		{"note 14:32", 10, `after "note 14:32": the note is missing` + noted},
		{"sev", 3, `after "sev": the severity, 1 (worst) to 5, is missing; for example: sev 2 because imports are late`},
		{"sev 9", 4, `after "sev": "9" is not a severity, which runs from 1 (worst) to 5; for example: sev 2 because imports are late`},
		{"sev 2 because", 13, `after "sev 2 because": the reason is missing; for example: sev 2 because imports are late`},
		{"upgrade", 7, `after "upgrade": the tier, internal or public, is missing; for example: upgrade internal because customers notice`},
		{"upgrade publik", 8, `after "upgrade": "publik" is not a tier, which is internal or public; did you mean public? For example: upgrade internal because customers notice`},
		{"upgrade engineering", 8, `after "upgrade": engineering is the lowest tier, nothing is upgraded to it; for example: upgrade internal because customers notice`},
		{"update in the meantime", 7, `after "update": "in" is not a tier, which is engineering, internal or public; for example: update internal we know the cause, a fix is in review next 30m`},
		{"status", 6, `after "status": the status, investigating, identified, monitoring or resolved, is missing; for example: status identified the 12:40 deployment`},
		{"role I@C", 5, `after "role": "I@C" is not the name of a role: ic, icl, analyst, deputy, scribe or another word of a-z, 0-9 and -; did you mean ic? For example: role icl @mia`},
		{"handoff ic", 10, `after "handoff ic": the person is missing; for example: handoff ic @nick cause found, fix in review`},
		{"joined on the bridge", 7, `after "joined": "on" is no person known here; a person has an @, such as @zac; for example: joined @zac`},
		{"postmortem Zac Hill", 15, `after "postmortem Zac": "Hill" is more than postmortem takes; for example: postmortem @mia`},
		{"freeze", 6, `after "freeze": what to freeze is missing: all, or the services; for example: freeze all because bad deploy for 1h`},
		{"freeze all", 10, `after "freeze all": the reason is missing; for example: freeze all because bad deploy for 1h`},
		{"decide 3 replicas are enough", 7, `after "decide": a proposal is D3; if text begins with 3 put it in quotes; for example: decide D2 roll back the 12:40 deployment`},
		{"object D2", 9, `after "object D2": the reason is missing; for example: object 12 because it locks the table`},
		{"cmd @zac", 8, "after \"cmd @zac\": the command is missing; for example: cmd @zac `ss -s`"},
		{"cmd ` `", 7, "after \"cmd ` `\": the command is missing; for example: cmd @zac `ss -s`"},
		{"cmd `a` | wc", 8, "after \"cmd `a`\": only shell, sql, other or ran can follow the command; if more belongs to it, put all of it in backticks; for example: cmd @zac `ss -s`"},
		{"report a / b / c / d", 17, `after "report a / b / c": a report has three parts, conditions / actions / needs; a slash in one of them needs quotes around the part; for example: report imports fail / Zac rolls back / a database engineer`},
		{"report / /", 7, `after "report": the report is missing; for example: report imports fail / Zac rolls back / a database engineer`},
		{"impact", 6, `after "impact": the impact is missing: from when, until when, how many, or what customers feel; for example: impact from 12:40 340 customers, 12 accounts imports are delayed`},
		{"meeting soon", 8, `after "meeting": "soon" is not a time to meet, which is such as 2023-01-06 14:00; for example: meeting 2023-01-06 14:00 room 5`},
		{"merge 14 15", 11, `after "merge 14 15": "into" and the entry that they repeat are missing; for example: merge 14 15 into 12`},
		{"correct 12", 10, `after "correct 12": what is corrected is missing: at and a time, by and a person, or text and the text; for example: correct 12 at 14:32`},
		{"correct 12 the resolver", 11, `after "correct 12": "the" is no correction: at and a time, by and a person, or text and the text; for example: correct 12 at 14:32`},
		{"correct 12 text", 15, `after "correct 12 text": the text is missing; for example: correct 12 at 14:32`},
		{"tag 12", 6, `after "tag 12": the tag is missing; for example: tag 12 detection`},
		{"tag 12 a b", 9, `after "tag 12 a": "b" is more than tag takes; for example: tag 12 detection`},
	} {
		_, err := typist.Parse(tt.line)
		var fault *ParseError
		if !errors.As(err, &fault) {
			t.Errorf("%q: %v", tt.line, err)
			continue
		}
		checkFault(t, tt.line, err)
		if tt.want != "" && (err.Error() != tt.want || fault.At != tt.at) {
			t.Errorf("%q\ngot  %d %s\nwant %d %s", tt.line, fault.At, err, tt.at, tt.want)
		}
	}
}

func TestMeIsNotKnown(t *testing.T) {
	_, err := Reader{Now: now}.Parse("action me check DNS")
	const want = `after "action": it is not known who you are, so "me" says nothing; for example: action @zac check DNS in 15m`
	if err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

func TestFaultsOfLongLinesStayShort(t *testing.T) {
	for _, line := range []string{
		strings.Repeat("é", 3000), "done 3 " + strings.Repeat("x", 3000) + "\x00", "ack 3 " + strings.Repeat("🔥", 3000),
	} {
		_, err := typist.Parse(line)
		if err == nil || len(err.Error()) > 700 {
			t.Errorf("%v", err)
		}
	}
}

func TestHelpListsEveryVerb(t *testing.T) {
	_, err := typist.Parse("help")
	for _, v := range Verbs() {
		if err == nil || !strings.Contains(err.Error(), v.Name) {
			t.Errorf("help does not name %s: %v", v.Name, err)
		}
	}
}

func TestNear(t *testing.T) {
	for typed, want := range map[string]string{
		"acion": "action", "freze": "freeze", "freeez": "freeze", "haandoff": "handoff", "hnadoff": "handoff", "dnoe": "done", "tahw": "thaw",
		"cnofirm": "confirm", "resolv": "resolve", "rel": "release", "Postmortm": "postmortem", "dcide": "decide",
	} {
		if got := incident.Near(typed, allNames()); len(got) == 0 || got[0] != want || len(got) > 3 {
			t.Errorf("%s: %v, want %s first", typed, got, want)
		}
	}
	for _, typed := range []string{"", "x", "qq", "zebra", strings.Repeat("action", 500), "日本"} {
		if got := incident.Near(typed, allNames()); got != nil {
			t.Errorf("%s: %v", typed, got)
		}
	}
}

func TestComplete(t *testing.T) {
	h := Hints{
		People: []Known{{"@zac", "IC"}, {"@mia", ""}}, Actions: []Known{{"A3", "@zac: check DNS"}}, Commands: []Known{{"C12", "ss -s"}},
		Freezes: []Known{{"F1", "all"}}, FollowUps: []Known{{"U2", ""}}, Decisions: []Known{{"D2", ""}}, Services: []string{"importer"},
		Roles: []string{"dba"}, Tags: []string{"detection"}, Ended: []Known{{"A2", "done: look"}},
		Dues:       []Known{{"A3", "ask @zac"}, {"update internal", ""}, {"update public", ""}, {"page @kim", ""}, {"no ic", ""}},
		Deliveries: []Known{{"e57", "post failed: the channel is archived"}, {"topic/6", "topic unclear"}},
		Entries:    []Known{{"14", "the queue grows"}, {"12", "the queue has stopped growing"}}, Times: []string{"14:32", "-5m"},
	}
	for line, want := range map[string][]string{
		"acti":                         {"action"},
		"as ":                          {"@zac", "@mia", "me"},
		"as @zac fre":                  {"freeze"},
		"-5m hand":                     {"handon", "handoff", "hand-on", "handover", "hand-off"},
		"action ":                      {"@zac", "@mia", "me"},
		"action @z":                    {"@zac"},
		"action za":                    {"@zac"},
		"action @zac ":                 nil,
		"action @zac check ":           {"in", "5m", "10m", "15m", "30m", "1h", "2h"},
		"action @zac check in ":        {"5m", "10m", "15m", "30m", "1h", "2h"},
		"action @zac check 1":          {"10m", "15m", "1h"},
		"done ":                        {"A3"},
		"done 3":                       {"A3"},
		"confirm C":                    {"C12"},
		"handon 3 @m":                  {"@mia"},
		"role s":                       {"scribe"},
		"role d":                       {"deputy", "dba"},
		"ic ":                          {"@zac", "@mia", "me"},
		"upgrade p":                    {"public"},
		"status i":                     {"investigating", "identified"},
		"freeze ":                      {"all", "importer"},
		"freeze all ":                  {"steal", "because"},
		"thaw ":                        {"F1", "because"},
		"close ":                       {"U2"},
		"decide d":                     {"D2"},
		"update internal the cause ne": {"next"},
		"tag 12 ":                      {"detection"},
		"merge 14 15 ":                 {"into"},
		"snooze ":                      {"A3", "update internal", "update public", "page @kim", "no ic"},
		"resend ":                      {"e57", "topic/6"},
		"skip t":                       {"topic/6"},
		"skip e57 ":                    {"because"},
		"reword e57 ":                  nil,
		"snooze up":                    {"update internal", "update public"},
		"snooze update ":               {"internal", "public"},
		"snooze update p":              {"public"},
		"snooze page k":                {"@kim"},
		"snooze page @kim ":            {"5m", "10m", "15m", "30m", "1h", "2h", "because"},
		"snooze A3 10m ":               {"because"},
		"reopen ":                      {"A2", "5m", "10m", "15m", "30m", "1h", "2h", "because"},
		"reopen A2 ":                   {"5m", "10m", "15m", "30m", "1h", "2h", "because"},
		"zone ":                        {"UTC"},
		"star ":                        {"14", "12"},
		"correct 1":                    {"14", "12"},
		"correct 12 at ":               {"14:32", "-5m", "by", "@zac", "@mia", "me", "text", "because"},
		"note ":                        {"14:32", "-5m"},
		"nosuchverb ":                  nil,
		`note "act`:                    nil,
		"":                             nil,
	} {
		var got []string
		for _, c := range Complete(line, h) {
			got = append(got, c.Text)
			if c.At < 0 || c.At > len(line) || strings.ContainsAny(line[c.At:], " ") {
				t.Errorf("%q: %q would replace from %d", line, c.Text, c.At)
			}
		}
		if line == "" {
			if len(got) < len(Verbs()) {
				t.Errorf("an empty line offers %v", got)
			}
		} else if !slices.Equal(got, want) {
			t.Errorf("%q offers %q, want %q", line, got, want)
		}
	}
}

func TestHintsOf(t *testing.T) {
	i := incident.Incident{}
	seq := uint64(0)
	for _, f := range []incident.Fact{
		incident.IncidentDeclared{Ref: "20230104_x", Title: "x"},
		incident.RoleTaken{Role: incident.IC, Holder: "zac"},
		incident.PersonNamed{Person: "zac", Name: "Zac Hill"},
		incident.ActionAssigned{No: 1, Owner: "kim", Task: "check DNS", Due: now},
		incident.ActionAssigned{No: 2, Owner: "kim", Task: "look", Due: now},
		incident.ActionDropped{No: 2, Reason: "not needed"},
		incident.ResponderCalled{Person: "kim", Step: incident.StepPaged},
		incident.DeployFrozen{No: 1, Holder: "zac", Reason: "bad deploy", Expires: now},
		incident.CommandProposed{No: 1, Text: "ss -s", Author: "kim"},
		incident.FollowUpAdded{No: 1, Text: "runbook"},
		incident.DecisionProposed{No: 1, Text: "roll back"},
		incident.EntryTagged{Entry: 4, Tag: "dns"},
		incident.DeliveryBegun{Key: "invite/zoë", What: "invite"},
		incident.DeliveryFailed{Key: "invite/zoë", What: "invite", Reason: "no such person"},
	} {
		e, err := incident.NewEvent(f, incident.Given{By: "mia", Now: now})
		if err != nil {
			t.Fatal(err)
		}
		seq++
		e.Seq, e.Recorded = seq, now
		if i, err = incident.Apply(i, e); err != nil {
			t.Fatal(err)
		}
	}
	h := HintsOf(i)
	for _, got := range [][]Known{h.Actions, h.Ended, h.Freezes, h.Commands, h.FollowUps, h.Decisions, h.Deliveries} {
		if len(got) != 1 || got[0].Help == "" {
			t.Errorf("got %v", h)
		}
	}
	if want := (Known{`"invite/zoë"`, "invite failed: no such person"}); h.Deliveries[0] != want {
		t.Errorf("got %v", h.Deliveries)
	}
	if want := (Known{"page @kim", "@kim has not answered the page yet"}); !slices.Contains(h.Dues, want) || len(h.Dues) != 4 {
		t.Errorf("got %v", h.Dues)
	}
	if want := (Known{"@zac", "Zac Hill, IC"}); !slices.Contains(h.People, want) || len(h.People) != 3 || !slices.Equal(h.Tags, []string{"dns"}) {
		t.Errorf("got %v and %v", h.People, h.Tags)
	}
}
