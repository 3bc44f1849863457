package tui

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"baton/incident"
)

func TestTimer(t *testing.T) {
	for left, want := range map[time.Duration]string{
		25*time.Hour + 5*time.Minute: "25h05m", time.Hour: "1h00m", time.Hour - time.Second: "59:59", 61 * time.Second: "01:01", time.Second: "00:01",
		0: "DUE", -59 * time.Second: "DUE", -time.Minute: "OVERDUE 1m", -4*time.Minute - 30*time.Second: "OVERDUE 4m", -90 * time.Minute: "OVERDUE 1h30m",
	} {
		if got, late := timer(began.Add(left), began); got != want || (late < dueNow) != (left > 0) {
			t.Errorf("%s left: %q, %d, not %q", left, got, late, want)
		}
	}
}

func TestWallClock(t *testing.T) {
	if got := wallClock(began, paris, nil, 40); got != "Wed 4 Jan 13:05:00 CET (12:05 UTC)" {
		t.Error(got)
	}
	if got := wallClock(began, paris, nil, 30); got != "Wed 4 Jan 13:05:00 CET" {
		t.Error(got)
	}
	york := time.FixedZone("EST", -5*3600)
	if got := wallClock(began, paris, york, 60); got != "Wed 4 Jan 13:05:00 CET (12:05 UTC, 07:05 EST)" {
		t.Errorf("with the incident's own zone the clock says %q", got)
	}
	if got := wallClock(began, time.UTC, paris, 60); got != "Wed 4 Jan 12:05:00 UTC (13:05 CET)" {
		t.Errorf("in UTC with the incident's own zone the clock says %q", got)
	}
	if got := wallClock(began, time.UTC, nil, 80); got != "Wed 4 Jan 12:05:00 UTC" {
		t.Error(got)
	}
}

func TestAFactTellsItsTimeInTheZone(t *testing.T) {
	i := &incident.Incident{}
	for _, test := range []struct {
		fact incident.Fact
		want string
	}{
		{incident.ActionAssigned{No: 1, Owner: "zac", Task: "look at what happened at 12:20 UTC", Due: began.Add(15 * time.Minute)}, "A1: @zac, please look at what happened at 12:20 UTC; back to you at 13:20 CET"},
		{incident.DeployFrozen{No: 1, Holder: "zac", Reason: "since 12:05 UTC", Expires: began}, "until 13:05 CET: since 12:05 UTC"},
		{incident.NoteTaken{Text: "at 12:05 UTC"}, "at 12:05 UTC"},
	} {
		if got := localTell(test.fact, i, paris); !strings.HasSuffix(got, test.want) {
			t.Errorf("%q, not %q", got, test.want)
		}
	}
}

// FuzzRow draws any text into any width.
func FuzzRow(f *testing.F) {
	f.Add("plain", 10, false)
	f.Add("\x1b[31mred\x1b]0;t\x07 \u202eabc 界界👨‍👩‍👧 e\u0301", 7, true)
	f.Fuzz(func(t *testing.T, text string, w int, ascii bool) {
		w = w % 200
		th := newTheme("mono", ascii)
		got := th.row(w).put(th.strong, text).say(" ").column(th.plain, text, 9).right(th.plain, text, 1).done()
		bare := ansi.Strip(got)
		if n := ansi.StringWidth(got); n != max(w, 0) {
			t.Errorf("%d cells for %d: %q", n, w, got)
		}
		if k := strings.IndexFunc(bare, obeyed); k >= 0 || !utf8.ValidString(got) {
			t.Errorf("%q", got)
		}
		if ascii && strings.IndexFunc(bare, func(r rune) bool { return r > '~' }) >= 0 {
			t.Errorf("not ASCII: %q", bare)
		}
		for _, l := range wrap(th.lines(text), w) {
			if n := width(l); n > max(w, 2) {
				t.Errorf("a line of %d cells for %d: %q", n, w, l)
			}
		}
	})
}

func TestInput(t *testing.T) {
	for _, test := range []struct{ keys, want string }{
		{"", "one two"},
		{"backspace", "one tw"},
		{"home delete", "ne two"},
		{"ctrl+w", "one "},
		{"left ctrl+w", "one o"},
		{"ctrl+u", ""},
		{"home ctrl+k", ""},
		{"ctrl+left ctrl+k", "one "},
		{"home ctrl+right ctrl+u", " two"},
		{"home alt+d", " two"},
		{"home left backspace", "one two"},
		{"end right delete", "one two"},
		{"ctrl+a x", "xone two"},
		{"ctrl+b y", "one twyo"},
		{"ctrl+x", "one two"},
		{"f1", "one two"},
		{"left alt+d", "one tw"},
	} {
		i := newInput("one two")
		for key := range strings.FieldsSeq(test.keys) {
			i.press(inputKey(key))
		}
		if i.value() != test.want {
			t.Errorf("%s: %q, not %q", test.keys, i.value(), test.want)
		}
	}
}

