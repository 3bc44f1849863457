package bundle_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/bundle"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
)

var ctx = context.Background()

const ref = ordertest.Ref

var start = time.Date(2023, 1, 4, 13, 5, 0, 0, time.UTC)

// put appends events as they are, without the recorder's checks.
func put(t testing.TB, log timeline.Log, ref incident.Ref, events ...incident.Event) {
	t.Helper()
	n := uint64(0)
	for e, err := range log.Read(ctx, ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		n = e.Seq
	}
	if _, err := log.Append(ctx, ref, n, events...); err != nil {
		t.Fatal(err)
	}
}

func event(t testing.TB, f incident.Fact, key string) incident.Event {
	t.Helper()
	e, err := incident.NewEvent(f, incident.Given{By: "mia", Now: start, Origin: "console", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func notes(t testing.TB, texts ...string) []incident.Event {
	t.Helper()
	events := []incident.Event{event(t, incident.IncidentDeclared{Ref: ref, Title: "List import problems"}, "")}
	for _, text := range texts {
		events = append(events, event(t, incident.NoteTaken{Text: text}, "key "+text))
	}
	return events
}

func written(t testing.TB, log timeline.Log, ref incident.Ref) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := bundle.Write(ctx, &b, log, ref); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func logOf(t testing.TB, events ...incident.Event) *logtest.Memory {
	t.Helper()
	log := logtest.NewMemory()
	put(t, log, ref, events...)
	return log
}

func head(t testing.TB, log timeline.Log, ref incident.Ref) timeline.Head {
	t.Helper()
	heads, err := log.List(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range heads {
		if h.Ref == ref {
			return h
		}
	}
	return timeline.Head{}
}

// stream hides that a reader can be read twice.
type stream struct{ io.Reader }

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log := logtest.NewMemory()
		if _, _, err := timeline.NewRecorder(log, time.Now).Intake(ctx, ref, ordertest.Walk(t, 40)); err != nil {
			t.Fatal(err)
		}
		var file bytes.Buffer
		if err := bundle.Write(ctx, &file, log, ref); err != nil {
			t.Fatal(err)
		}
		var in io.Reader = bytes.NewReader(file.Bytes())
		if rapid.Bool().Draw(t, "stream") {
			in = stream{in}
		}
		copied := logtest.NewMemory()
		report, err := bundle.Read(ctx, in, copied, bundle.Options{})
		if err != nil {
			t.Fatalf("%v\n%s", err, file.Bytes())
		}
		var again bytes.Buffer
		if err := bundle.Write(ctx, &again, copied, ref); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(file.Bytes(), again.Bytes()) || report.Added != report.Events {
			t.Fatalf("%+v\n%s\n%s", report, file.Bytes(), again.Bytes())
		}
	})
}

// Whatever bytes an event has, they come back.
func TestAnyEventComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		str := rapid.OneOf(rapid.String(), rapid.SampledFrom(ordertest.Words), rapid.Just("\xff\x00\x1b[2J"))
		moment := rapid.Custom(func(t *rapid.T) time.Time {
			return time.Unix(rapid.Int64Range(-8e9, 7e9).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
		})
		data := rapid.OneOf(rapid.SliceOf(rapid.Byte()), rapid.SampledFrom([][]byte{
			[]byte(`{"a" : 1}`), []byte(`{"a":1.0e+2}`), []byte("{\"a\":\"\u2028\"}"), []byte(` {"a":1}`), nil, []byte("null"), []byte(`"\u00e9\/"`),
			[]byte("{\"a\":\"\xff\"}"), []byte("{\n}"),
		}))
		e := incident.Event{
			Kind: "newer_" + incident.Kind(str.Draw(t, "kind")), Version: rapid.Byte().Draw(t, "version"),
			When:     incident.When{At: moment.Draw(t, "at"), Until: moment.Draw(t, "until"), Precision: incident.Precision(rapid.Byte().Draw(t, "precision"))},
			Recorded: moment.Draw(t, "recorded"), Known: moment.Draw(t, "known"),
			Actor: incident.Person(str.Draw(t, "actor")), Origin: incident.Origin(str.Draw(t, "origin")), Key: str.Draw(t, "key"), Data: data.Draw(t, "data"),
		}
		declared, err := incident.NewEvent(incident.IncidentDeclared{Ref: ref, Title: "x"}, incident.Given{By: "mia", Now: start})
		if err != nil {
			t.Fatal(err)
		}
		log := logtest.NewMemory()
		if _, err := log.Append(ctx, ref, 0, declared, e, declared); err != nil {
			t.Skip("no log takes it: ", err)
		}
		var file bytes.Buffer
		if err := bundle.Write(ctx, &file, log, ref); err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(file.Bytes(), []byte("\n")); n != 3 {
			t.Fatalf("%d lines", n)
		}
		// The second declaration does not fold; what matters here is that all lines before it are right.
		_, err = bundle.Read(ctx, bytes.NewReader(file.Bytes()), logtest.NewMemory(), bundle.Options{Trust: true, Partial: true})
		if err != nil {
			t.Fatalf("%v\n%s", err, file.Bytes())
		}
	})
}

