package table

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

var today = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newRecorder() *timeline.Recorder {
	return timeline.NewRecorder(logtest.NewMemory(), func() time.Time { return today })
}

// imported imports a sheet into a new incident and gives one line an entry.
func imported(t testing.TB, rec *timeline.Recorder, sheet string, o Options) (Report, []string) {
	t.Helper()
	if o.Title == "" && o.Into == "" {
		o.Title = "Imports"
	}
	report, err := Import(context.Background(), rec, strings.NewReader(sheet), o)
	if err != nil {
		t.Fatalf("%q: %v", sheet, err)
	}
	var lines []string
	for e, err := range rec.Log().Read(context.Background(), report.Ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Kind == "incident_declared" {
			continue
		}
		lines = append(lines, fmt.Sprintf("%s %s %s %s", e.When.Clock("2006-01-02 15:04", time.UTC), e.Actor, e.Kind, e.Data))
	}
	return report, lines
}

func TestImport(t *testing.T) {
	sheet := "\ufefftime,actor,kind,text\r\n" +
		"2023-01-04 13:37,zac,deploy,\"DNS trouble,\nsome boxes\"\r\n" +
		"13:46,Zac Hill,note,upgraded\r\n" +
		"~13:52,,,=cmd|'/c calc'!A1\r\n" +
		"?,nick,,somebody restarted it\r\n" +
		"14:05-14:20,nick,link,https://grafana.test/d/1 the board\r\n" +
		",,,\r\n" +
		"23:50,nick,,late\r\n" +
		"00:10,nick,,past midnight\r\n"
	report, got := imported(t, newRecorder(), sheet, Options{})
	want := []string{
		`2023-01-04 13:37 @zac entry_observed {"sort":"deploy","text":"DNS trouble,\nsome boxes"}`,
		`2023-01-04 13:46 @zac_hill person_named {"person":"zac_hill","name":"Zac Hill"}`,
		`2023-01-04 13:46 @zac_hill note_taken {"text":"upgraded"}`,
		`~2023-01-04 13:52 nobody entry_observed {"text":"=cmd|'/c calc'!A1"}`,
		`? @nick entry_observed {"text":"somebody restarted it"}`,
		`2023-01-04 14:05–2023-01-04 14:20 @nick link_added {"url":"https://grafana.test/d/1","title":"the board"}`,
		`2023-01-04 23:50 @nick entry_observed {"text":"late"}`,
		`2023-01-05 00:10 @nick entry_observed {"text":"past midnight"}`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if report.Rows != 7 || report.Skipped != 0 || !report.New || report.Ref != "20230104_imports" || report.Added != 9 {
		t.Errorf("report %+v", report)
	}
}

func TestColumns(t *testing.T) {
	const want = `2023-01-04 14:05 @zac entry_observed {"sort":"deploy","text":"rolled back"}`
	for name, sheet := range map[string]string{
		"semicolon":         "When;Who;Category;What happened\n2023-01-04 14:05;zac;deploy;rolled back",
		"tab":               "timestamp\tperson\ttype\tmessage\n2023-01-04T14:05:00Z\tzac\tdeploy\trolled back",
		"other order":       "Description , Type,Time (UTC),Author\nrolled back,deploy,2023-01-04 14:05,@Zac",
		"date and time":     "date,time,who,kind,text\n2023-01-04,14:05,zac,deploy,rolled back",
		"zone column":       "time,tz,who,kind,text\n2023-01-04 15:05,+01:00,zac,deploy,rolled back",
		"no names":          "2023-01-04 14:05,zac,deploy,rolled back",
		"more columns":      "id,time,actor,kind,text,link\n7,2023-01-04 14:05,zac,deploy,rolled back,x",
		"quoted names":      "\"time\",\"actor\",\"kind\",\"text\"\n\"2023-01-04 14:05\",\"zac\",\"deploy\",\"rolled back\"",
		"blank lines":       "\n\ntime,actor,kind,text\n\n2023-01-04 14:05,zac,deploy,rolled back\n\n",
		"Excel":             "sep=;\r\ntime;actor;kind;text\r\n2023-01-04 14:05;zac;deploy;rolled back\r\n",
		"old Mac":           "time,actor,kind,text\r2023-01-04 14:05,zac,deploy,rolled back\r",
		"zone of the sheet": "time (+01:00),actor,kind,text\n2023-01-04 15:05,zac,deploy,rolled back",
	} {
		report, got := imported(t, newRecorder(), sheet, Options{})
		if !slices.Equal(got, []string{want}) || len(report.Faults) > 0 {
			t.Errorf("%s: got %q, %+v", name, got, report.Faults)
		}
	}
}

// times are cells of a sheet from Amsterdam whose rows carry the date 2023-05-06, and what they mean in UTC.
var times = []struct{ cell, want string }{
	{"2023-01-04T14:05:00Z", "2023-01-04 14:05:00"},
	{"2023-01-04T14:05:00.5+02:00", "2023-01-04 12:05:00"},
	{"2023-01-04 14:05", "2023-01-04 13:05:00"},
	{"2023-01-04 14:05:06", "2023-01-04 13:05:06"},
	{"2023/1/4 14:05", "2023-01-04 13:05:00"},
	{"2023-07-04 14:05", "2023-07-04 12:05:00"},
	{"14:05", "2023-05-06 12:05:00"},
	{"2:05 pm", "2023-05-06 12:05:00"},
	{"2:05 p.m.", "2023-05-06 12:05:00"},
	{"14:05 UTC", "2023-05-06 14:05:00"},
	{"2023-01-04 14:05 +0100", "2023-01-04 13:05:00"},
	{"~14:05", "~2023-05-06 12:05:00"},
	{"about 14:05", "~2023-05-06 12:05:00"},
	{"14:05?", "~2023-05-06 12:05:00"},
	{"ca. 14:05", "~2023-05-06 12:05:00"},
	{"2023-01-04", "~2023-01-03 23:00:00"},
	{"?", "?"},
	{"", "?"},
	{"unknown", "?"},
	{"14:05-14:20", "2023-05-06 12:05:00–2023-05-06 12:20:00"},
	{"14:05 – 14:20", "2023-05-06 12:05:00–2023-05-06 12:20:00"},
	{"~14:05 to 14:20", "~2023-05-06 12:05:00–2023-05-06 12:20:00"},
	{"23:50-00:20", "2023-05-06 21:50:00–2023-05-06 22:20:00"},
	{"09:00-09:30", "2023-05-06 07:00:00–2023-05-06 07:30:00"},
	{"2023-01-04 14:05-14:20", "2023-01-04 13:05:00–2023-01-04 13:20:00"},
	{"2023-01-04 14:05 - 2023-01-05 09:00", "2023-01-04 13:05:00–2023-01-05 08:00:00"},
	{"2023-01-04T14:05-08:00", "2023-01-04 22:05:00"},
	{"2023-01-04 14:05:00-08:00", "2023-01-04 22:05:00"},
	{"01/04/2023 14:05", "two days"},
	{"4.1.2023", "two days"},
	{"2023-02-30 14:05", "no day of the calendar"},
	{"25:00", "no time of a day"},
	{"soon", "is no time"},
	{"2023-01-04 14:05 CST", "is no time"},
	{"2023-01-04 14:05 - 2023-01-04 13:00", "ends before it begins"},
	{"1672837200", "is no time"},
	{"9999-01-01 10:00", "no day of the calendar"},
}

func TestTimes(t *testing.T) {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip(err)
	}
	for _, c := range times {
		w, err := parseWhen(c.cell, day{2023, 5, 6}, amsterdam)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			got = w.recorded(today).Clock("2006-01-02 15:04:05", time.UTC)
		}
		if got != c.want && (err == nil || !strings.Contains(got, c.want)) {
			t.Errorf("%q: got %s, want %s", c.cell, got, c.want)
		}
	}
}

