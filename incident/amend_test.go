package incident

import (
	"testing"
	"time"
)

func TestCorrectionsDecide(t *testing.T) {
	c := declared(t)
	c.do("zac", TakeRole{Role: IC, Holder: "zac"})                // 2
	c.wait(30*time.Minute).do("nick", TakeCommand{"zac is away"}) // 3
	c.do("zac", Propose{Text: "ss -s"})                           // 4
	c.do("nick", Confirm{No: 1})                                  // 5
	c.do("nick", Star{Entry: 4})                                  // 6
	play(t, c,
		step{"mia", Correct{Entry: 0, Text: new("x")}, "no: there is no entry 0, the last is 6; instead: correct and a number up to 6"},
		step{"mia", Correct{Entry: 99, Text: new("x")}, "no: there is no entry 99, the last is 6; instead: correct and a number up to 6"},
		step{"mia", Correct{Entry: 6, Text: new("x")}, "no: 6 is no entry of the timeline, it only says something about another one; instead: correct and the number of that entry"},
		step{"mia", Correct{Entry: 4}, "no: nothing is corrected; instead: correct 12 at 14:32, correct 12 text …, or correct 12 by @zac"},
		step{"mia", Correct{Entry: 4, Text: new("")}, "no: the text is missing; instead: correct 12 text the resolver, not the database"},
		step{"mia", Correct{Entry: 4, Text: new("ss -su"), Reason: "a typo"}, "entry 4 corrected: text “ss -su”: a typo"},
		step{"mia", Correct{Entry: 4, When: &When{}}, "no: the right time is missing; instead: correct 12 at 14:32"},
		step{"mia", Correct{Entry: 4, When: new(At(noon.Add(5 * time.Hour)))}, "no: 2023-01-04 17:00 is in the future (it is 12:38 UTC); instead: a time that has passed, such as -5m"},
		step{"mia", Correct{Entry: 4, When: &When{At: noon, Until: noon.Add(-time.Hour)}}, "no: the time ends before it begins; instead: the earlier time first, such as 14:05-14:20"},
		step{"mia", Correct{Entry: 4, When: &When{At: noon.Add(-20 * time.Hour), Precision: Approximate}}, "entry 4 corrected: time about 16:00 UTC"},
		step{"mia", Correct{Entry: 3, When: new(At(noon.Add(-time.Hour)))}, "no: @zac as IC would end before it begins; instead: correct 12 at 14:32, or the other end first"},
		step{"mia", Correct{Entry: 2, When: new(At(noon.Add(31 * time.Minute)))}, "no: @zac as IC would end before it begins; instead: correct 12 at 14:32, or the other end first"},
		step{"mia", Correct{Entry: 2, When: new(At(noon.Add(10 * time.Minute)))}, "entry 2 corrected: time 12:10 UTC"},
		step{"mia", Correct{Entry: 5, Actor: new(Nobody)}, "no: the right person is missing; instead: correct 12 by @zac"},
		step{"mia", Correct{Entry: 5, Actor: new(Person("Zac"))}, `no: "Zac" is not a handle; instead: @zac, in lower case`},
		step{"mia", Correct{Entry: 5, Actor: new(Person("zac"))}, "no: C1 is @zac's own, it needs a second pair of eyes; instead: retract 5 because it was @zac"},
		step{"mia", Correct{Entry: 5, Actor: new(Person("mia"))}, "entry 5 corrected: person @mia"},
	)
	one, _ := c.i.Command(1)
	if one.Text != "ss -su" || !one.Proposed.At.Equal(noon.Add(-20*time.Hour)) || one.Confirms[0].By != "mia" {
		t.Errorf("corrected to %+v", one)
	}
	if first := c.i.Tenures.At(0); !first.Since.At.Equal(noon.Add(10 * time.Minute)) {
		t.Errorf("corrected to %+v", first)
	}
}

