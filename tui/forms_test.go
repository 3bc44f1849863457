package tui

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"baton/incident"
)

// lateAfternoon is the afternoon with proposals, one of them objected to, and a page that nobody answers.
func lateAfternoon(x *terminal) {
	afternoon(x)
	x.by("zac", importRef, incident.ProposeDecision{Text: "rolling back the 12:40 deployment"})
	x.by("omar", importRef, incident.ObjectDecision{No: 1, Reason: "the rollback loses the imports since 12:40"})
	x.by("zac", importRef, incident.Call{Person: "ruth", Step: incident.StepPaged, Text: "the resolver's owner"})
}

// TestScreensOfForms shows every form and overlay as it opens, and some with text in them.
func TestScreensOfForms(t *testing.T) {
	type step func(x *terminal) *terminal
	press := func(names ...string) step { return func(x *terminal) *terminal { return x.press(names...) } }
	typed := func(text string) step { return func(x *terminal) *terminal { return x.typed(text) } }
	for name, steps := range map[string][]step{
		"assign":         {press("assign"), typed("@lena"), press("next/record"), typed("look at the resolver and its connections again")},
		"poll":           {press("poll"), typed("raising the limit everywhere")},
		"decide":         {press("decide")},
		"object":         {press("object")},
		"report":         {press("report")},
		"update":         {press("inform", "next/record")},
		"handoff":        {press("hand off", "next/record"), typed("@nora"), press("next/record")},
		"take_command":   {press("take command")},
		"freeze":         {press("freeze")},
		"follow_up":      {press("follow-up"), typed("write a runbook for the resolver")},
		"page":           {press("page"), typed("@omar"), press("next/record"), typed("the deployment")},
		"page_question":  {press("page"), typed("@omar"), press("next/record"), typed("the deployment"), press("next/record", "up")},
		"upgrade":        {press("upgrade", "next/record", "next/record", "up")},
		"retract":        {press("retract")},
		"tag":            {press("tag")},
		"snooze":         {press("check back", "snooze"), typed("omar is on the phone")},
		"accept":         {press("accept"), typed("I am")},
		"check_action":   {press("check back")},
		"check_freeze":   {press("down", "check back", "next", "next", "next", "next", "next", "next")},
		"steal_question": {press("freeze"), typed("all"), press("next/record"), typed("worse"), press("next/record", "next/record"), typed("yes"), press("next/record", "up")},
	} {
		sizes := map[string]setting{"80x24": {w: 80, h: 24}}
		switch name {
		case "handoff", "accept", "update":
			sizes["120x40"] = setting{w: 120, h: 40}
		case "assign", "check_action", "upgrade", "freeze":
			sizes["40x12"] = setting{w: 40, h: 12}
		}
		for size, s := range sizes {
			s.ref = importRef
			if name == "take_command" || name == "steal_question" {
				s.me = "lena"
			}
			onScreen(t, s, lateAfternoon, func(x *terminal) {
				x.wait(6 * time.Minute)
				for _, do := range steps {
					do(x)
				}
				x.golden("form_" + name + "_" + size)
			})
		}
	}
}

// TestTheSentenceFitsASmallScreen: what is to be said is read whole where there is the least room.
func TestTheSentenceFitsASmallScreen(t *testing.T) {
	for name, keys := range map[string]func(*rig){
		"@omar, you were to find what the 12:40 deployment changed: is it done, or do you need more time?": func(r *rig) { r.key("b") },
		"@nick, please look at the resolver, I will come back to you in 15 minutes":                        func(r *rig) { r.key("a"); r.fill("@nick"); r.typed("look at the resolver") },
		"Any strong objections to raising the limit everywhere?":                                           func(r *rig) { r.key("p"); r.typed("raising the limit everywhere") },
		"@nick, @zac hands IC to you: do you accept? Say: I am IC":                                         func(r *rig) { r.key("h"); r.fill(""); r.typed("@nick") },
	} {
		inRoomOf(t, afternoon, func(r *rig) {
			r.wait(10 * time.Minute)
			r.send(tea.WindowSizeMsg{Width: 40, Height: 12})
			keys(r)
			if text := strings.Join(strings.Fields(strings.ReplaceAll(r.screen(), "│", " ")), " "); !strings.Contains(text, name) {
				t.Errorf("not on the screen: %q\n%s", name, r.screen())
			}
		})
	}
}

