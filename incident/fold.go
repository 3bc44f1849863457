package incident

import (
	"fmt"
	"iter"
)

// FoldVersion changes whenever Apply gives another state for the same events, or the state another encoding, so that
// folds kept by an older program are not used.
const FoldVersion = 3

// Apply folds one event into the state and leaves the state that it was given as it was. Events come in the order of the
// log; a gap is what a view makes that leaves out what was not known yet, and makes the state Partial. An event of an
// unknown kind only counts. With an error the state is the one that was given.
func Apply(i Incident, e Event) (Incident, error) {
	if facts()[e.Kind].inert && e.Seq > i.Seq {
		i.count(&e) // the state stays off the heap, which matters where most of a log is chat
		return i, nil
	}
	return applyFact(i, e)
}

func applyFact(i Incident, e Event) (Incident, error) {
	next := i
	if err := next.fold(&e); err != nil {
		return i, err
	}
	return next, nil
}

// Fold folds many events, without a copy of the state for each as Apply makes it, and leaves the state that it was given as it
// was. It stops at the first error, with the state before that event.
func Fold(i Incident, events iter.Seq2[Event, error]) (Incident, error) {
	next := i
	next.bulk = &bulk{}
	err := next.foldAll(events)
	next.bulk = nil
	return next, err
}

// bulk is what a Fold may change in place, because nobody else has it yet.
type bulk struct{ amendments bool }

func (i *Incident) foldAll(events iter.Seq2[Event, error]) error {
	for e, err := range events {
		if err != nil {
			return err
		}
		if facts()[e.Kind].inert && e.Seq > i.Seq {
			i.count(&e)
		} else if err := i.foldFact(e); err != nil {
			return err
		}
	}
	return nil
}

// foldFact has the only copy of the event that outlives its turn in the loop of Fold.
func (i *Incident) foldFact(e Event) error { return i.fold(&e) }

// fold changes the state in place, and not at all where it gives an error: an apply looks before it changes anything.
func (i *Incident) fold(e *Event) error {
	if e.Seq <= i.Seq {
		return fmt.Errorf("apply event %d after %d: out of order", e.Seq, i.Seq)
	}
	f, err := e.Fact()
	if err != nil {
		return fmt.Errorf("apply: %w", err)
	}
	was := i.Partial
	i.Partial = was || e.Seq != i.Seq+1
	if err := f.apply(i, e); err != nil {
		i.Partial = was
		return fmt.Errorf("apply event %d, %s: %w", e.Seq, e.Kind, err)
	}
	i.mark(facts()[e.Kind], e)
	i.count(e)
	return nil
}

// count is all that an event of an inert or unknown kind does: it is never decoded for it.
func (i *Incident) count(e *Event) {
	s := facts()[e.Kind]
	i.Partial = i.Partial || e.Seq != i.Seq+1
	i.Seq = e.Seq
	if s.amends {
		return
	}
	i.Entries++
	if s.chat {
		i.Chat++
	}
	if e.When.At.After(i.LastAt) {
		i.LastAt = e.When.At
	}
}