func TestReadAddsOnlyTheRest(t *testing.T) {
	whole := logOf(t, notes(t, "a", "b", "c")...)
	file := written(t, whole, ref)
	for have := range 5 {
		log := logtest.NewMemory()
		if have > 0 {
			put(t, log, ref, notes(t, "a", "b", "c")[:have]...)
		}
		report, err := bundle.Read(ctx, bytes.NewReader(file), log, bundle.Options{})
		if err != nil || report.Already != uint64(have) || report.Added != uint64(4-have) || head(t, log, ref) != head(t, whole, ref) {
			t.Errorf("with %d events there: %+v, %v", have, report, err)
		}
	}
	put(t, whole, ref, event(t, incident.NoteTaken{Text: "d"}, ""))
	report, err := bundle.Read(ctx, bytes.NewReader(file), whole, bundle.Options{})
	if err != nil || report.Ahead != 1 || report.Added != 0 {
		t.Errorf("with more there: %+v, %v", report, err)
	}
}

func TestAnotherIncidentOfThatNameIsRefused(t *testing.T) {
	file := written(t, logOf(t, notes(t, "a", "b")...), ref)
	for _, c := range []struct {
		there []incident.Event
		parts uint64
		want  string
	}{
		{[]incident.Event{event(t, incident.IncidentDeclared{Ref: ref, Title: "Another"}, "")}, 1, "is another incident; --as REF"},
		{notes(t, "a", "x", "y"), 3, "went another way from event 3 on; --as REF"},
	} {
		log := logOf(t, c.there...)
		before := head(t, log, ref)
		_, err := bundle.Read(ctx, bytes.NewReader(file), log, bundle.Options{})
		other := (*bundle.OtherError)(nil)
		if !errors.As(err, &other) || other.Parts != c.parts || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v", err)
		}
		if head(t, log, ref) != before {
			t.Error("it was written to")
		}
		report, err := bundle.Read(ctx, bytes.NewReader(file), log, bundle.Options{As: "20230104_second"})
		if err != nil || report.Ref != "20230104_second" || report.Declared != ref || head(t, log, "20230104_second").Seq != 3 {
			t.Errorf("with --as: %+v, %v", report, err)
		}
	}
}

func TestWhatIsWrongWithAFileIsSaid(t *testing.T) {
	good := strings.SplitAfter(string(written(t, logOf(t, notes(t, "a", "b", "c")...), ref)), "\n")[:4]
	other := strings.SplitAfter(string(written(t, logOf(t, notes(t, "a", "z", "c")...), ref)), "\n")[:4]
	join := func(lines ...string) string { return strings.Join(lines, "") }
	cases := map[string]struct{ file, want string }{
		"empty":                 {"", "line 1 is missing: the file is empty"},
		"only newlines":         {"\n\n", "line 1 is missing: the file is empty"},
		"edited text":           {join(good[0], strings.Replace(good[1], `"text":"a"`, `"text":"A"`, 1), good[2], good[3]), "line 2 was changed"},
		"edited time":           {join(good[0], good[1], strings.Replace(good[2], "13:05:00Z", "13:06:00Z", 1), good[3]), "line 3 was changed"},
		"edited and rehashed":   {join(good[0], other[1], other[2], good[3]), "line 4 does not follow from the line before it"},
		"missing in the middle": {join(good[0], good[2], good[3]), "line 2 is event 3 where event 2 is due"},
		"missing at the start":  {join(good[1:]...), "line 1 is event 2 where event 1 is due"},
		"missing at the end":    {join(good[:3]...), "line 4 is missing: the file ends before its last event"},
		"turned":                {join(good[0], good[2], good[1], good[3]), "line 2 is event 3"},
		"twice":                 {join(good[0], good[1], good[1], good[2], good[3]), "line 3 is event 2 again"},
		"cut in a line":         {join(good[:3]...) + good[3][:40], "line 4 is cut off"},
		"two logs":              {join(good...) + join(good...), "line 5 begins another log"},
		"more after the end":    {join(good...) + good[1], "line 5 comes after the line that is marked as the last"},
		"empty line":            {join(good[0], "\n", good[1], good[2], good[3]), "line 2 is empty"},
		"foreign object":        {`{"hello":"world"}` + "\n", "line 1 is not a line of a baton bundle"},
		"foreign text":          {"dear diary\n", "line 1 is no whole line of a bundle"},
		"binary":                {"\x00\x01\x02\n", "line 1 is no whole line of a bundle"},
		"two objects":           {strings.TrimSuffix(good[0], "\n") + good[1], "line 1 holds more than one object"},
		"newer format":          {strings.Replace(good[0], `"format":1`, `"format":2`, 1), "line 1 has format 2, and this baton reads formats up to 1"},
		"no precision":          {strings.Replace(good[0], `"exact"`, `"vague"`, 1), "line 1 has the precision"},
		"too long":              {`{"a":"` + strings.Repeat("x", 24<<20) + `"}`, "line 1 is longer than the line of any event"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			log := logtest.NewMemory()
			_, err := bundle.Read(ctx, strings.NewReader(c.file), log, bundle.Options{})
			bad := (*bundle.LineError)(nil)
			if !errors.As(err, &bad) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %.300v", err)
			}
			if heads, _ := log.List(ctx); len(heads) != 0 {
				t.Error("something was written")
			}
		})
	}
}

