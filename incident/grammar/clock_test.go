package grammar

import (
	"strings"
	"testing"
	"time"

	"baton/incident"
)

func utc(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05", s)
	if err != nil {
		panic(err)
	}
	return t
}

// In Paris clocks go from 02:00 to 03:00 on 2023-03-26, and from 03:00 back to 02:00 on 2023-10-29, at 01:00 UTC both.
func TestTimes(t *testing.T) {
	const start, none = "2023-01-04 12:05:00", ""
	for _, tt := range []struct {
		name, now, started, typed string
		from, until               string // UTC
		precision                 incident.Precision
	}{
		{"bare", "2023-01-04 13:40:00", start, "14:32", "2023-01-04 13:32:00", none, incident.Exact},
		{"with seconds", "2023-01-04 13:40:00", start, "14:32:05", "2023-01-04 13:32:05", none, incident.Exact},
		{"in the afternoon", "2023-01-04 13:40:00", start, "2:32pm", "2023-01-04 13:32:00", none, incident.Exact},
		{"after midnight", "2023-01-04 12:40:00", start, "12:10am", "2023-01-03 23:10:00", none, incident.Exact},
		{"of yesterday, just after midnight", "2023-01-04 23:10:00", start, "23:50", "2023-01-04 22:50:00", none, incident.Exact},
		{"a slow clock", "2023-01-04 13:31:00", start, "14:32", "2023-01-04 13:32:00", none, incident.Exact},
		{"a slow clock at midnight", "2023-01-04 22:59:00", start, "00:00", "2023-01-04 23:00:00", none, incident.Exact},
		{"no declaration known", "2023-01-04 13:30:00", none, "14:35", "2023-01-03 13:35:00", none, incident.Exact},
		{"before the declaration", "2023-01-04 12:10:00", start, "12:40", "2023-01-04 11:40:00", none, incident.Exact},
		{"with a comma", "2023-01-04 13:40:00", start, "14:32,", "2023-01-04 13:32:00", none, incident.Exact},
		{"with a colon", "2023-01-04 13:40:00", start, "14:32:", "2023-01-04 13:32:00", none, incident.Exact},
		{"about", "2023-01-04 13:40:00", start, "~14:05", "2023-01-04 13:05:00", none, incident.Approximate},
		{"not known", "2023-01-04 13:40:00", start, "?14:05", "2023-01-04 13:05:00", none, incident.Unknown},
		{"a range", "2023-01-04 13:40:00", start, "14:05-14:20", "2023-01-04 13:05:00", "2023-01-04 13:20:00", incident.Exact},
		{"a range with a dash", "2023-01-04 13:40:00", start, "~14:05–14:20", "2023-01-04 13:05:00", "2023-01-04 13:20:00", incident.Approximate},
		{"a range over midnight", "2023-01-04 23:30:00", start, "23:50-00:10", "2023-01-04 22:50:00", "2023-01-04 23:10:00", incident.Exact},
		{"a range in a zone", "2023-01-04 13:40:00", start, "13:05-13:20 UTC", "2023-01-04 13:05:00", "2023-01-04 13:20:00", incident.Exact},
		{"a dated range", "2023-02-04 13:40:00", start, "2023-01-04 23:50-00:10", "2023-01-04 22:50:00", "2023-01-04 23:10:00", incident.Exact},
		{"a range of dates", "2023-02-04 13:40:00", start, "2023-01-04T23:50Z..2023-01-06T00:10Z", "2023-01-04 23:50:00", "2023-01-06 00:10:00", incident.Exact},
		{"UTC", "2023-01-04 13:40:00", start, "13:32 UTC", "2023-01-04 13:32:00", none, incident.Exact},
		{"Z", "2023-01-04 13:40:00", start, "13:32Z", "2023-01-04 13:32:00", none, incident.Exact},
		{"a zone by name", "2023-01-04 13:40:00", start, "08:32 America/New_York", "2023-01-04 13:32:00", none, incident.Exact},
		{"an offset", "2023-01-04 13:40:00", start, "15:32+02:00", "2023-01-04 13:32:00", none, incident.Exact},
		{"an offset apart", "2023-01-04 13:40:00", start, "08:32 -05:00", "2023-01-04 13:32:00", none, incident.Exact},
		{"an offset without a colon", "2023-01-04 13:40:00", start, "08:32 -0500", "2023-01-04 13:32:00", none, incident.Exact},
		{"dated", "2023-02-04 13:40:00", start, "2023-01-04 14:32", "2023-01-04 13:32:00", none, incident.Exact},
		{"about a date", "2023-02-04 13:40:00", start, "~2023-01-04 14:32", "2023-01-04 13:32:00", none, incident.Approximate},
		{"dated in one word", "2023-02-04 13:40:00", start, "2023-01-04T14:32:05-05:00", "2023-01-04 19:32:05", none, incident.Exact},
		{"minutes back", "2023-01-04 13:40:20", start, "-5m", "2023-01-04 13:35:20", none, incident.Exact},
		{"minutes back, from a phone", "2023-01-04 13:40:20", start, "−5m", "2023-01-04 13:35:20", none, incident.Exact},
		{"about minutes back", "2023-01-04 13:40:20", start, "~-5m", "2023-01-04 13:35:20", none, incident.Approximate},
		{"minutes ago", "2023-01-04 13:40:20", start, "5 min ago", "2023-01-04 13:35:20", none, incident.Exact},
		{"hours and minutes ago", "2023-01-04 13:40:20", start, "1h 5m ago", "2023-01-04 12:35:20", none, incident.Exact},
		{"came twice, first time", "2023-10-29 00:40:00", none, "02:35", "2023-10-29 00:35:00", none, incident.Exact},
		{"came twice, second time", "2023-10-29 01:40:00", none, "02:35", "2023-10-29 01:35:00", none, incident.Exact},
		{"came twice, both passed", "2023-10-29 05:00:00", none, "02:35", "2023-10-29 01:35:00", none, incident.Exact},
		{"came twice, with its offset", "2023-10-30 05:00:00", none, "2023-10-29 02:35+02:00", "2023-10-29 00:35:00", none, incident.Exact},
		{"the day before the gap", "2023-03-26 00:30:00", none, "02:30", "2023-03-25 01:30:00", none, incident.Exact},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Reader{Now: utc(tt.now), Zone: paris(t)}
			if tt.started != none {
				r.Started = utc(tt.started)
			}
			p, err := r.Parse("note " + tt.typed + " it broke")
			want := incident.When{At: utc(tt.from), Precision: tt.precision}
			if tt.until != none {
				want.Until = utc(tt.until)
			}
			if err != nil || p.When != want || p.Order != (incident.Note{Text: "it broke"}) {
				t.Errorf("%q is %v to %v, %#v, %v", tt.typed, p.When.At, p.When.Until, p.Order, err)
			}
		})
	}
}

