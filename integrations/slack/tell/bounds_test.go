package tell

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/outbox"
)

// rough is every fact that is told, with whatever text, as a log could hold it that no door of ours has cleaned.
func rough(text func() string) []incident.Fact {
	due := noon.Add(20 * 60e9)
	return []incident.Fact{
		incident.PersonNamed{Person: "zac", Name: text()},
		incident.TitleChanged{Title: text()},
		incident.RoleTaken{Role: "ic", Holder: "zac"},
		incident.CommandTaken{Holder: "mia", From: "zac", Reason: text()},
		incident.RoleOffered{Role: "ic", From: "mia", To: "zac", Brief: text()},
		incident.OfferDeclined{Role: "ic", From: "mia", To: "zac", Reason: text()},
		incident.RoleLeft{Role: "scribe", Holder: "zac", Reason: text()},
		incident.RoleHandedOver{Role: "ic", From: "mia", To: "zac", Brief: text()},
		incident.ActionAssigned{No: 1, Owner: "zac", Task: text(), Due: due},
		incident.ActionExtended{No: 1, Due: due, Reason: text()},
		incident.ActionHandedOn{No: 1, From: "zac", To: "nick", Due: due},
		incident.ActionDone{No: 1, Outcome: text()},
		incident.ActionReopened{No: 1, Due: due, Reason: text()},
		incident.ActionDropped{No: 1, Reason: text()},
		incident.DeployFrozen{No: 1, Holder: "zac", Scopes: []string{text(), text()}, Reason: text(), Expires: due},
		incident.FreezeExtended{No: 1, Expires: due, Reason: text()},
		incident.FreezeStolen{No: 1, By: "mia", Left: []string{text()}, Reason: text()},
		incident.DeployFrozen{No: 2, Holder: "mia", Scopes: []string{text()}, Reason: text(), Expires: due, StolenFrom: "zac"},
		incident.FreezeLifted{No: 1, Reason: text()},
		incident.TierChanged{To: incident.Internal, Reason: text()},
		incident.SeverityChanged{To: 2, Reason: text()},
		incident.StatusChanged{To: incident.Identified, Reason: text()},
		incident.UpdateTold{Audience: incident.Internal, Text: text(), Next: due},
		incident.SituationReported{Conditions: text(), Actions: text(), Needs: text()},
		incident.DecisionProposed{No: 1, Text: text()},
		incident.DecisionObjected{No: 1, Reason: text()},
		incident.DecisionMade{No: 1, Text: text(), Owner: "nick"},
		incident.DecisionMade{No: 2, Text: text(), Straight: true},
		incident.CommandProposed{No: 1, Text: text(), Author: "zac"},
		incident.CommandObjected{No: 1, Reason: text()},
		incident.CommandConfirmed{No: 1, Text: text()},
		incident.CommandRun{No: 1, By: "zac"},
		incident.CommandUndone{No: 1, How: text()},
		incident.CommandProposed{No: 2, Text: text(), Author: "zac", Message: "slack:C1:1.0"},
		incident.CommandConfirmed{No: 2, Text: text()},
		incident.ResponderCalled{Person: "nick", Step: incident.StepPaged, Text: text()},
		incident.FollowUpAdded{No: 1, Text: text(), Owner: "zac"},
		incident.LinkAdded{URL: "https://a.example/" + text(), Title: text()},
		incident.ActionAssigned{No: 2, Owner: "piet", Task: text(), Due: due},
		incident.IncidentResolved{Text: text()},
		incident.IncidentReopened{Reason: text()},
	}
}

// TestNoTextIsMoreThanText: whatever the record holds, Slack takes every delivery, and nobody is mentioned, linked or
// shown anything but by us.
func TestNoTextIsMoreThanText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pool := rapid.SliceOfN(hostile(), 1, 4).Draw(rt, "texts")
		text := func() string { return rapid.SampledFrom(pool).Draw(rt, "text") }
		r := newRoom(t)
		r.order(incident.Declare{Title: "List import problems", Ref: "20230104_x"}, r.given("nick"))
		first := len(r.all)
		for _, f := range rough(text) {
			e, err := incident.NewEvent(f, r.given("mia"))
			if err != nil {
				rt.Fatal(err)
			}
			e.Seq = r.i.Seq + 1
			if r.i, err = incident.Apply(r.i, e); err != nil {
				rt.Fatal(err)
			}
			r.all = append(r.all, r.planner.Of(&r.i, e, f)...)
			r.now = noon.Add(40 * 60e9)
			r.all = append(r.all, r.due()...)
			r.now = noon
		}
		if len(r.all) < first+100 {
			rt.Fatalf("only %d deliveries", len(r.all))
		}
		for _, d := range r.all {
			if wrong := wrongWith(d); wrong != "" {
				rt.Fatalf("%s: %s\n%+v", d.Key, wrong, d.Body)
			}
		}
	})
}

