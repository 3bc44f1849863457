package mirror

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
)

// record is what the log says of the channel, whoever wrote it there.
type record struct {
	channel *message.Channel
	prefix  string // of the keys of its messages
	next    uint64 // the sequence number of the next event to read
	newest  message.Stamp
	posts   map[string]*post
	// telling are the messages that have commands or answer some, in the order of their ts.
	telling []*post
	// folded is what follows from them. stale is the first of them that changed since it was folded, and moved the first
	// that changed since the record was last brought to what follows; zero for none.
	folded       consequences
	stale, moved message.Stamp
	// derived are the events that follow from messages, with their times; keys are those of theirs that have one.
	derived map[uint64]incident.When
	keys    map[string]bool
	ran     map[uint64]string // the keys of those that say that a command was run
	last    incident.Event    // the newest derived event
	noted
	dropped
	// commands are the numbers of the channel's commands, in the order of the ts of their messages.
	commands []numbered
}

// numbered is a command of a message.
type numbered struct {
	at message.Stamp
	no int
}

// post is what is known of one message.
type post struct {
	at     message.Stamp
	seq    uint64 // of its entry, once it is posted
	thread message.Stamp
	by     incident.Person
	bot    bool
	posted bool
	// broadcast: an answer that was shown in the channel too. gone: it was deleted.
	broadcast, gone bool
	// telling: it is among those that have commands or answer some.
	telling bool
	// lost: the first wording is not known.
	lost     bool
	wordings []message.Wording // oldest first, the first one too where it is known
	presses  map[string][]press
	// lists are how many events of an emoji came from lists, and unnamed how many presses they have beyond those they name.
	lists, unnamed map[string]int
	// told is the message as the wordings and presses make it, nil when it has to be made anew; answered is since when its
	// commands can be answered.
	told     *message.Message
	answered time.Time
}

// press is one person's press of an emoji, or that it was taken back.
type press struct {
	by   incident.Person
	when incident.When
	off  bool
}

func newRecord(channel *message.Channel, notes *message.Scribe, window int) *record {
	return &record{
		channel: channel, prefix: "slack:" + channel.ID + ":", next: 1,
		posts: map[string]*post{}, derived: map[uint64]incident.When{}, keys: map[string]bool{}, ran: map[uint64]string{},
		dropped: dropped{window: window, threads: map[message.Stamp]message.Stamp{}, missing: map[message.Stamp]bool{}},
		noted:   noted{scribe: notes, made: map[message.Stamp][]made{}, stars: map[uint64]bool{}, renewed: map[message.Stamp]bool{}},
	}
}

// fold takes the next event of the log.
func (r *record) fold(e incident.Event) error {
	r.next = e.Seq + 1
	switch e.Kind {
	case "channel_changed":
		r.advance(r.stamp(e.Key))
	case "message_posted", "message_edited", "message_deleted", "message_reacted":
		return r.say(&e)
	case "command_proposed", "command_run", "command_confirmed", "command_objected":
		return r.follower(&e)
	case "follow_up_added", "decision_made", "link_added", "entry_starred":
		return r.note(&e)
	}
	return nil
}

// follower keeps which events follow from messages: those with a key of the channel, and the later ones of the same
// order, which have none.
func (r *record) follower(e *incident.Event) error {
	own := strings.HasPrefix(e.Key, r.prefix)
	same := e.Key == "" && e.Seq == r.last.Seq+1 && e.Actor == r.last.Actor && e.Origin == r.last.Origin && sameTime(e.When, r.last.When)
	if own || same {
		r.derived[e.Seq], r.last = e.When, *e
		r.last.Data = nil
	}
	if !own {
		return nil
	}
	r.keys[e.Key] = true
	if e.Kind == "command_run" {
		r.ran[e.Seq] = e.Key
	}
	if e.Kind == "command_proposed" {
		return r.number(e)
	}
	return nil
}

// number notes the number of a command.
func (r *record) number(e *incident.Event) error {
	f, err := e.Fact()
	if c, ok := f.(incident.CommandProposed); ok && err == nil {
		at := r.stamp(c.Message)
		k, _ := slices.BinarySearchFunc(r.commands, at, func(n numbered, at message.Stamp) int {
			return cmp.Or(n.at.Compare(at), -1) // behind those of the same message
		})
		r.commands = slices.Insert(r.commands, k, numbered{at: at, no: c.No})
	}
	return err
}

// say takes evidence of a message. Where the message is not held, it is left for hold.
func (r *record) say(e *incident.Event) error {
	f, err := e.Fact()
	at := r.about(e, f)
	if err != nil || at.IsZero() {
		return err
	}
	r.locate(e, at, f)
	if r.absent(at) {
		r.missing[at] = true
		return nil
	}
	p := r.post(message.Key(r.channel.ID, at))
	r.evidence(e, f, p)
	r.touch(p)
	return nil
}

// about is the message that evidence is about, zero for none of the channel's.
func (r *record) about(e *incident.Event, f incident.Fact) message.Stamp {
	switch f := f.(type) {
	case incident.MessagePosted:
		return r.stamp(e.Key)
	case incident.MessageEdited:
		return r.stamp(f.Message)
	case incident.MessageDeleted:
		return r.stamp(f.Message)
	case incident.MessageReacted:
		return r.stamp(f.Message)
	}
	return message.Stamp{}
}