func TestTimesThatAreWrong(t *testing.T) {
	for _, tt := range []struct{ now, started, typed, problem string }{
		{"2023-01-04 13:40:00", "", "25:10", `"25:10" is not a time of day`},
		{"2023-01-04 13:40:00", "", "14:75", `"14:75" is not a time of day`},
		{"2023-01-04 13:40:00", "", "14:30pm", `"14:30pm" is not a time of day`},
		{"2023-01-04 13:40:00", "", "2023-02-30 14:00", "2023-02-30 is not a day of the calendar"},
		{"2023-01-04 13:40:00", "", "0023-01-04 14:00", "the year 0023 cannot be meant"},
		{"2023-01-04 13:40:00", "", "14:32 Europe/Pariss", `"Europe/Pariss" is not a time zone, which is such as Europe/Paris, UTC or +01:00`},
		{"2023-01-04 13:40:00", "", "-8d", `"-8d" is more than 7 days back; write the date`},
		{"2023-01-04 13:40:00", "", "-999999999999999999999999999h", `"-999999999999999999999999999h" is more than 7 days back; write the date`},
		{"2023-01-04 13:40:00", "", "2023-01-04T14:20Z..2023-01-04T14:05Z", `"2023-01-04T14:20Z..2023-01-04T14:05Z" ends before it begins`},
		{
			"2023-01-04 13:30:00", "2023-01-04 12:05:00", "14:35",
			`"14:35" has not come yet, it is 14:30; if the day before is meant, write its date, such as 2023-01-03 14:35`,
		},
		{
			"2023-10-30 05:00:00", "", "2023-10-29 02:35",
			"clocks showed 02:35 twice that day; write 2023-10-29T02:35+02:00 or 2023-10-29T02:35+01:00",
		},
		{
			"2023-03-26 05:00:00", "", "02:30",
			"clocks in Europe/Paris skipped 02:30 on 2023-03-26; write another time, or its offset such as 02:30Z",
		},
		{
			"2023-03-27 05:00:00", "", "2023-03-26 02:30",
			"clocks in Europe/Paris skipped 02:30 on 2023-03-26; write another time, or its offset such as 02:30Z",
		},
	} {
		r := Reader{Now: utc(tt.now), Zone: paris(t)}
		if tt.started != "" {
			r.Started = utc(tt.started)
		}
		_, err := r.Parse("note " + tt.typed + " it broke")
		fault, ok := err.(*ParseError)
		if !ok || fault.Problem != tt.problem {
			t.Errorf("%q: %v", tt.typed, err)
		}
	}
}