// TestViewsWithGaps: whatever was left out of a log, telling of the rest of it does not fail.
func TestViewsWithGaps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRoom(t)
		r.order(incident.Declare{Title: "List import problems", Ref: "20230104_x"}, r.given("nick"))
		for _, f := range rapid.Permutation(rough(func() string { return "text" })).Draw(rt, "facts") {
			e, err := incident.NewEvent(f, r.given("mia"))
			if err != nil {
				rt.Fatal(err)
			}
			e.Seq = r.i.Seq + 2
			if r.i, err = incident.Apply(r.i, e); err != nil {
				continue // a number that is too high: no view of a log has that
			}
			for _, d := range append(r.planner.Of(&r.i, e, f), r.planner.Due(&r.i, noon.Add(40*60e9))...) {
				if wrong := wrongWith(d); wrong != "" {
					rt.Fatalf("%s: %s\n%+v", d.Key, wrong, d.Body)
				}
			}
		}
	})
}

// wrongWith names what Slack, the worker or a reader would not take in a delivery.
func wrongWith(d outbox.Delivery) string {
	if d.Key == "" || strings.ContainsAny(d.Key, " \n") || d.Lane != "slack:20230104_x" || !d.GiveUp.After(d.Asked) || d.Seq == 0 || d.What == "" {
		return "its frame is incomplete"
	}
	switch b := d.Body.(type) {
	case SetTopic:
		return wrongLine(b.Text, 250)
	case SetPurpose:
		return wrongLine(b.Text, 250)
	case AddBookmark:
		if address(b.Link) != b.Link {
			return "the link is none"
		}
		return wrongLine(b.Title, 256)
	case Edit:
		return wrongPost(b.Post)
	case Post:
		if d.Text == "" || d.After == "" {
			return "it has no words, or goes out before the channel is there"
		}
		return wrongPost(b)
	}
	return ""
}

func wrongLine(s string, most int) string {
	if s == "" || utf8.RuneCountInString(s) > most || strings.ContainsAny(s, "<>&\n") || strings.IndexFunc(s, disobeyed) >= 0 {
		return "the line is empty, too long or not bare"
	}
	return ""
}

var ours = regexp.MustCompile(`<@U(ZAC|NICK|MIA|OMAR)>`)

func wrongPost(p Post) string {
	data, err := json.Marshal(p.Blocks)
	switch {
	case err != nil || len(data) > 13_000 || len(p.Blocks) == 0 || len(p.Blocks) > 50:
		return "the blocks are too long or none"
	case utf8.RuneCountInString(p.Mrkdwn) > 4_000:
		return "the text is too long"
	case strings.ContainsAny(unquoted(p.Mrkdwn), "<>"):
		return "the text mentions or links: " + p.Mrkdwn
	case strings.IndexFunc(p.Mrkdwn+string(data), disobeyed) >= 0 || !utf8.ValidString(p.Mrkdwn):
		return "it holds controls"
	case len(p.Mentions) != len(slicesUnique(ours.FindAllString(p.Mrkdwn, -1))):
		return "it says that it mentions others than it does"
	}
	var blocks []any
	if err := json.Unmarshal(data, &blocks); err != nil {
		return err.Error()
	}
	return wrongBlock(blocks)
}

var plainLink = regexp.MustCompile(`<(https?://[^<>|]+)\|(https?://[^<>|]+)>`)

// unquoted is mrkdwn without our mentions, links that show where they lead, and the marks of quotations.
func unquoted(s string) string {
	s = plainLink.ReplaceAllStringFunc(ours.ReplaceAllString(s, ""), func(link string) string {
		found := plainLink.FindStringSubmatch(link)
		if raw := strings.ReplaceAll(found[1], "&amp;", "&"); found[1] != found[2] || address(raw) != raw {
			return link
		}
		return ""
	})
	lines := strings.Split(s, "\n")
	for k := range lines {
		lines[k] = strings.TrimPrefix(lines[k], "> ")
	}
	return strings.Join(lines, "\n")
}

func slicesUnique(all []string) map[string]bool {
	seen := map[string]bool{}
	for _, s := range all {
		seen[s] = true
	}
	return seen
}