func inputKey(name string) tea.KeyPressMsg {
	var k tea.KeyPressMsg
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		k.Mod, name = tea.ModCtrl, rest
	} else if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		k.Mod, name = tea.ModAlt, rest
	}
	if special, ok := rigKeys[name]; ok {
		k.Code = special.Code
	} else if code, ok := map[string]rune{"delete": tea.KeyDelete, "f1": tea.KeyF1}[name]; ok {
		k.Code = code
	} else {
		k.Code = []rune(name)[0]
		if k.Mod == 0 {
			k.Text = name
		}
	}
	return k
}

func TestInputKeepsTheCursorInSight(t *testing.T) {
	th := newTheme("mono", false)
	for _, text := range []string{strings.Repeat("abc ", 50), strings.Repeat("界", 60), "a\nb\nc"} {
		i := newInput(text)
		for i.at = range len(i.text) + 1 {
			r := th.row(30)
			x := i.draw(r)
			if line := r.done(); x < 0 || x >= 30 || width(line) != 30 {
				t.Fatalf("cursor at %d in %q", x, line)
			}
		}
	}
}

func TestInputCountsCells(t *testing.T) {
	i := newInput("数据库 x")
	for at, want := range []int{0, 2, 4, 6, 7, 8} {
		i.at = at
		if x := i.draw(newTheme("mono", false).row(30)); x != want {
			t.Errorf("the cursor after %d signs is in cell %d, not %d", at, x, want)
		}
	}
}

func TestPasteIsText(t *testing.T) {
	i := newInput("")
	i.paste("one\r\ntwo\x1b[2J\u202e\x00\tthree\n\n")
	if i.value() != "one\ntwo[2J\tthree" {
		t.Errorf("%q", i.value())
	}
	i.paste(strings.Repeat("x", 2*mostTyped))
	if len(i.text) != mostTyped {
		t.Errorf("%d letters", len(i.text))
	}
}

func TestRunRefusesWhatIsNoTerminal(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, o := range map[string]Options{
		"a file":  {Output: file, Env: []string{"TERM=xterm"}},
		"dumb":    {Output: &strings.Builder{}, Env: []string{"TERM=dumb"}},
		"a stdin": {Output: &strings.Builder{}, Input: file, Env: []string{"TERM=xterm"}},
	} {
		if err := Run(t.Context(), o); !errors.Is(err, ErrNoTerminal) || !strings.Contains(err.Error(), "baton show") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadWaitsAndTimes(t *testing.T) {
	inRoomOf(t, afternoon, func(r *rig) {
		for text, want := range map[string]time.Duration{"": 0, "15": 15 * time.Minute, "1h30m": 90 * time.Minute, " 20 min ": 20 * time.Minute} {
			if got, err := r.app.readWait(text); err != nil || got != want {
				t.Errorf("%q is %s, %v", text, got, err)
			}
		}
		for _, text := range []string{"soon", "0", "-5", "15 because", "9d"} {
			if got, err := r.app.readWait(text); err == nil {
				t.Errorf("%q is %s", text, got)
			}
		}
		if at, err := r.app.readWhen("13:30"); err != nil || !at.At.Equal(began.Add(25*time.Minute)) {
			t.Errorf("%v, %v", at, err)
		}
		for _, text := range []string{"later", "13:30 text no", "25:00"} {
			if at, err := r.app.readWhen(text); err == nil {
				t.Errorf("%q is %v", text, at)
			}
		}
	})
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text string
		w    int
		want string
	}{
		{"one two three", 7, "one two|three"},
		{"one two three", 8, "one two|three"},
		{"one  two", 4, "one|two"},
		{"one two", 3, "one|two"},
		{"unbreakable", 4, "unbr|eaka|ble"},
		{"TCP:   412 (estab 300)", 12, "TCP:   412|(estab 300)"},
		{"  indented", 20, "  indented"},
		{"a\n\n b", 10, "a|| b"},
		{"界界界", 4, "界界|界"},
		{"界界", 1, "界|界"},
		{"", 5, ""},
		{"ends in spaces    ", 8, "ends in|spaces"},
	} {
		if got := strings.Join(wrap(test.text, test.w), "|"); got != test.want {
			t.Errorf("%q in %d: %q, not %q", test.text, test.w, got, test.want)
		}
	}
}
