package timeline_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// The lines are an interface that people's scripts read: a change here breaks them.
func TestTheLogViewIsStable(t *testing.T) {
	log := logtest.NewMemory()
	when := incident.When{At: noon.Add(4 * time.Minute), Until: noon.Add(5 * time.Minute), Precision: incident.Approximate}
	text, who := "moved <here> & there", incident.Person("lena")
	entered := at(incident.Note{Text: "for a colleague"}, "omar", 2)
	entered.Given.EnteredBy = "mia"
	imported := said(post("hi\n@all"), "slack:C1:1", 1, 3)
	imported.Given.Origin, imported.Given.Known = "slack", noon.Add(time.Minute)
	record(t, log, declared(), imported, entered,
		at(incident.Correct{Entry: 3, When: &when, Text: &text, Actor: &who, Reason: "clock"}, "mia", 6),
		at(incident.Star{Entry: 2}, "mia", 6), at(incident.Tag{Entry: 2, Tag: "cause"}, "mia", 6),
		said(edited("slack:C1:1", "hi"), "", 2, 6), at(incident.Note{Text: "wrong"}, "mia", 7),
		at(incident.Retract{Entry: 8, Reason: "another incident"}, "mia", 8))
	var b bytes.Buffer
	if err := timeline.WriteLog(context.Background(), &b, read(t, log, time.Time{})); err != nil {
		t.Fatal(err)
	}
	want := `{"seq":1,"at":"2023-01-04T12:00:00Z","recorded":"2023-01-04T12:00:00Z","kind":"incident_declared","actor":"mia","text":"declared: List import problems (engineering)","origin":"console"}
{"seq":2,"at":"2023-01-04T12:01:00Z","recorded":"2023-01-04T12:03:00Z","known":"2023-01-04T12:01:00Z","kind":"message_posted","actor":"zac","text":"hi","original":"hi\n@all","origin":"slack","key":"slack:C1:1","starred":true,"tags":["cause"],"edited":true}
{"seq":3,"at":"2023-01-04T12:04:00Z","until":"2023-01-04T12:05:00Z","precision":"approximate","original_at":"2023-01-04T12:02:00Z","recorded":"2023-01-04T12:02:00Z","kind":"note_taken","actor":"lena","original_actor":"omar","entered_by":"mia","text":"moved <here> & there","original":"for a colleague","origin":"console","corrected":true,"reason":"clock"}
{"seq":8,"at":"2023-01-04T12:07:00Z","recorded":"2023-01-04T12:07:00Z","kind":"note_taken","actor":"mia","text":"wrong","origin":"console","retracted":true,"reason":"another incident"}
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