func TestBrokenRows(t *testing.T) {
	sheet := "time,actor,kind,text\n" +
		"2023-01-04 13:00,zac,,one\n" + // line 2
		"soon,zac,,x\n" +
		"13:10,\"zac\"x,,x\n" +
		"13:15,zac,,\n" +
		"13:20,zac,,\"never closed\n" + // 6
		"13:30,zac,,two\n" +
		"13:35\n" +
		"2199-01-01 00:00,zac,,x\n" + // 9
		"13:40,zac,,three,and more\n"
	report, got := imported(t, newRecorder(), sheet, Options{})
	var texts, faults []string
	for _, line := range got {
		texts = append(texts, line[strings.Index(line, "{"):])
	}
	for _, f := range report.Faults {
		faults = append(faults, fmt.Sprintf("%d %s", f.Line, f.Reason))
	}
	if want := []string{`{"text":"one"}`, `{"text":"two"}`, `{"text":"three"}`}; !slices.Equal(texts, want) {
		t.Errorf("got %q, want %q", texts, want)
	}
	for _, want := range []string{"3 \"soon\" is no time", "4 text stands between", "5 it has no text", "6 a quotation mark is not closed", "8 it has no text", "9 2199-01-01 00:00 is in the future"} {
		if !slices.ContainsFunc(faults, func(f string) bool { return strings.HasPrefix(f, want) }) {
			t.Errorf("no fault %q in %q", want, faults)
		}
	}
	if report.Rows != 9 || report.Skipped != 6 {
		t.Errorf("report %+v", report)
	}
}

func TestSheetsThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct{ sheet, want string }{
		"empty": {" \n", "it is empty"}, "UTF-16": {"\xff\xfet\x00i\x00", "UTF-16"}, "UTF-16 without a mark": {"t\x00i\x00", "UTF-16"},
		"workbook": {"PK\x03\x04xx", "workbook"}, "no columns": {"a,b\n1,2\n", "no column is named time"}, "no text": {"time,b\n1,2\n", "no column is named text"},
		"names only": {"time,text\n", "no row of it can be used"}, "one column": {"13:00\n", "one column"}, "no date": {"time,text\n13:00,x\n", "no row of it can be used"},
		"open quote": {"\"time,text\n", "line 1: a quotation mark"},
	} {
		_, err := Import(context.Background(), newRecorder(), strings.NewReader(c.sheet), Options{Title: "x"})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one sentence with %q", name, err, c.want)
		}
	}
	if _, err := Import(context.Background(), newRecorder(), strings.NewReader("time,text\n2023-01-04 13:00,x"), Options{}); err == nil {
		t.Error("neither an incident nor a title, and no error")
	}
	if _, err := Import(context.Background(), newRecorder(), strings.NewReader("time,text\n2023-01-04 13:00,x"), Options{Into: "20230104_no"}); err == nil {
		t.Error("no such incident, and no error")
	}
}