// TestCorrectedConfirmation: whether a command was seen in time follows the corrected times.
func TestCorrectedConfirmation(t *testing.T) {
	c := declared(t)
	c.do("zac", Propose{Text: "ss -s"})
	c.wait(10*time.Minute).do("zac", RunCommand{No: 1})
	confirmed := c.wait(time.Minute).do("nick", Confirm{No: 1})
	before := c.i
	c.do("mia", Correct{Entry: confirmed, When: new(At(noon.Add(5 * time.Minute)))})
	if was, _ := before.Command(1); !was.Unseen() {
		t.Error("the state from before the correction has changed")
	}
	if is, _ := c.i.Command(1); is.Unseen() {
		t.Error("the corrected confirmation does not count")
	}
}

func TestRetractionsDecide(t *testing.T) {
	c := declared(t)
	c.do("zac", Note{"wrong incident"})                                             // 2
	c.do("zac", Assign{Owner: "nick", Task: "check DNS"}, ExtendAction{No: 1})      // 3, 4
	c.do("zac", TakeRole{Role: IC, Holder: "zac"}, OfferRole{Role: IC, To: "nick"}) // 5, 6
	c.do("zac", StateImpact{Text: "late"}, StateImpact{Text: "later"})              // 7, 8
	play(t, c,
		step{"mia", Retract{Entry: 1, Reason: "x"}, "no: the incident rests on entry 1, it cannot be retracted; instead: resolve it was no incident"},
		step{"mia", Retract{Entry: 2}, "no: the reason is missing; instead: retract 2 because it was another incident"},
		step{"mia", Retract{Entry: 2, Reason: "wrong incident"}, "entry 2 retracted: wrong incident"},
		step{"mia", Retract{Entry: 2, Reason: "again"}, "no: entry 2 is retracted already; instead: restore 2"},
		step{"mia", Retract{Entry: 9, Reason: "a retraction"}, "no: 9 is no entry of the timeline, it only says something about another one; instead: retract and the number of that entry"},
		step{"mia", Retract{Entry: 3, Reason: "x"}, "no: an action item rests on entry 3, it cannot be retracted; instead: done, drop, handon or more, or correct the entry"},
		step{"mia", Retract{Entry: 4, Reason: "x"}, "no: an action item rests on entry 4, it cannot be retracted; instead: done, drop, handon or more, or correct the entry"},
		step{"mia", Retract{Entry: 5, Reason: "x"}, "no: a role rests on entry 5, it cannot be retracted; instead: handoff, or leave"},
		step{"mia", Retract{Entry: 6, Reason: "x"}, "no: the offer of IC to @nick rests on entry 6, it cannot be retracted; instead: decline ic"},
		step{"mia", Retract{Entry: 7, Reason: "x"}, "no: the impact rests on entry 7, it cannot be retracted; instead: impact and what is true"},
		step{"mia", Restore{3}, "no: entry 3 is not retracted; instead: retract 3 because …"},
		step{"mia", Restore{2}, "entry 2 restored"},
		step{"zac", DeclineRole{}, "the offer of IC to @nick is off, @zac keeps it"},
		step{"mia", Retract{Entry: 6, Reason: "it is off anyway"}, "entry 6 retracted: it is off anyway"},
	)
}

func TestMergesDecide(t *testing.T) {
	c := declared(t)
	c.do("zac", Note{"a"}, Note{"b"}, Note{"c"}, Note{"d"}) // 2 to 5
	play(t, c,
		step{"mia", Merge{Into: 2}, "no: two entries at least are needed; instead: merge 14 15 into 12"},
		step{"mia", Merge{Into: 2, Entries: []uint64{2}}, "no: entry 2 cannot be a part of itself; instead: merge 14 15 into 12"},
		step{"mia", Merge{Into: 2, Entries: []uint64{9}}, "no: there is no entry 9, the last is 5; instead: merge and a number up to 5"},
		step{"mia", Merge{Into: 2, Entries: []uint64{4, 3, 4}}, "entries 3, 4 are parts of entry 2"},
		step{"mia", Merge{Into: 5, Entries: []uint64{3}}, "no: entry 3 is a part of 2 already; instead: merge 5 into 2"},
		step{"mia", Merge{Into: 5, Entries: []uint64{2}}, "no: entry 2 has parts of its own; instead: merge 5 into 2"},
		step{"mia", Merge{Into: 3, Entries: []uint64{5}}, "no: entry 3 is a part of 2 already; instead: merge 5 into 2"},
		step{"mia", Merge{Into: 2, Entries: []uint64{5}, Off: true}, "no: entry 5 is not a part of 2"},
		step{"mia", Merge{Into: 2, Entries: []uint64{3}, Off: true}, "entry 3 is no longer a part of entry 2"},
		step{"mia", Merge{Into: 5, Entries: []uint64{3}}, "entry 3 is a part of entry 5"},
	)
	if got := c.i.Amendments[2].MergedFor; len(got) != 1 || got[0] != 4 {
		t.Errorf("2 is made of %v", got)
	}
}