// typingPlaces open every place in which letters are text.
var typingPlaces = map[place]func(*rig){
	inForm:   func(r *rig) { r.key("n") },
	inPrompt: func(r *rig) { r.key(":") },
	inAccept: func(r *rig) { r.key("H") },
	inFilter: func(r *rig) { r.key("1"); r.key("/") },
}

// TestTextInputsEatEveryKey: no key that does something elsewhere does it where text is typed.
func TestTextInputsEatEveryKey(t *testing.T) {
	for in, open := range typingPlaces {
		t.Run(in.String(), func(t *testing.T) {
			inRoomOf(t, afternoon, func(r *rig) {
				open(r)
				before, overlays := len(kinds(t, r.app.fx.recorder, importRef)), len(r.app.overlays)
				for _, b := range allBindings() {
					for _, k := range b.keys {
						if mine := r.app.find(in, k); k == "enter" || k == "esc" || mine != nil {
							continue
						}
						r.key(k)
						if r.app.place() != in || len(r.app.overlays) != overlays {
							t.Fatalf("%s leads to the %s", k, r.app.place())
						}
					}
				}
				if after := len(kinds(t, r.app.fx.recorder, importRef)); after != before {
					t.Errorf("%d events were recorded", after-before)
				}
			})
		})
	}
}

func TestAnUpdateIsDraftedForItsAudience(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		drafted := func(text string) {
			t.Helper()
			if got := r.app.top().(*form).lines[updateText].text.value(); !strings.Contains(got, text) {
				t.Errorf("the text is %q, without %q", got, text)
			}
		}
		r.key("i")
		drafted("What you see: [what colleagues see], since [since when].")
		drafted(" Next update in 30 minutes.")
		r.key("tab")
		r.shows("audience   public", "the incident is at tier internal, public is not told of it")
		drafted("We have an incident. Customers see: [what customers see]")
		r.key("tab")
		drafted("[what is known of the cause]")
		r.key("tab")
		r.key("down")
		r.key("tab")
		r.typed("some imports fail")
		r.key("tab")
		r.typed("12:40")
		drafted("What you see: some imports fail, since 12:40. @zac leads")
		r.shows("records    internal update: ")
		r.key("home")
		r.key("up")
		r.key("tab")
		r.shows("audience   public")
		drafted("What you see: some imports fail") // what somebody wrote stays
	})
}

func TestAnUpdateWithGapsIsRefused(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("i")
		r.fill("", "", "")
		r.shows("NO", "the text has gaps: [what colleagues see], [since when]", "Tab goes from one to the next")
	})
}

func TestAPromiseOfRepairIsPointedOut(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("i")
		r.fill("")
		r.over("it is fixed by 15:00")
		r.shows("PROMISES", `"fixed by 15:00"`)
		r.over("")
		r.checkLast(incident.UpdateTold{Audience: incident.Internal, Text: "it is fixed by 15:00"}, "zac") // colleagues: no question
		r.key(":")
		r.fill("upgrade public")
		r.answer("y")
		r.key("i")
		r.fill("")
		r.over("it is fixed by 15:00")
		r.over("")
		r.shows("Promise customers a time of repair?", `The text promises: "fixed by 15:00"`)
		r.answer("n")
		r.shows("it is fixed by 15:00")
		if last, _ := lastFact[incident.UpdateTold](t, r.app.fx.recorder, importRef); last.Audience == incident.Public {
			t.Error("told after no")
		}
	})
}

func TestLength(t *testing.T) {
	for n, want := range map[int]string{1: "1 character", 250: "250 characters", 251: "251 characters, over 250", 501: "501 characters, over 500"} {
		if got := lengthRemark(n).text; !strings.HasPrefix(got, want) || n == 250 && got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func TestWordDiff(t *testing.T) {
	many := strings.Repeat("a b ", 400)
	for _, test := range []struct{ before, after, want string }{
		{"", "all is new", "{+all is new+}"},
		{"all is gone", "", "[-all is gone-]"},
		{"the same text", "the  same\ntext", "nothing: it is the text of the last one"},
		{"imports are late", "imports are very late", "imports are {+very+} late"},
		{"imports are very late", "imports are late", "imports are [-very-] late"},
		{"we look for the cause now", "we found the cause", "we [-look for-] {+found+} the cause [-now-]"},
		{"a a a", "a a", "a a [-a-]"},
		{"x y", "y x", "[-x-] y {+x+}"},
		{many, strings.ToUpper(many), "[-" + strings.TrimSpace(many) + "-] {+" + strings.TrimSpace(strings.ToUpper(many)) + "+}"},
	} {
		if got := wordDiff(test.before, test.after); got != test.want {
			t.Errorf("from %.40q to %.40q: %.200q, not %.200q", test.before, test.after, got, test.want)
		}
	}
}

// TestWordDiffKeepsBothTexts: without what is new the comparison reads as the text before, without what is gone as the
// text after.
func TestWordDiffKeepsBothTexts(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", "c", "we", "know"})
	rapid.Check(t, func(t *rapid.T) {
		before := strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "before"), " ")
		after := strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "after"), " ")
		if before == after {
			return
		}
		diff := wordDiff(before, after)
		read := func(without, with string) string {
			text := regexp.MustCompile(without).ReplaceAllString(diff, "")
			text = regexp.MustCompile(with).ReplaceAllString(text, "$1")
			return strings.Join(strings.Fields(text), " ")
		}
		gone, new := `\[-([^]]*)-\]`, `\{\+([^}]*)\+\}`
		if read(new, gone) != before || read(gone, new) != after {
			t.Fatalf("%q to %q: %q", before, after, diff)
		}
	})
}