func TestLineEndsOfOtherSystemsAreRead(t *testing.T) {
	file := bytes.ReplaceAll(written(t, logOf(t, notes(t, "a")...), ref), []byte("\n"), []byte("\r\n"))
	for name, data := range map[string][]byte{
		"carriage returns": file, "empty lines at the end": append(file, "\r\n\n"...), "no end of the last line": bytes.TrimRight(file, "\r\n"),
	} {
		if _, err := bundle.Read(ctx, bytes.NewReader(data), logtest.NewMemory(), bundle.Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPartialTakesWhatIsRight(t *testing.T) {
	good := strings.SplitAfter(string(written(t, logOf(t, notes(t, "a", "b", "c")...), ref)), "\n")[:4]
	for name, file := range map[string]string{
		"cut": good[0] + good[1] + good[2][:30], "ended": good[0] + good[1], "changed": good[0] + good[1] + strings.Replace(good[2], `"b"`, `"B"`, 1) + good[3],
	} {
		log := logtest.NewMemory()
		report, err := bundle.Read(ctx, stream{strings.NewReader(file)}, log, bundle.Options{Partial: true})
		if err != nil || report.Added != 2 || report.Broken == nil || !strings.HasPrefix(report.Broken.Error(), "line 3 ") || head(t, log, ref).Seq != 2 {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
	if _, err := bundle.Read(ctx, strings.NewReader("junk"), logtest.NewMemory(), bundle.Options{Partial: true}); err == nil {
		t.Error("a file without one right line was taken")
	}
}

// forge makes a bundle whose chain is right, of events that no recorder would have written.
func forge(t *testing.T, events ...incident.Event) []byte {
	t.Helper()
	return written(t, logOf(t, events...), ref)
}

func TestALogThatCannotBeUsedIsRefused(t *testing.T) {
	declared := notes(t)[0]
	raw := func(kind incident.Kind, data string) incident.Event {
		return incident.Event{Kind: kind, Version: 1, When: incident.At(start), Recorded: start, Actor: "mia", Data: []byte(data)}
	}
	for name, c := range map[string]struct {
		events []incident.Event
		want   string
	}{
		"data of another shape":  {[]incident.Event{declared, raw("note_taken", `{"text":7}`)}, `line 2 does not hold what its kind "note_taken" promises`},
		"data that is no JSON":   {[]incident.Event{declared, raw("message_posted", `{"text":`)}, `line 2 does not hold what its kind`},
		"what cannot follow":     {[]incident.Event{declared, raw("action_done", `{"no":7}`)}, "line 2 cannot follow from the lines before it"},
		"escapes for a terminal": {[]incident.Event{declared, raw("note_taken", `{"text":"\u001b[2J"}`)}, "line 2 holds control characters"},
		"text that turns around": {[]incident.Event{declared, raw("note_taken", "{\"text\":\"\u202e\"}")}, "line 2 holds control characters"},
		"no declaration":         {[]incident.Event{raw("from_the_future", `{}`)}, "the file declares no incident; --as REF"},
	} {
		t.Run(name, func(t *testing.T) {
			log := logtest.NewMemory()
			_, err := bundle.Read(ctx, bytes.NewReader(forge(t, c.events...)), log, bundle.Options{})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
			if heads, _ := log.List(ctx); len(heads) != 0 {
				t.Error("something was written")
			}
		})
	}
	file := forge(t, declared, raw("note_taken", `{"text":"\u001b[2J"}`))
	if _, err := bundle.Read(ctx, bytes.NewReader(file), logtest.NewMemory(), bundle.Options{Trust: true}); err != nil {
		t.Errorf("with trust: %v", err)
	}
}

func TestAKeyThatTwoLinesHaveIsRefused(t *testing.T) {
	a, b := notes(t)[0], event(t, incident.NoteTaken{Text: "x"}, "k")
	first := logOf(t, a, b)
	// Two logs that agree on two events give a third line with the same key and a right chain.
	b3 := b
	b3.Seq, b3.Prev = 3, head(t, first, ref).Hash
	stored, err := b3.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Replace(string(written(t, first, ref)), `,"last":true`, "", 1)
	file := lines + `{"format":1,"seq":3,"stored":"` + base64.StdEncoding.EncodeToString(stored) + `","hash":"` + incident.HashOf(stored).String() + `","last":true}`
	log := logtest.NewMemory()
	if _, err := bundle.Read(ctx, strings.NewReader(file), log, bundle.Options{}); err == nil || !strings.Contains(err.Error(), "line 3 has the key of line 2") {
		t.Errorf("got %v", err)
	}
	if heads, _ := log.List(ctx); len(heads) != 0 {
		t.Error("something was written")
	}
}

func TestEventsOfNewerProgramsPass(t *testing.T) {
	newer := incident.Event{Kind: "from_the_future", Version: 9, When: incident.At(start), Recorded: start, Data: []byte(`{"a":1e3,"b":"<&>"}`)}
	log := logOf(t, notes(t)[0], newer)
	file := written(t, log, ref)
	if !bytes.Contains(file, []byte(`"data":{"a":1e3,"b":"<&>"}`)) {
		t.Errorf("the data is not as it was: %s", file)
	}
	copied := logtest.NewMemory()
	report, err := bundle.Read(ctx, bytes.NewReader(file), copied, bundle.Options{})
	if err != nil || report.Newer != 1 || head(t, copied, ref) != head(t, log, ref) {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestWriteOfNothingFails(t *testing.T) {
	var b bytes.Buffer
	if err := bundle.Write(ctx, &b, logtest.NewMemory(), ref); err == nil || b.Len() != 0 {
		t.Errorf("got %v and %d bytes", err, b.Len())
	}
}

func TestManyBatches(t *testing.T) {
	events := notes(t)
	for k := range 5000 {
		events = append(events, event(t, incident.NoteTaken{Text: strings.Repeat("x", k%3000)}, ""))
	}
	log, copied := logOf(t, events...), logtest.NewMemory()
	report, err := bundle.Read(ctx, bytes.NewReader(written(t, log, ref)), copied, bundle.Options{})
	if err != nil || report.Added != 5001 || head(t, log, ref) != head(t, copied, ref) {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestASeekableFileIsReadFromWhereItStands(t *testing.T) {
	file := append([]byte("preamble\n"), written(t, logOf(t, notes(t, "a")...), ref)...)
	in := bytes.NewReader(file)
	if _, err := in.Seek(9, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if report, err := bundle.Read(ctx, in, logtest.NewMemory(), bundle.Options{}); err != nil || report.Added != 2 {
		t.Errorf("%+v, %v", report, err)
	}
}

func FuzzRead(f *testing.F) {
	good := written(f, logOf(f, notes(f, "a", "b")...), ref)
	f.Add(good)
	f.Add(bytes.ToUpper(good))
	f.Add(good[:len(good)-50])
	f.Add([]byte(`{"format":1,"seq":1,"stored":"AAAA","hash":"00"}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		log := logtest.NewMemory()
		report, err := bundle.Read(ctx, bytes.NewReader(file), log, bundle.Options{})
		heads, _ := log.List(ctx)
		if err != nil {
			if len(heads) != 0 {
				t.Fatalf("refused with %v and written all the same", err)
			}
			return
		}
		if len(heads) != 1 || heads[0].Seq != report.Events {
			t.Fatalf("%+v, heads %+v", report, heads)
		}
		if _, err := timeline.Fold(ctx, log, report.Ref); err != nil {
			t.Fatalf("taken in and does not fold: %v", err)
		}
	})
}