func (r *record) evidence(e *incident.Event, f incident.Fact, p *post) {
	switch f := f.(type) {
	case incident.MessagePosted:
		p.seq = e.Seq
		p.posted, p.lost, p.by, p.bot = true, f.Lost && !p.worded(), e.Actor, f.Bot
		p.thread, p.broadcast = r.stamp(f.Thread), f.Broadcast
		if !f.Lost {
			p.reword(message.Wording{At: p.at.Time(), Text: f.Text})
		}
	case incident.MessageEdited:
		p.reword(message.Wording{At: e.When.At, Text: f.Text, Placed: e.When.Precision != incident.Exact})
		if p.lost && p.worded() {
			p.lost, p.by = false, e.Actor
		}
	case incident.MessageDeleted:
		p.gone = true
	case incident.MessageReacted:
		for _, by := range f.By {
			p.press(f.Emoji, press{by: by, when: e.When, off: f.Off})
		}
		if e.When.Precision == incident.Unknown {
			p.list(f.Emoji, max(0, f.Count-len(f.By)))
		}
	}
}

// advance notes the ts of a message that the log has.
func (r *record) advance(at message.Stamp) {
	if r.newest.Before(at) {
		r.newest = at
	}
}

// touch notes that a message changed, and whether that can change what follows.
func (r *record) touch(p *post) {
	p.told = nil
	before := p.telling
	p.telling = p.posted && r.message(p).Telling()
	r.renew(p)
	if !before && !p.telling {
		return
	}
	if before != p.telling {
		k, _ := slices.BinarySearchFunc(r.telling, p.at, comparePost)
		if p.telling {
			r.telling = slices.Insert(r.telling, k, p)
		} else {
			r.telling = slices.Delete(r.telling, k, k+1)
		}
	}
	r.stale, r.moved = earlier(r.stale, p.at), earlier(r.moved, p.at)
}

// earlier is the first of two moments, of which zero is none.
func earlier(a, b message.Stamp) message.Stamp {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// post gives the message with a key of the channel.
func (r *record) post(key string) *post {
	if p := r.posts[key]; p != nil {
		return p
	}
	p := &post{at: r.stamp(key)}
	r.posts[key] = p
	return p
}

// stamp is the ts in the key of a message, zero where it is none of the channel's.
func (r *record) stamp(key string) message.Stamp {
	ts, ok := strings.CutPrefix(key, r.prefix)
	if !ok {
		return message.Stamp{}
	}
	at, _ := message.ParseStamp(ts)
	return at
}

// worded tells whether the first wording is known.
func (p *post) worded() bool {
	return len(p.wordings) > 0 && !p.wordings[0].Placed && p.wordings[0].At.Equal(p.at.Time())
}

// newest is the wording that stands there now.
func (p *post) newest() string {
	if len(p.wordings) == 0 {
		return ""
	}
	return p.wordings[len(p.wordings)-1].Text
}

func (p *post) reword(w message.Wording) {
	p.wordings = append(p.wordings, w)
	slices.SortStableFunc(p.wordings, func(a, b message.Wording) int {
		return cmp.Or(a.At.Compare(b.At), flag(a.Placed)-flag(b.Placed))
	})
}

// sameTime tells whether two times are one, and as well known.
func sameTime(a, b incident.When) bool { return a.At.Equal(b.At) && a.Precision == b.Precision }

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *post) press(emoji string, n press) {
	presses := append(p.presses[emoji], n)
	slices.SortStableFunc(presses, func(a, b press) int { return a.when.At.Compare(b.when.At) })
	if p.presses == nil {
		p.presses = map[string][]press{}
	}
	p.presses[emoji] = presses
}

// list counts an event that came from a list, and the presses that it does not name.
func (p *post) list(emoji string, unnamed int) {
	if p.lists == nil {
		p.lists, p.unnamed = map[string]int{}, map[string]int{}
	}
	p.lists[emoji]++
	p.unnamed[emoji] += unnamed
}

// message is what the message says now.
func (r *record) message(p *post) *message.Message {
	if p.told != nil {
		return p.told
	}
	m := &message.Message{At: p.at, Channel: r.channel, Thread: p.thread, By: message.Person{Handle: p.by}, Bot: p.bot}
	p.answered = m.Reword(p.wordings, p.lost || !p.posted)
	if len(m.Commands) > 0 {
		m.Reactions = p.reactions()
	}
	p.told = m
	return m
}

// reactions are the emoji that are still pressed, by their names.
func (p *post) reactions() []message.Reaction {
	var all []message.Reaction
	for emoji := range p.presses {
		r := message.Reaction{Emoji: emoji}
		for by, at := range p.pressing(emoji) {
			r.By, r.At = append(r.By, by), append(r.At, at)
		}
		if r.Count = len(r.By); r.Count > 0 {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b message.Reaction) int { return strings.Compare(a.Emoji, b.Emoji) })
	return all
}
