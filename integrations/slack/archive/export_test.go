package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// export is the files of a made export, by path.
type export map[string]string

// today is the clock of every recorder in these tests.
var today = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// small is an export with two people and one channel, to add messages to.
func small() export {
	return export{
		"users.json": `[{"id":"U1","name":"alice","profile":{"display_name":"Alice A."}},{"id":"U2","name":"bob","real_name":"Bob Example"},
			{"id":"U3","name":"carol"}]`,
		"channels.json": `[{"id":"C1","name":"inc-1-imports","creator":"U1","topic":{"value":"SEV2"},"purpose":{"value":"list imports are slow"}}]`,
	}
}

// with is the export with messages of 2023-01-04 in the channel.
func with(messages ...string) export {
	e := small()
	e["inc-1-imports/2023-01-04.json"] = "[" + strings.Join(messages, ",\n") + "]"
	return e
}

// msg is a message so many seconds after 2023-01-04 13:00 UTC, with more fields.
func msg(second int, user, text string, more ...string) string {
	fields := append([]string{
		`"type":"message"`, fmt.Sprintf(`"ts":%q`, ts(second)), fmt.Sprintf(`"user":%q`, user), fmt.Sprintf(`"text":%q`, text),
	}, more...)
	return "{" + strings.Join(fields, ",") + "}"
}

const began = 1672837200 // 2023-01-04 13:00 UTC

func ts(second int) string { return fmt.Sprintf("%d.000100", began+second) }

func key(second int) string { return "slack:C1:" + ts(second) }

// folder writes the export into a folder.
func (e export) folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range e {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// zip writes the export into a ZIP.
func (e export) zip(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "export.zip")
	if err := os.WriteFile(path, e.zipped(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (e export) zipped(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(e)) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(e[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newRecorder() *timeline.Recorder {
	return timeline.NewRecorder(logtest.NewMemory(), func() time.Time { return today })
}

// everything chooses all channels of an archive, as one incident.
func everything(a *Archive) Options {
	var o Options
	for _, c := range a.Channels() {
		o.Channels = append(o.Channels, c.ID)
	}
	return o
}

// imported imports a path as one incident and gives its report and its events.
func imported(t testing.TB, rec *timeline.Recorder, path string) (Report, []incident.Event) {
	t.Helper()
	a, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	report, err := a.Import(context.Background(), rec, everything(a))
	if err != nil {
		t.Fatal(err)
	}
	return report, eventsOf(t, rec, report)
}

func eventsOf(t testing.TB, rec *timeline.Recorder, report Report) []incident.Event {
	t.Helper()
	var events []incident.Event
	for _, i := range report.Incidents {
		for e, err := range rec.Log().Read(context.Background(), i.Ref, 1) {
			if err != nil {
				t.Fatal(err)
			}
			events = append(events, e)
		}
	}
	return events
}

// told is one line an event: its key, when it was known if not when it happened, who, and its data.
func told(t testing.TB, events []incident.Event) []string {
	t.Helper()
	lines := make([]string, 0, len(events))
	for _, e := range events {
		line := fmt.Sprintf("%s %s %s", strings.TrimPrefix(e.Key, "slack:C1:"), e.When.Clock("15:04:05", time.UTC), e.Kind)
		if !e.Known.Equal(e.When.At) {
			line += " known " + e.Known.Format("15:04:05")
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s", line, e.Actor, e.Data))
	}
	return lines
}

// fact finds the event with a key and decodes it.
func fact[F incident.Fact](t testing.TB, events []incident.Event, key string) F {
	t.Helper()
	for _, e := range events {
		if e.Key == key {
			f, err := e.Fact()
			if err != nil {
				t.Fatal(err)
			}
			if f, ok := f.(F); ok {
				return f
			}
			t.Fatalf("%s is a %s", key, e.Kind)
		}
	}
	t.Fatalf("no event has the key %s", key)
	panic("unreachable")
}
