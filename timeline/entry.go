package timeline

import "baton/incident"

// Entry is one line of the timeline: an event together with what later events say about it.
type Entry struct {
	// Event is as it was written, whatever was corrected since.
	Event incident.Event
	// When, Actor and Text are the latest. Original is the text as it was written, where it is another one.
	When     incident.When
	Actor    incident.Person
	Text     string
	Original string
	// Amendment is what people of the incident said about the entry.
	Amendment incident.Amendment
	// Edited and Deleted are what its author did to it in the chat.
	Edited, Deleted bool
	// Reactions are the emoji on it, one item each, with those who press it still.
	Reactions []incident.MessageReacted
}

// Seq is the entry's number, by which people and links refer to it.
func (e Entry) Seq() uint64 { return e.Event.Seq }

// newEntry puts an entry together from its event, the state that has the names and amendments, and the edits and
// reactions that were read for it.
func newEntry(e incident.Event, state *incident.Incident, l linked, amendments map[uint64]incident.Event) (Entry, error) {
	f, err := e.Fact()
	if err != nil {
		return Entry{}, err
	}
	entry := Entry{
		Event: e, When: e.When, Actor: e.Actor, Text: f.Tell(state),
		Amendment: state.Amendments[e.Seq], Deleted: l.deleted,
	}
	if err := entry.reword(f, state, amendments[l.first], amendments[l.edit]); err != nil {
		return entry, err
	}
	var presses []incident.MessageReacted
	for _, seq := range l.reactions {
		f, err := amendments[seq].Fact()
		if err != nil {
			return entry, err
		}
		if reacted, ok := f.(incident.MessageReacted); ok {
			presses = append(presses, reacted)
		}
	}
	entry.Reactions = pressed(presses)
	entry.corrected()
	return entry, nil
}

// reword shows the newest wording of a message, with the files that it still has. The event of a message whose first
// wording was lost gets it from the one that came later for the moment of its posting, and then who said it too.
func (e *Entry) reword(f incident.Fact, state *incident.Incident, first, newest incident.Event) error {
	posted, isMessage := f.(incident.MessagePosted)
	if !isMessage {
		return nil
	}
	found, err := wording(first)
	if err != nil {
		return err
	}
	late := posted.Lost && found != nil
	if late {
		posted.Text, posted.Lost = found.Text, false
		e.Actor, e.Text = first.Actor, posted.Tell(state)
	}
	changed, err := wording(newest)
	if err != nil || changed == nil || late && newest.Seq == first.Seq {
		return err
	}
	posted.Text, posted.Lost = changed.Text, false
	e.Edited, e.Original, e.Text = true, e.Text, posted.Tell(state)
	return nil
}

// wording reads an edit; nil where there is none.
func wording(e incident.Event) (*incident.MessageEdited, error) {
	if e.Seq == 0 {
		return nil, nil
	}
	f, err := e.Fact()
	if changed, ok := f.(incident.MessageEdited); ok && err == nil {
		return &changed, nil
	}
	return nil, err
}

// corrected puts in what people of the incident corrected.
func (e *Entry) corrected() {
	a := e.Amendment
	if a.When != nil {
		e.When = *a.When
	}
	if a.Actor != nil {
		e.Actor = *a.Actor
	}
	if a.Text != nil {
		if e.Original == "" {
			e.Original = e.Text
		}
		e.Text = *a.Text
	}
}
