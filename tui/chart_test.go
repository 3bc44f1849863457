package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
)

// minutes is a time of the story.
func minutes(n int) time.Time { return began.Add(time.Duration(n) * time.Minute) }

func hour() span { return span{from: began, to: minutes(60)} }

// timesOf is a placer of a list of minutes, in order.
type timesOf []int

func (p timesOf) PlaceAt(at time.Time) int {
	k, _ := slices.BinarySearchFunc(p, at, func(m int, at time.Time) int {
		if minutes(m).Before(at) {
			return -1
		}
		return 1
	})
	return k
}

func TestActivity(t *testing.T) {
	for _, test := range []struct {
		entries []int
		w       int
		want    []int
	}{
		{nil, 4, []int{0, 0, 0, 0}},
		{[]int{0}, 4, []int{1, 0, 0, 0}},
		{[]int{60}, 4, []int{0, 0, 0, 1}},
		{[]int{0, 1, 14, 15, 30, 44, 45, 60}, 4, []int{3, 1, 2, 2}},
		{[]int{-5, 61, 90}, 4, []int{0, 0, 0, 0}},
		{[]int{3, 3, 3}, 1, []int{3}},
	} {
		if got := activity(timesOf(test.entries), hour(), test.w); !slices.Equal(got, test.want) {
			t.Errorf("%v in %d cells: %v, not %v", test.entries, test.w, got, test.want)
		}
	}
}

// Nothing is lost between the cells, however they are cut.
func TestActivityCountsEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := timesOf(rapid.SliceOf(rapid.IntRange(0, 60)).Draw(t, "entries"))
		slices.Sort(entries)
		sum := 0
		for _, n := range activity(entries, hour(), rapid.IntRange(1, 200).Draw(t, "w")) {
			sum += n
		}
		if sum != len(entries) {
			t.Fatalf("%d of %d entries", sum, len(entries))
		}
	})
}

func TestSparks(t *testing.T) {
	for _, test := range []struct {
		counts      []int
		want, ascii string
	}{
		{nil, "", ""},
		{[]int{0, 0}, "  ", "  "},
		{[]int{1, 0, 1}, "█ █", "# #"},
		{[]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, " ▁▂▃▄▅▆▇█", " .:-=+*##"},
		{[]int{1, 1000}, "▁█", ".#"},
	} {
		if got := spark(test.counts, false); got != test.want {
			t.Errorf("%v is %q, not %q", test.counts, got, test.want)
		}
		if got := spark(test.counts, true); got != test.ascii {
			t.Errorf("%v in ASCII is %q, not %q", test.counts, got, test.ascii)
		}
	}
}

func TestAxes(t *testing.T) {
	for _, test := range []struct {
		s     span
		w     int
		ascii bool
		want  string
	}{
		{hour(), 60, false, "     ╵13:10    ╵13:20    ╵13:30    ╵13:40    ╵13:50    14:05"},
		{hour(), 60, true, "     |13:10    |13:20    |13:30    |13:40    |13:50    14:05"},
		{hour(), 30, false, "            ╵13:30       14:05"},
		{hour(), 6, false, " 14:05"},
		{hour(), 3, false, "   "},
		{span{began, began.Add(36 * time.Hour)}, 60, false, "        ╵18:00    ╵5 Jan    ╵06:00    ╵12:00    ╵18:00 01:05"},
		{span{began, began.Add(20 * day)}, 40, false, "        ╵9 Jan    ╵14 Jan          13:05"},
	} {
		got := test.s.axis(test.w, paris, test.ascii)
		if got != test.want {
			t.Errorf("%d cells:\n%q, not\n%q", test.w, got, test.want)
		}
		if width(got) != test.w {
			t.Errorf("%q has %d cells, not %d", got, width(got), test.w)
		}
	}
}

func TestCellsAndTimes(t *testing.T) {
	s := hour()
	for m, want := range map[int]int{-10: 0, 0: 0, 5: 0, 6: 1, 30: 5, 59: 9, 60: 9, 99: 9} {
		if got := s.cell(minutes(m), 10); got != want {
			t.Errorf("minute %d is in cell %d, not %d", m, got, want)
		}
	}
	for x := range 10 {
		if got := s.cell(s.at(x, 10), 10); got != x {
			t.Errorf("cell %d begins in cell %d", x, got)
		}
	}
}