func TestDateAndZoneOfTheOptions(t *testing.T) {
	zone := time.FixedZone("", 3600)
	_, got := imported(t, newRecorder(), "time,text\n?,first\n13:00,x", Options{Date: time.Date(2023, 1, 4, 0, 0, 0, 0, zone), Zone: zone})
	if want := []string{`? nobody entry_observed {"text":"first"}`, `2023-01-04 12:00 nobody entry_observed {"text":"x"}`}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWindows1252(t *testing.T) {
	report, got := imported(t, newRecorder(), "time,text\n2023-01-04 13:00,caf\xe9 \x96 down", Options{})
	if len(got) != 1 || !strings.Contains(got[0], "café – down") || len(report.Faults) != 1 {
		t.Errorf("got %q, %+v", got, report.Faults)
	}
}

func TestHostileCells(t *testing.T) {
	_, got := imported(t, newRecorder(), "time,actor,kind,text\n"+
		"2023-01-04 13:00,\x1b[31mzac\u202e,k\x07ind,\"mysql -u root -phunter2secret\x1b]52;c;x\x07\"\n"+
		"2023-01-04 13:00,!!!,,"+strings.Repeat("é", 30_000)+"\n", Options{})
	all := strings.Join(got, "\n")
	if strings.ContainsAny(all, "\x1b\x07\u202e") || strings.Contains(all, "hunter2") || !strings.Contains(all, "@zac") || !strings.Contains(all, "… [cut]") {
		t.Errorf("got %.500q", all)
	}
}

// Importing a sheet again adds nothing, and importing a longer one adds the rows that are new.
func TestAgainAndLonger(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		line := rapid.Custom(func(rt *rapid.T) string {
			return rapid.SampledFrom([]string{"13:00", "?", "~14:00", "13:00-13:20", "x"}).Draw(rt, "time") + "," +
				rapid.SampledFrom([]string{"zac", "Zac Hill", ""}).Draw(rt, "actor") + "," + rapid.SampledFrom([]string{"a", "b", ""}).Draw(rt, "text")
		})
		lines := append([]string{"time,actor,text", "2023-01-04 12:00,zac,began"}, rapid.SliceOf(line).Draw(rt, "lines")...)
		shorter := lines[:rapid.IntRange(2, len(lines)).Draw(rt, "shorter")]
		rec := newRecorder()
		imported(t, rec, strings.Join(shorter, "\n"), Options{})
		longer, got := imported(t, rec, strings.Join(lines, "\n"), Options{})
		again, _ := imported(t, rec, strings.Join(lines, "\n"), Options{})
		_, want := imported(t, newRecorder(), strings.Join(lines, "\n"), Options{})
		if slices.Sort(got); again.Added != 0 || longer.New {
			rt.Fatalf("the same sheet again added %d, the longer one is new: %v", again.Added, longer.New)
		}
		if slices.Sort(want); !slices.Equal(got, want) {
			rt.Fatalf("in two steps\n%q\nat once\n%q", got, want)
		}
	})
}

func TestIntoAnIncidentThatIsThere(t *testing.T) {
	rec := newRecorder()
	first, _ := imported(t, rec, "time,text\n2023-01-04 13:00,x", Options{})
	second, got := imported(t, rec, "time,text\n2023-01-04 13:01,y", Options{Into: first.Ref})
	if second.Ref != first.Ref || second.New || len(got) != 2 || second.Title != "Imports" {
		t.Errorf("%+v, %q", second, got)
	}
	if other, _ := imported(t, rec, "time,text\n2023-01-05 13:01,y", Options{}); other.Ref != incident.Ref("20230105_imports") {
		t.Errorf("another day of the same title went into %s", other.Ref)
	}
}

func FuzzImport(f *testing.F) {
	for _, seed := range []string{
		"time,actor,kind,text\n2023-01-04 13:37,zac,deploy,\"a,\nb\"\n~13:52,,,x\n", "when;what\n14:05–14:20;\"x\n", "\"\"\"\n", "sep=;\ntime;text\n", "2023-01-04,x\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sheet string) {
		rec := newRecorder()
		report, err := Import(context.Background(), rec, strings.NewReader(sheet), Options{Title: "x", Date: today.AddDate(-1, 0, 0)})
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("not one sentence: %v", err)
			}
			return
		}
		if report.Refused > 0 && !strings.Contains(fmt.Sprint(report.Faults), "the record did not take it") {
			t.Fatalf("refused without a word: %+v", report)
		}
		for e, err := range rec.Log().Read(context.Background(), report.Ref, 1) {
			if err != nil || strings.ContainsAny(string(e.Data), "\x1b\u202e\u200b") {
				t.Fatalf("%s %q: %v", e.Kind, e.Data, err)
			}
		}
		again, err := Import(context.Background(), rec, strings.NewReader(sheet), Options{Title: "x", Date: today.AddDate(-1, 0, 0)})
		if err != nil || again.Added != 0 {
			t.Fatalf("again: %+v, %v", again, err)
		}
	})
}