// wrongBlock looks into everything that blocks hold: only kinds that we write, no empty text, no markup, no user and no
// link but ours and plain ones.
func wrongBlock(v any) string {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			if wrong := wrongBlock(one); wrong != "" {
				return wrong
			}
		}
	case map[string]any:
		kind, _ := v["type"].(string)
		text, hasText := v["text"].(string)
		switch {
		case kind == "mrkdwn" || kind == "broadcast" || kind == "usergroup" || kind == "channel" || kind == "emoji" || kind == "":
			return "it has a " + kind
		case hasText && text == "":
			return "it has an empty text"
		case kind == "plain_text" && utf8.RuneCountInString(text) > 150:
			return "a header or button is too long"
		case kind == "link" && (address(v["url"].(string)) != v["url"] || hasText):
			return "a link is dressed up"
		case kind == "user" && !ours.MatchString("<@"+v["user_id"].(string)+">"):
			return "it mentions a stranger"
		}
		for key, one := range v {
			if key == "elements" && len(one.([]any)) == 0 {
				return "it has an empty " + kind
			}
			if wrong := wrongBlock(one); wrong != "" && key != "style" {
				return wrong
			}
		}
	}
	return ""
}

// TestLongTextsAreCutInSight: the longest texts that the rules allow fit, in the worst of characters, and say that they
// are cut.
func TestLongTextsAreCutInSight(t *testing.T) {
	for _, sign := range []string{"a", "<", "&", "😀", "導", "`", "\n", "> ", "https://a.example/ "} {
		long := "x" + strings.Repeat(sign, 19_000/utf8.RuneCountInString(sign)) + "x"
		r := newRoom(t)
		r.order(incident.Declare{Title: "List import problems", Ref: "20230104_x"}, r.given("zac"))
		r.do("zac: take command")
		r.order(incident.TellAudience{Text: long}, r.given("zac"))
		update := r.last
		r.order(incident.Report{Conditions: string([]rune(long)[:4_800]), Actions: "none"}, r.given("zac"))
		report := r.last
		r.order(incident.OfferRole{Role: "ic", To: "nick", Brief: long}, r.given("zac"))
		for _, d := range slices.Concat(update, report, r.last) {
			if wrong := wrongWith(d); wrong != "" {
				t.Errorf("%q as %s: %s", sign, d.Key, wrong)
			}
			if post, ok := d.Body.(Post); ok && (!strings.Contains(shown(t, post), cutMark) || !strings.Contains(post.Mrkdwn, cutMark) || !strings.Contains(d.Text, cutMark)) {
				t.Errorf("%q as %s does not say that it is cut", sign, d.Key)
			}
		}
	}
}

// TestBlocksAreWeighed: characters of many bytes make blocks too heavy before their text is too long.
func TestBlocksAreWeighed(t *testing.T) {
	r := newRoom(t)
	r.order(incident.Declare{Title: "List import problems", Ref: "20230104_x"}, r.given("zac"))
	r.order(incident.Report{Conditions: strings.Repeat("😀", 1_800), Needs: strings.Repeat("😀", 1_800)}, r.given("zac"))
	if wrong := wrongWith(r.last[0]); wrong != "" || !strings.Contains(r.last[0].Text, cutMark) {
		t.Errorf("of a heavy report: %s", wrong)
	}
}

// TestOnlyWhatIsSeenIsConfirmed: a command that is too long to be shown cannot be confirmed with a button.
func TestOnlyWhatIsSeenIsConfirmed(t *testing.T) {
	r := newRoom(t)
	r.do("nick: declare List import problems")
	r.order(incident.Propose{Author: "zac", Text: strings.Repeat("echo all is well; ", 300) + "rm -rf /"}, r.given("zac"))
	post := r.last[0].Body.(Post)
	got := shown(t, post)
	if !strings.Contains(got, "cut here") || !strings.Contains(got, "Read all of it") || strings.Contains(got, "Confirm") {
		t.Errorf("of a long command is shown\n%s", got)
	}
}

// TestWhatIsToBeTypedIsUnderstood: every line that a text tells people to type is one that the grammar reads.
func TestWhatIsToBeTypedIsUnderstood(t *testing.T) {
	r := newRoom(t)
	r.do("nick: declare internal List import problems", "zac: propose roll back", "zac: freeze all because bad deploy for 5m",
		"zac: update internal we look into it next 5m", "+6m")
	seen := 0
	for _, d := range append(r.all, r.due()...) {
		post, _ := d.Body.(Post)
		for _, s := range slices.Concat(partsOf(post)...) {
			line, ok := strings.CutPrefix(s.text, "/incident ")
			if !ok || !s.code || line == "help" {
				continue
			}
			seen++
			if _, err := (grammar.Reader{Now: noon, Me: "zac"}).Parse(strings.Replace(line, "…", "words", 1)); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	}
	if seen < 5 {
		t.Errorf("only %d lines to type", seen)
	}
}

func partsOf(p Post) (all [][]span) {
	for _, one := range p.made.parts {
		all = append(all, one.spans)
	}
	return all
}