func (l lane) String() string {
	var b strings.Builder
	for _, c := range l.cells(hour(), 30, true) {
		b.WriteString(c.sign)
	}
	return l.label + ": " + b.String() + "| " + l.word
}

func moment(minute int, seq uint64) incident.Moment {
	return incident.Moment{At: minutes(minute), Seq: seq}
}

func TestActionLanes(t *testing.T) {
	a := incident.Action{No: 1, Owner: "zac", Task: "look", Assigned: moment(0, 1), Due: minutes(30)}
	for want, change := range map[string]func(*incident.Action){
		"A1 @zac look: ...............!!!!!!!!!!!!!!!| OVERDUE 30m": func(*incident.Action) {},
		"A1 @zac look: .....==========!!!!!!!!!!!!!!!| OVERDUE 30m": func(a *incident.Action) { a.Acknowledged = moment(10, 2) },
		"A1 @zac look: ==============================| 40:00 left":  func(a *incident.Action) { a.Acknowledged, a.Due = moment(0, 2), minutes(100) },
		"A1 @zac look: ===========                   | done": func(a *incident.Action) {
			a.Acknowledged, a.End, a.Ended = moment(0, 2), incident.ActionIsDone, moment(20, 3)
		},
		"A1 @zac look: ...............!!!!!!         | dropped":      func(a *incident.Action) { a.End, a.Ended = incident.ActionIsDropped, moment(40, 3) },
		"A1 @zac look: .                             | carried over": func(a *incident.Action) { a.End, a.Ended = incident.ActionIsCarried, moment(0, 3) },
		"A1 @zac look: !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!| OVERDUE 1h":   func(a *incident.Action) { a.Due = minutes(0) },
	} {
		b := a
		change(&b)
		if got := actionLane(b, minutes(60), minutes(60)).String(); got != want {
			t.Errorf("%q, not\n%q", got, want)
		}
	}
}

func TestRolesAndFreezesOverTime(t *testing.T) {
	var i incident.Incident
	for _, tenure := range []incident.Tenure{
		{Role: "scribe", Holder: "mia", Since: moment(10, 1), Until: moment(12, 2)},
		{Role: incident.IC, Holder: "zac", Since: moment(10, 3), Until: moment(30, 4)},
		{Role: incident.IC, Holder: "nora", Since: moment(30, 4)},
	} {
		i.Tenures = i.Tenures.Plus(tenure)
	}
	for _, freeze := range []incident.DeployFreeze{
		{No: 1, Holder: "omar", Since: moment(0, 5), Lifted: moment(10, 6), Expires: minutes(60)},
		{No: 2, Holder: "omar", Scopes: []string{"importer"}, Since: moment(40, 7), Expires: minutes(50)},
	} {
		i.Freezes = i.Freezes.Plus(freeze)
	}
	want := []string{
		"IC:      zac=======nora===========| @nora",
		"scribe:      m=                       | nobody",
		"F2 importer:                     #####!!!!!| OVERDUE 10m",
		"F1 all: ######                        | thawed",
	}
	var got []string
	for _, l := range lanesOf(&i, minutes(60), minutes(60), 9) {
		got = append(got, l.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("lanes\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := len(lanesOf(&i, minutes(60), minutes(60), 2)); n != 2 {
		t.Errorf("%d lanes for 2", n)
	}
}

// A lane has exactly its cells whatever its times are, and something is seen of every piece that lies in the span.
func TestLanesHaveTheirCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.IntRange(-20, 80).Draw(t, "from"), rapid.IntRange(-20, 80).Draw(t, "to")
		w := rapid.IntRange(1, 200).Draw(t, "w")
		l := lane{pieces: []stretch{{from: minutes(min(from, to)), to: minutes(max(from, to)), fill: held, text: "日本語"}}}
		row := l.cells(hour(), w, false)
		if len(row) != w {
			t.Fatalf("%d cells for %d", len(row), w)
		}
		inside := max(from, to) >= 0 && min(from, to) <= 60
		if seen := slices.ContainsFunc(row, func(c cell) bool { return c.fill == held }); seen != inside {
			t.Fatalf("from %d to %d: seen is %v", from, to, seen)
		}
	})
}
