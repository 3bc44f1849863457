package incident

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"time"
)

// Kind names what an event says, such as "action_assigned". Kinds are never renamed and never reused.
type Kind string

// Origin says through which door an event came in: "console", "cli", "slack", "archive", "csv", "demo", "plain".
type Origin string

// Event is one line of an incident's log: who, what, when, and when it was written down. It is never changed once it
// is appended; whatever amends it is another event that points at it.
//
// Evolution: fields are only added, never given another meaning; the bytes of old events are frozen by a test.
type Event struct {
	// Seq is the event's place in its incident's log, from 1 without a gap. Zero before it is appended.
	Seq uint64
	// Kind and Version say how Data is to be read. A program that does not know the pair keeps the event and shows it.
	Kind    Kind
	Version uint8
	// When is when it happened. The zero value is not stored: whoever has no time says so with Precision.
	When When
	// Recorded is when it was written, by the clock of the writing process.
	Recorded time.Time
	// Known is when a person in the incident could first have known it. Zero means when it was recorded, which is
	// true of everything but imports.
	Known time.Time
	// Actor is who did it; EnteredBy is who typed it in, where that is somebody else.
	Actor     Person
	EnteredBy Person
	Origin    Origin
	// Key makes intake idempotent: it is empty, or unique in its incident. Messages of Slack have
	// "slack:CHANNEL:TS".
	Key string
	// Data is the fact as compact JSON.
	Data []byte
	// Prev is the hash of the event before, zeroes for the first.
	Prev Hash
}

// KnownAt is the moment from which a view "as it was known" may show the event.
func (e Event) KnownAt() time.Time {
	if e.Known.IsZero() {
		return e.Recorded
	}
	return e.Known
}

// NewEvent wraps a fact for the log. Seq, Recorded and Prev are given by the Recorder and the Log.
func NewEvent(f Fact, g Given) (Event, error) {
	data, err := encodeFact(f)
	if err != nil {
		return Event{}, fmt.Errorf("encode %s: %w", f.Kind(), err)
	}
	return Event{
		Kind: f.Kind(), Version: versionOf(f.Kind()), When: g.when(), Recorded: utc(g.Now), Known: utc(g.Known),
		Actor: g.By, EnteredBy: g.typist(), Origin: g.Origin, Key: g.Key, Data: data,
	}, nil
}

// typist is who typed, where that is somebody else than who acted.
func (g Given) typist() Person {
	if g.EnteredBy == g.By {
		return Nobody
	}
	return g.EnteredBy
}

// encodeFact gives compact JSON with HTML characters as they are, so that the stored bytes read as they were typed and
// an exported line holds the very bytes that were hashed.
func encodeFact(f Fact) ([]byte, error) {
	w := factWriters.Get().(*factWriter)
	defer factWriters.Put(w)
	w.b.Reset()
	if err := w.json.Encode(f); err != nil {
		return nil, err
	}
	return bytes.Clone(bytes.TrimSuffix(w.b.Bytes(), []byte("\n"))), nil
}

// factWriter is kept from fact to fact, because an import has millions of them.
type factWriter struct {
	b    bytes.Buffer
	json *json.Encoder
}

var factWriters = sync.Pool{New: func() any {
	w := &factWriter{}
	w.json = json.NewEncoder(&w.b)
	w.json.SetEscapeHTML(false)
	return w
}}
