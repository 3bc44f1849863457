package mirror

import (
	"context"
	"slices"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// Memory does not grow with the chat. Held are the newest messages, and those that have commands or answer some; the
// others are dropped, and read from the log again when something points at them. What is kept of every message is far less
// than its bytes: where the messages of a stretch of the log are in time, and where the edits, deletions and reactions are.

// window is how many messages are held at the least that bear on no command.
const window = 4096

// trace says where an edit, a deletion or a reaction is, and of which message. Messages are found by their key.
type trace struct {
	at  message.Stamp
	seq uint64
}

// stretch is how many events of the log have their messages' times kept together.
const stretch = 512

// span is the time of messages, empty where from is zero.
type span struct{ from, to message.Stamp }

// dropped is what is kept of messages that are not held.
type dropped struct {
	window int // how many are held at the least
	// upto is the newest that was dropped: what is not held and not newer may be in the log.
	upto    message.Stamp
	traces  []trace
	spans   []span
	threads map[message.Stamp]message.Stamp // the newest answer, by root
	// missing are dropped messages that something was read about, until they are held.
	missing map[message.Stamp]bool
}

// locate keeps where an event about a message is.
func (r *record) locate(e *incident.Event, at message.Stamp, f incident.Fact) {
	posted, ok := f.(incident.MessagePosted)
	if !ok {
		r.traces = append(r.traces, trace{at: at, seq: e.Seq})
		return
	}
	r.advance(at)
	k := int(e.Seq / stretch)
	for len(r.spans) <= k {
		r.spans = append(r.spans, span{})
	}
	s := &r.spans[k]
	s.from = earlier(s.from, at)
	if s.to.Before(at) {
		s.to = at
	}
	if root := r.stamp(posted.Thread); !root.IsZero() && r.threads[root].Before(at) {
		r.threads[root] = at
	}
}

// absent tells whether a message is not held, and may be in the log.
func (r *record) absent(at message.Stamp) bool {
	return !at.IsZero() && !r.upto.Before(at) && r.posts[message.Key(r.channel.ID, at)] == nil
}

// shrink drops old messages that nothing is to be done for, once they are many.
func (r *record) shrink() {
	if len(r.posts)-len(r.telling) <= 2*r.window {
		return
	}
	var idle []*post
	for _, p := range r.posts {
		if !p.telling && !r.renewed[p.at] {
			idle = append(idle, p)
		}
	}
	slices.SortFunc(idle, func(a, b *post) int { return a.at.Compare(b.at) })
	for _, p := range idle[:max(0, len(idle)-r.window)] {
		delete(r.posts, message.Key(r.channel.ID, p.at))
		if r.upto.Before(p.at) {
			r.upto = p.at
		}
	}
	for _, p := range r.telling[:max(0, len(r.telling)-r.window)] {
		p.told = nil
	}
	r.forgetThreads()
}

// forgetThreads drops threads that no plan for what comes next looks into. It goes by the newest dropped message: after a
// long gap the first message of today leaves those of before the gap.
func (r *record) forgetThreads() {
	old := message.StampOf(r.upto.Time().Add(-2 * Reach))
	for root, latest := range r.threads {
		if latest.Before(old) {
			delete(r.threads, root)
		}
	}
}

// hold reads messages that are not held from the log, with all that was said of them. One that the log does not have is
// held too, as one that was not posted.
func (r *record) hold(ctx context.Context, log timeline.Log, ref incident.Ref, wanted map[message.Stamp]bool) error {
	keys := make([]string, 0, len(wanted))
	held := make([]*post, 0, len(wanted))
	for at := range wanted {
		if r.absent(at) {
			keys = append(keys, message.Key(r.channel.ID, at))
			held = append(held, r.post(keys[len(keys)-1]))
		}
	}
	if len(keys) == 0 {
		return nil
	}
	seqs, err := log.Find(ctx, ref, keys...)
	if err != nil {
		r.letGo(keys)
		return err
	}
	for _, t := range r.traces {
		if wanted[t.at] {
			seqs = append(seqs, t.seq)
		}
	}
	slices.Sort(seqs)
	seqs = slices.DeleteFunc(slices.Compact(seqs), func(seq uint64) bool { return seq == 0 || seq >= r.next })
	for len(seqs) > 0 && err == nil {
		seqs, err = r.again(ctx, log, ref, seqs)
	}
	if err != nil {
		r.letGo(keys)
		return err
	}
	for _, p := range held {
		r.touch(p)
	}
	return nil
}

// letGo drops messages that were not read wholly.
func (r *record) letGo(keys []string) {
	for _, key := range keys {
		delete(r.posts, key)
	}
}

// near is how many events of the log are passed over rather than looked up: a look-up costs as much.
const near = 128

// again reads events that were read before, from the first one on as long as the next is near, and gives those that are
// left.
func (r *record) again(ctx context.Context, log timeline.Log, ref incident.Ref, seqs []uint64) (left []uint64, err error) {
	for e, err := range log.Read(ctx, ref, seqs[0]) {
		if err != nil {
			return seqs, err
		}
		if e.Seq < seqs[0] {
			continue
		}
		f, err := e.Fact()
		if err != nil {
			return seqs, err
		}
		r.evidence(&e, f, r.post(message.Key(r.channel.ID, r.about(&e, f))))
		if seqs = seqs[1:]; len(seqs) == 0 || seqs[0]-e.Seq > near {
			return seqs, nil
		}
	}
	return nil, nil // the log ends here
}

// hold holds the messages that events or pages are about.
func (m *Mirror) hold(ctx context.Context, about ...message.Stamp) error {
	wanted := map[message.Stamp]bool{}
	for _, at := range about {
		if m.record.absent(at) {
			wanted[at] = true
		}
	}
	return m.record.hold(ctx, m.rec.Log(), m.ref, wanted)
}

// about are the messages that an event names.
func (e *Event) about() []message.Stamp {
	ats := []message.Stamp{e.target}
	for _, raw := range []*message.Raw{&e.raw, e.raw.Changed, e.raw.Previous} {
		if raw != nil {
			at, _ := message.ParseStamp(raw.TS)
			ats = append(ats, at)
		}
	}
	return ats
}

// holdPage holds the messages that a page has, and those that it should have.
func (m *Mirror) holdPage(ctx context.Context, q Request, p *Page, fetched time.Time) error {
	var about []message.Stamp
	for k := range p.messages {
		at, _ := message.ParseStamp(p.messages[k].TS)
		about = append(about, at)
	}
	if err := m.hold(ctx, about...); err != nil {
		return err
	}
	from, to := p.covers(q, fetched)
	return m.holdListed(ctx, q, from, to)
}

// holdListed holds the dropped messages of a span that a page would list.
func (m *Mirror) holdListed(ctx context.Context, q Request, from, to time.Time) error {
	wanted := map[message.Stamp]bool{}
	inside := span{from: message.StampOf(from), to: message.StampOf(to)}
	for k, s := range m.record.spans {
		if s.from.IsZero() || m.record.upto.Before(s.from) || inside.to.Before(s.from) || s.to.Before(inside.from) {
			continue
		}
		if err := m.search(ctx, q, uint64(k)*stretch, inside, wanted); err != nil {
			return err
		}
	}
	return m.record.hold(ctx, m.rec.Log(), m.ref, wanted)
}

// search finds the dropped messages of a stretch of the log that a page would list.
func (m *Mirror) search(ctx context.Context, q Request, first uint64, inside span, wanted map[message.Stamp]bool) error {
	for e, err := range m.rec.Log().Read(ctx, m.ref, max(first, 1)) {
		if err != nil || e.Seq >= min(first+stretch, m.record.next) {
			return err
		}
		at := m.record.stamp(e.Key)
		if e.Kind != "message_posted" || at.Before(inside.from) || inside.to.Before(at) || !m.record.absent(at) {
			continue
		}
		f, err := e.Fact()
		if err != nil {
			return err
		}
		if posted, ok := f.(incident.MessagePosted); ok && q.lists(m.record.stamp(posted.Thread), posted.Broadcast) {
			wanted[at] = true
		}
	}
	return nil
}

// lists tells whether the pages of a request have a message: the channel's those at the top level and broadcasts, a
// thread's its answers.
func (q Request) lists(thread message.Stamp, broadcast bool) bool {
	return thread == q.Thread || q.Thread.IsZero() && broadcast
}