func TestRows(t *testing.T) {
	th := newTheme("dark", false)
	for _, test := range []struct {
		text string
		w    int
		want []string
	}{
		{"", 10, []string{""}},
		{"two words", 9, []string{"two words"}},
		{"two words", 8, []string{"two ", "words"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"one\n\nthree", 10, []string{"one", "", "three"}},
		{"界界界", 4, []string{"界界", "界"}},
		{"a界b", 2, []string{"a", "界", "b"}},
	} {
		i := newInput(test.text)
		var got []string
		for _, s := range i.rows(th, test.w) {
			got = append(got, string(i.text[s.from:s.to]))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q in %d: %q, not %q", test.text, test.w, got, test.want)
		}
	}
}

func TestLongTextIsWrittenOverRows(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("n")
		r.send(tea.PasteMsg{Content: "one\ntwo\nthree\nfour\nfive\nsix\nseven"})
		r.shows("text       two", "2-7/7      seven")
		for range 6 {
			r.key("up")
		}
		r.typed("1 ")
		r.shows("one1 ", "1-6/7")
		r.key("enter")
		r.checkLast(incident.NoteTaken{Text: "one1 \ntwo\nthree\nfour\nfive\nsix\nseven"}, "zac")
	})
}

func TestTabGoesThroughTheGaps(t *testing.T) {
	i := drafted("We see [what], since [since when].")
	for _, text := range []string{"errors", "noon"} {
		if !nextGap(&i) {
			t.Fatalf("no gap in %q", i.value())
		}
		i.insert(text)
	}
	if i.value() != "We see errors, since noon." || nextGap(&i) {
		t.Errorf("%q", i.value())
	}
	i = drafted("[a] [b]")
	nextGap(&i)
	i.press(rigKeys["right"])
	i.press(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if i.value() != "[a] x[b]" {
		t.Errorf("after a move the gap is replaced all the same: %q", i.value())
	}
}

func TestAcceptingTakesASentence(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		r.key("H")
		r.shows("You record this for @nora: only once @nora has said it", "I am IC")
		r.fill("y")
		r.shows("nothing is accepted yet", "type: I am IC, then Enter")
		r.by("zac", incident.OfferRole{Role: incident.IC, To: "nick", Brief: "another one"})
		r.key("ctrl+u")
		r.fill("I am IC")
		r.shows("another offer took its place")
		if ic := r.app.subject.state().Holder(incident.IC); ic != "zac" {
			t.Fatalf("%s is IC", ic)
		}
		r.key("esc")
		r.by("mia", incident.OfferRole{Role: incident.ICL, To: "ruth"})
		r.key("H")
		r.shows("@ruth accepts ICL from @mia?", "There is no brief: ask @mia what is open.")
		r.key("tab")
		r.shows("@nick accepts IC from @zac?", "another one")
		r.fill("  i am  ic ")
		r.checkLast(incident.RoleHandedOver{Role: incident.IC, From: "zac", To: "nick", Brief: "another one"}, "nick")
	})
}

func TestServicesAreCompleted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := Options{Recorder: told(t, afternoon), Me: "nick", Zone: paris, Ref: importRef, Roster: func() (*incident.Roster, error) {
			return &incident.Roster{Systems: []incident.System{{Name: "web"}, {Name: "api"}, {Name: "importer"}}}, nil
		}}
		r := newRig(t, o, 100, 30)
		defer r.end()
		r.key("f")
		r.key("tab")
		r.shows("what       api")
		r.typed("i")
		r.key("tab")
		r.shows("what       api importer")
	})
}
