package timeline

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"baton/incident"
)

// links are what a channel did to its messages, by the message's key. They are safe for concurrent use, because a
// screen loads entries while the index goes on.
type links struct {
	mu        sync.RWMutex
	edits     map[string][]link
	deleted   map[string]link
	reactions map[string][]link
}

// link is one event about a message: when it was made in the channel, and when it became known here.
type link struct {
	seq       uint64
	at, known int64
	placed    bool // at is only its place in the timeline, not its time
}

func newLinks() *links {
	return &links{edits: map[string][]link{}, deleted: map[string]link{}, reactions: map[string][]link{}}
}

func (l *links) add(e incident.Event, f incident.Fact) {
	l.mu.Lock()
	defer l.mu.Unlock()
	made := link{seq: e.Seq, at: nanos(e.When.At), known: nanos(e.KnownAt()), placed: e.When.Precision != incident.Exact}
	switch f := f.(type) {
	case incident.MessageEdited:
		l.edits[f.Message] = append(l.edits[f.Message], made)
	case incident.MessageDeleted:
		if first, ok := l.deleted[f.Message]; !ok || made.known < first.known {
			l.deleted[f.Message] = made
		}
	case incident.MessageReacted:
		l.reactions[f.Message] = append(l.reactions[f.Message], made)
	}
}

// linked is what belongs to one message. edit is its newest wording: the last by when it was written in the channel,
// which is not always the last to arrive. first is the wording at the moment of its posting, where that came as an edit.
type linked struct {
	edit      uint64
	first     uint64
	deleted   bool
	reactions []uint64
}

// of gives what belongs to a message that was posted at a time, and was known at the horizon; zero is now. Reactions are in
// the order of their times.
func (l *links) of(key string, posted, horizon time.Time) linked {
	if key == "" {
		return linked{}
	}
	l.mu.RLock()
	defer l.mu.RUnlock()
	var made linked
	newest := link{}
	for _, edit := range l.edits[key] {
		if edit.knownBy(horizon) && (newest.seq == 0 || edit.at >= newest.at) {
			newest = edit
		}
		if edit.knownBy(horizon) && edit.at == nanos(posted) && !edit.placed {
			made.first = edit.seq
		}
	}
	made.edit = newest.seq
	if d, ok := l.deleted[key]; ok {
		made.deleted = d.knownBy(horizon)
	}
	reactions := l.reactions[key]
	if earlier := func(a, b link) int { return cmp.Compare(a.at, b.at) }; !slices.IsSortedFunc(reactions, earlier) {
		reactions = slices.Clone(reactions)
		slices.SortStableFunc(reactions, earlier)
	}
	for _, reaction := range reactions {
		if reaction.knownBy(horizon) {
			made.reactions = append(made.reactions, reaction.seq)
		}
	}
	return made
}

func (l link) knownBy(horizon time.Time) bool { return horizon.IsZero() || l.known <= nanos(horizon) }