func TestMarksDecide(t *testing.T) {
	c := declared(t)
	c.do("zac", Note{"a"})
	play(t, c,
		step{"mia", Star{Entry: 3}, "no: there is no entry 3, the last is 2; instead: star and a number up to 2"},
		step{"mia", Star{Entry: 2, Off: true}, "no: entry 2 is not starred; instead: star 2"},
		step{"mia", Star{Entry: 2}, "entry 2 starred"},
		step{"mia", Star{Entry: 2}, "no: entry 2 is starred already; instead: unstar 2"},
		step{"mia", Star{Entry: 3}, "no: 3 is no entry of the timeline, it only says something about another one; instead: star and the number of that entry"},
		step{"mia", Tag{Entry: 2, Tag: "two words"}, `no: "two words" is not a tag, which is one word; instead: tag 12 detection`},
		step{"mia", Tag{Entry: 2, Tag: "#Detection"}, "entry 2 tagged #detection"},
		step{"mia", Tag{Entry: 2, Tag: "detection"}, "no: entry 2 is tagged #detection already; instead: untag 2 detection"},
		step{"mia", Tag{Entry: 2, Tag: "detection", Off: true}, "entry 2 is no longer tagged #detection"},
		step{"mia", Tag{Entry: 2, Tag: "detection", Off: true}, "no: entry 2 is not tagged #detection; instead: tag 2 detection"},
	)
}

func TestGivenIsChecked(t *testing.T) {
	c := declared(t)
	for name, g := range map[string]struct {
		given Given
		want  string
	}{
		"no clock":      {Given{By: "zac"}, "no: the clock of this machine gives no time; instead: set the clock and try again"},
		"a spelling":    {Given{By: "Zac", Now: noon}, `no: "Zac" is not a handle; instead: @zac, in lower case`},
		"a typist":      {Given{By: "zac", EnteredBy: "a b", Now: noon}, `no: "a b" is not a handle; instead: @zac, in lower case`},
		"a key":         {Given{By: "zac", Now: noon, Key: "slack:\x1b"}, "no: the origin or the key of the entry is not one"},
		"the future":    {Given{By: "zac", Now: noon, When: At(noon.Add(time.Hour))}, "no: 2023-01-04 13:00 is in the future (it is 12:00 UTC); instead: a time that has passed, such as -5m"},
		"a long range":  {Given{By: "zac", Now: noon, When: When{At: noon, Until: noon.Add(time.Hour)}}, "no: 2023-01-04 13:00 is in the future (it is 12:00 UTC); instead: a time that has passed, such as -5m"},
		"backwards":     {Given{By: "zac", Now: noon, When: When{At: noon, Until: noon.Add(-time.Hour)}}, "no: the time ends before it begins; instead: the earlier time first, such as 14:05-14:20"},
		"the year 1":    {Given{By: "zac", Now: noon, When: At(time.Date(1, 2, 3, 0, 0, 0, 0, time.UTC))}, "no: that year is outside 1700 to 2200; instead: a time such as 14:05 or -5m"},
		"known later":   {Given{By: "zac", Now: noon, Known: noon.Add(time.Hour)}, "no: it cannot be known only in the future; instead: the time at which it was known"},
		"a little fast": {Given{By: "zac", Now: noon, When: At(noon.Add(time.Minute))}, "x"},
	} {
		if got := outcome(Decide(c.i, Note{"x"}, g.given)); got != g.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, g.want)
		}
	}
}
