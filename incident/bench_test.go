package incident

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"
)

// benchChat is a message as a busy channel has them: 95 bytes of text.
const benchChat = "I see the resolver answer in 4 s on box 17, same on 18; graph https://grafana.example/d/dns-lag"

// benchLog encodes n events: one in share is not a message but one of the other kinds.
func benchLog(b *testing.B, n, share int) [][]byte {
	b.Helper()
	c := declared(b)
	other := []Order{
		Note{"the queue has stopped growing"},
		Assign{Owner: "nick", Task: "check DNS"},
		FinishAction{Outcome: "done"},
		Propose{Text: "ss -s", Author: "nick"},
		SetSeverity{To: 1},
		SetSeverity{To: 2},
	}
	stored := make([][]byte, 0, n)
	for k := 0; k < n; k++ {
		var o Order = Post{MessagePosted{Text: benchChat}}
		if k%share == share-1 {
			o = other[k/share%len(other)]
		}
		g := Given{By: "zac", Now: noon.Add(time.Duration(k) * time.Second), Origin: "slack", Key: fmt.Sprintf("slack:C024BE7LH:%d.000100", k)}
		given, err := Decide(c.i, o, g)
		if err != nil {
			b.Fatal(err)
		}
		e, err := NewEvent(given[0], g)
		if err != nil {
			b.Fatal(err)
		}
		e.Seq = c.i.Seq + 1
		if c.i, err = Apply(c.i, e); err != nil {
			b.Fatal(err)
		}
		one, err := e.AppendBinary(nil)
		if err != nil {
			b.Fatal(err)
		}
		stored = append(stored, one)
	}
	return stored
}

func decoded(b *testing.B, stored [][]byte) []Event {
	b.Helper()
	events := make([]Event, len(stored))
	for k, one := range stored {
		var err error
		if events[k], err = DecodeEvent(one); err != nil {
			b.Fatal(err)
		}
	}
	return events
}

// applyAll reports the cost of one event among n.
func applyAll(b *testing.B, events []Event) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		i := Incident{Seq: 1, Ref: "x", Declared: Moment{At: noon, Seq: 1}}
		var err error
		for _, e := range events {
			if i, err = Apply(i, e); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(events)), "ns/event")
}

func BenchmarkApplyChat(b *testing.B) {
	applyAll(b, decoded(b, benchLog(b, 10_000, 1<<30)))
}

// BenchmarkApplyMixed has no chat at all: notes, actions, commands, severities.
func BenchmarkApplyMixed(b *testing.B) {
	applyAll(b, decoded(b, benchLog(b, 6_000, 1)))
}

// BenchmarkApplyCommands is an import of 50,000 captured commands.
func BenchmarkApplyCommands(b *testing.B) {
	data, err := encodeFact(CommandProposed{Text: "ss -s", Author: "zac", Message: "slack:C1:1"})
	if err != nil {
		b.Fatal(err)
	}
	var events []Event
	for k := range 50_000 {
		events = append(events, Event{
			Seq: uint64(k + 2), Kind: "command_proposed", Version: 1, When: At(noon),
			Data: fmt.Appendf(nil, `{"no":%d,%s`, k+1, data[len(`{"no":0,`):]),
		})
	}
	applyAll(b, events)
}

// BenchmarkFoldStars is the log of a script that starred 10,000 entries.
func BenchmarkFoldStars(b *testing.B) {
	var events []Event
	for k := range 10_000 {
		events = append(events, Event{Seq: uint64(k + 2), Kind: "entry_starred", Version: 1, When: At(noon), Data: fmt.Appendf(nil, `{"entry":%d}`, k+1)})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Fold(Incident{Seq: 1}, eventsOf(events)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(events)), "ns/event")
}

func BenchmarkDecodeEvent(b *testing.B) {
	stored := benchLog(b, 1, 1<<30)[0]
	b.SetBytes(int64(len(stored)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeEvent(stored); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendBinary(b *testing.B) {
	e := decoded(b, benchLog(b, 1, 1<<30))[0]
	var room []byte
	b.ReportAllocs()
	for b.Loop() {
		var err error
		if room, err = e.AppendBinary(room[:0]); err != nil {
			b.Fatal(err)
		}
	}
}

// jsonEvent is an event as a log of JSON lines would hold it: the whole envelope, and the fact inside.
type jsonEvent struct {
	Seq       uint64          `json:"seq"`
	Kind      string          `json:"kind"`
	Version   uint8           `json:"version"`
	At        time.Time       `json:"at"`
	Until     time.Time       `json:"until,omitzero"`
	Precision uint8           `json:"precision"`
	Recorded  time.Time       `json:"recorded"`
	Known     time.Time       `json:"known,omitzero"`
	Actor     string          `json:"actor"`
	EnteredBy string          `json:"entered_by,omitzero"`
	Origin    string          `json:"origin"`
	Key       string          `json:"key"`
	Data      json.RawMessage `json:"data"`
	Prev      string          `json:"prev"`
}

func asJSONLine(e Event) ([]byte, error) {
	return json.Marshal(jsonEvent{
		Seq: e.Seq, Kind: string(e.Kind), Version: e.Version, At: e.When.At, Until: e.When.Until, Precision: uint8(e.When.Precision),
		Recorded: e.Recorded, Known: e.Known, Actor: string(e.Actor), EnteredBy: string(e.EnteredBy), Origin: string(e.Origin),
		Key: e.Key, Data: e.Data, Prev: e.Prev.String(),
	})
}

// BenchmarkFoldVersusJSON folds a log of a million events from its stored bytes, 97 in 100 of them chat, and holds that
// against decoding the same log whole from JSON, which is what the envelope saves. The million are the same 100,000 over
// again, and the JSON is of one turn, so that measuring takes neither a gigabyte nor a minute.
func BenchmarkFoldVersusJSON(b *testing.B) {
	const turns = 10
	stored := benchLog(b, 100_000, 33)
	lines := make([][]byte, len(stored))
	for k, e := range decoded(b, stored) {
		var err error
		if lines[k], err = asJSONLine(e); err != nil {
			b.Fatal(err)
		}
	}
	start := Incident{Seq: 1, Ref: "x", Declared: Moment{At: noon, Seq: 1}}
	var fold, parse time.Duration
	for b.Loop() {
		began := time.Now()
		for range turns {
			if _, err := Fold(start, storedEvents(stored)); err != nil {
				b.Fatal(err)
			}
		}
		fold += time.Since(began)
		began = time.Now()
		for _, line := range lines {
			var e jsonEvent
			if err := json.Unmarshal(line, &e); err != nil {
				b.Fatal(err)
			}
		}
		parse += time.Since(began)
	}
	events := float64(b.N) * float64(len(stored))
	folding, parsing := float64(fold.Nanoseconds())/events/turns, float64(parse.Nanoseconds())/events
	b.ReportMetric(folding, "fold-ns/event")
	b.ReportMetric(parsing, "json-ns/event")
	b.ReportMetric(parsing/folding, "times")
}

func storedEvents(stored [][]byte) func(func(Event, error) bool) {
	return func(yield func(Event, error) bool) {
		for _, one := range stored {
			if !yield(DecodeEvent(one)) {
				return
			}
		}
	}
}
