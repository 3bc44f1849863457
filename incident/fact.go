package incident

import (
	"encoding/json"
	"fmt"
)

// Fact is what an event says happened: the decoded form of its Data.
type Fact interface {
	// Kind is the fact's name in the log.
	Kind() Kind
	// Tell says the fact in one line of plain words, without the actor and the time. The incident supplies the words
	// for what the fact only refers to by number, and may be a later or an empty one.
	Tell(i *Incident) string
	// apply changes i, which is a private copy, by the fact.
	apply(i *Incident, e *Event) error
}

// factSpec is how the fold and the views deal with one kind of fact.
type factSpec struct {
	kind   Kind
	decode func([]byte) (Fact, error)
	// inert facts change nothing in the state but its counters, so that a fold need not decode them.
	inert bool
	// chat facts are what people said rather than what the incident did; all of them are inert.
	chat bool
	// amends: the fact is about another entry and is not an entry itself.
	amends bool
	// firm facts cannot be retracted, because later ones were decided on what they say.
	firm firmness
	// version is the newest that this program reads.
	version uint8
}

// firmness says what rests on a fact, and what to type to change that instead of retracting the fact.
type firmness struct{ what, instead string }

func firm(what, instead string) func(*factSpec) {
	return func(s *factSpec) { s.firm = firmness{what, instead} }
}

func spec[F Fact](mark ...func(*factSpec)) factSpec {
	var zero F
	s := factSpec{kind: zero.Kind(), version: 1, decode: func(data []byte) (Fact, error) {
		var f F
		err := json.Unmarshal(data, &f)
		return f, err
	}}
	for _, m := range mark {
		m(&s)
	}
	return s
}

func inert(s *factSpec)  { s.inert = true }
func chat(s *factSpec)   { s.inert, s.chat = true, true }
func amends(s *factSpec) { s.amends = true }

func versionOf(k Kind) uint8 {
	if s, ok := facts()[k]; ok {
		return s.version
	}
	return 1
}

// Fact decodes what the event says. A kind or version that this program does not know gives Unrecognised, never an
// error; an error means that the data is not what the kind promises.
func (e Event) Fact() (Fact, error) {
	s, ok := facts()[e.Kind]
	if !ok || e.Version > s.version {
		return Unrecognised{Name: e.Kind, Version: e.Version, Data: json.RawMessage(e.Data)}, nil
	}
	f, err := s.decode(e.Data)
	if err != nil {
		return nil, fmt.Errorf("event %d, %s: %w", e.Seq, e.Kind, err)
	}
	return f, nil
}

// IsChat tells whether the event is what people said rather than what the incident did.
func (e Event) IsChat() bool { return facts()[e.Kind].chat }

// IsAmendment tells whether the event only changes how another entry is seen, and so is no entry of the timeline.
func (e Event) IsAmendment() bool { return facts()[e.Kind].amends }

// Unrecognised is a fact of a newer program: kept, counted, shown, and otherwise left alone.
type Unrecognised struct {
	Name    Kind
	Version uint8
	Data    json.RawMessage
}

// Kind is the name that the newer program gave it.
func (u Unrecognised) Kind() Kind { return u.Name }

// Tell shows the raw data, so that a person can still read it.
func (u Unrecognised) Tell(*Incident) string {
	return fmt.Sprintf("? %s/%d (from a newer baton): %s", u.Name, u.Version, u.Data)
}

func (u Unrecognised) apply(*Incident, *Event) error { return nil }
