package logtest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
)

// Open gives a new, empty Log. The suite closes it.
type Open func(t testing.TB) timeline.Log

// Reopen closes l, checks what it kept, and opens the same again. It is nil for a Log that does not outlive Close.
type Reopen func(t testing.TB, l timeline.Log) timeline.Log

// contract is every test but the random programs.
var contract = []struct {
	name string
	run  func(*testing.T, *fixture)
}{
	{"first event makes the log", testFirst},
	{"chain of hashes", testChain},
	{"conflict", testConflict},
	{"keys across appends", testKeysAcross},
	{"keys within one append", testKeysWithin},
	{"keys belong to one incident", testKeysApart},
	{"no events", testNoEvents},
	{"read from", testReadFrom},
	{"read stops where it began", testReadBound},
	{"read is left early", testReadBreak},
	{"events may be kept", testKept},
	{"follow from the past into the live", testFollow},
	{"several followers", testFollowers},
	{"follow a log that is not there yet", testFollowAhead},
	{"cancel", testCancel},
	{"find", testFind},
	{"list", testList},
	{"snapshots", testSnapshots},
	{"many writers", testWriters},
	{"one log, many writers", testRace},
	{"large events", testLarge},
	{"many events", testMany},
	{"hostile events", testHostile},
	{"hostile keys", testHostileKeys},
	{"hostile refs", testHostileRefs},
	{"too large", testTooLarge},
	{"close", testClose},
	{"close while busy", testCloseBusy},
}

// Run runs the whole contract. After every test the log is opened again and must hold the same.
func Run(t *testing.T, open Open, reopen Reopen) {
	for _, test := range contract {
		t.Run(test.name, func(t *testing.T) {
			f := &fixture{T: t, Log: open(t)}
			test.run(t, f)
			f.survives(reopen)
		})
	}
	t.Run("random programs", func(t *testing.T) { testPrograms(t, open, reopen) })
}

// fixture is a log under test with what the tests ask of it again and again.
type fixture struct {
	*testing.T
	timeline.Log
	shut bool // the test closed it
}

const (
	refA incident.Ref = "20260101_alpha"
	refB incident.Ref = "20260102_beta"
)

// patience bounds waits that a broken Log would make endless.
const patience = 30 * time.Second

// Event is an event for tests: the n-th message, without a key.
func Event(n int) incident.Event {
	at := time.Date(2026, 1, 1, 9, 0, n, 0, time.UTC)
	return incident.Event{
		Kind: "note_added", Version: 1, When: incident.At(at), Recorded: at, Actor: "ada", Origin: "console",
		Data: fmt.Appendf(nil, `{"text":"entry %d"}`, n),
	}
}

// Keyed is Event with a key.
func Keyed(n int, key string) incident.Event {
	e := Event(n)
	e.Key = key
	return e
}

func (f *fixture) append(ref incident.Ref, expected uint64, events ...incident.Event) timeline.Appended {
	f.Helper()
	a, err := f.Append(context.Background(), ref, expected, events...)
	if err != nil {
		f.Fatal(err)
	}
	return a
}

func (f *fixture) read(ref incident.Ref, from uint64) []incident.Event {
	f.Helper()
	events, err := collect(f.Log, ref, from)
	if err != nil {
		f.Fatal(err)
	}
	return events
}

func collect(l timeline.Log, ref incident.Ref, from uint64) (events []incident.Event, err error) {
	for e, err := range l.Read(context.Background(), ref, from) {
		if err != nil {
			return events, err
		}
		events = append(events, e)
	}
	return events, nil
}

// content is everything that a log holds, as stored bytes by ref.
func content(t testing.TB, l timeline.Log) map[incident.Ref][]string {
	t.Helper()
	heads, err := l.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	all := map[incident.Ref][]string{}
	for _, h := range heads {
		events, err := collect(l, h.Ref, 1)
		if err != nil {
			t.Fatal(err)
		}
		all[h.Ref] = checkChain(t, h, events)
	}
	return all
}

// checkChain holds a log to its chain of hashes and its head, and gives the stored bytes.
func checkChain(t testing.TB, h timeline.Head, events []incident.Event) (stored []string) {
	t.Helper()
	var prev incident.Hash
	for n, e := range events {
		if e.Seq != uint64(n)+1 || e.Prev != prev {
			t.Fatalf("%s: event %d has seq %d and prev %s, want %s", h.Ref, n+1, e.Seq, e.Prev, prev)
		}
		b, err := e.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		stored, prev = append(stored, string(b)), incident.HashOf(b)
	}
	if h.Seq < uint64(len(events)) || (h.Seq == uint64(len(events)) && h.Hash != prev) {
		t.Fatalf("head %+v, last of %d events has hash %s", h, len(events), prev)
	}
	return stored
}

// survives closes and opens the log and compares.
func (f *fixture) survives(reopen Reopen) {
	f.Helper()
	if f.shut {
		return
	}
	before := content(f.T, f.Log)
	if reopen != nil {
		f.Log = reopen(f.T, f.Log)
		after := content(f.T, f.Log)
		if len(before) != len(after) {
			f.Fatalf("%d logs before, %d after opening again", len(before), len(after))
		}
		for ref, stored := range before {
			if !slices.Equal(stored, after[ref]) {
				f.Fatalf("%s is not what it was after opening again", ref)
			}
		}
	}
	if err := f.Close(); err != nil {
		f.Fatal(err)
	}
}
