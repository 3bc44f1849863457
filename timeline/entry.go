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
	Reactions       []incident.MessageReacted
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
	if l.edit != 0 {
		if err := entry.edited(f, amendments[l.edit], state); err != nil {
			return entry, err
		}
	}
	for _, seq := range l.reactions {
		f, err := amendments[seq].Fact()
		if err != nil {
			return entry, err
		}
		if reacted, ok := f.(incident.MessageReacted); ok {
			entry.Reactions = append(entry.Reactions, reacted)
		}
	}
	entry.corrected()
	return entry, nil
}

// edited shows the newest wording, with the files that the message still has.
func (e *Entry) edited(first incident.Fact, edit incident.Event, state *incident.Incident) error {
	newest, err := edit.Fact()
	if err != nil {
		return err
	}
	posted, isMessage := first.(incident.MessagePosted)
	changed, isEdit := newest.(incident.MessageEdited)
	if isMessage && isEdit {
		posted.Text, posted.Lost = changed.Text, false
		e.Edited, e.Original, e.Text = true, e.Text, posted.Tell(state)
	}
	return nil
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