// What only looks a little like a time is text.
func TestTextThatIsNoTime(t *testing.T) {
	for _, text := range []string{
		"14.32 it broke", "1:5 it broke", "10:20:30:40", "::1 is down", "2023-01-04 was bad", "-v is the flag", "5m of data", "at the start", "2:1 odds",
		"14:32-x", "14:05-", "~ 14:05", "-- 5m", "12:34foo",
	} {
		p, err := typist.Parse("note " + text)
		if err != nil || p.Order != (incident.Note{Text: text}) || !p.When.IsZero() {
			t.Errorf("%q: %#v, %v", text, p, err)
		}
	}
	p, err := typist.Parse("note 14:32 Import/Export broke")
	if err != nil || p.Order != (incident.Note{Text: "Import/Export broke"}) {
		t.Errorf("%#v, %v", p, err)
	}
}

func TestParseTime(t *testing.T) {
	started := utc("2023-01-04 12:05:00")
	for _, tt := range []struct{ now, typed, want string }{
		{"2023-01-04 13:40:00", "14:32", "2023-01-04 13:32:00"},
		{"2023-01-05 09:00:00", "09:30", "2023-01-05 08:30:00"},
		{"2023-06-05 09:00:00", "14:32", "2023-01-04 13:32:00"}, // of the incident's day
		{"2023-06-05 09:00:00", "02:00", "2023-01-04 01:00:00"},
		{"2023-06-05 09:00:00", "00:30", "2023-01-04 23:30:00"},
		{"2023-06-05 09:00:00", "2023-01-05 14:32", "2023-01-05 13:32:00"},
		{"2023-06-05 09:00:30", "now", "2023-06-05 09:00:30"},
	} {
		got, err := Reader{Now: utc(tt.now), Zone: paris(t), Started: started}.ParseTime(tt.typed)
		if err != nil || !got.Equal(utc(tt.want)) {
			t.Errorf("%s at %s: %v, %v", tt.typed, tt.now, got, err)
		}
	}
	for typed, want := range map[string]string{
		"":            `the time is missing; for example: 14:32, -5m or 2023-01-04 14:32`,
		"soon":        `"soon" is not a time, which is such as 14:32, -5m or 2023-01-04 14:32; for example: 14:32, -5m or 2023-01-04 14:32`,
		"~14:32":      `"~14:32" has to be one exact time here`,
		"14:05-14:20": `has to be one exact time here`,
		"14:32 sharp": `"sharp" is more than a time takes`,
	} {
		if _, err := (Reader{Now: now}).ParseTime(typed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestZonesCanBeGiven(t *testing.T) {
	asked := ""
	r := Reader{Now: now, Zones: func(name string) (*time.Location, error) {
		asked = name
		return time.FixedZone(name, 3600), nil
	}}
	p, err := r.Parse("note 14:32 Europe/Nowhere x")
	if err != nil || asked != "Europe/Nowhere" || !p.When.At.Equal(utc("2023-01-04 13:32:00")) {
		t.Errorf("%#v, %v, asked for %q", p, err, asked)
	}
}
