package mirror

import (
	"maps"
	"slices"
	"strings"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// noted is what the record has of follow-ups, decisions, links and stars. They follow from one message each, so that only
// those of messages that changed are compared.
type noted struct {
	scribe *message.Scribe
	made   map[message.Stamp][]made // by message
	// stars tells of an entry that was starred or unstarred whether it was by the channel that it last was.
	stars map[uint64]bool
	// renewed are the messages that changed since the record was last brought to what follows.
	renewed map[message.Stamp]bool
}

// made is an entry that follows from a message.
type made struct {
	seq   uint64
	by    incident.Person
	when  incident.When
	order incident.Order // what it is the fact of
}

// note keeps what the record has.
func (r *record) note(e *incident.Event) error {
	own := strings.HasPrefix(e.Key, r.prefix)
	if !own && e.Kind != "entry_starred" {
		return nil
	}
	f, err := e.Fact()
	if err != nil {
		return err
	}
	m := made{seq: e.Seq, by: e.Actor, when: e.When}
	switch f := f.(type) {
	case incident.FollowUpAdded:
		m.order = incident.AddFollowUp{Owner: f.Owner, Text: f.Text}
	case incident.DecisionMade:
		m.order = incident.MakeDecision{Text: f.Text, Owner: f.Owner}
	case incident.LinkAdded:
		m.order = incident.AddLink(f)
	case incident.EntryStarred:
		r.stars[f.Entry] = own
	}
	if own {
		r.keys[e.Key] = true
	}
	if at := r.messageOf(e.Key); m.order != nil && !at.IsZero() {
		r.made[at] = append(r.made[at], m)
	}
	return nil
}

// messageOf is the ts of the message in the key of something that follows from it.
func (r *record) messageOf(key string) message.Stamp {
	ts, _, _ := strings.Cut(strings.TrimPrefix(key, r.prefix), ":")
	return r.stamp(r.prefix + ts)
}

// renew notes that a message changed, where something can follow from it or does already.
func (r *record) renew(p *post) {
	orders, _, starred := r.notes(p)
	_, touched := r.stars[p.seq]
	if starred || touched || len(orders)+len(r.made[p.at]) > 0 {
		r.renewed[p.at] = true
	}
}

// notes are what follows from a message alone, and whether it is starred.
func (r *record) notes(p *post) (orders []timeline.Instruction, star incident.Given, starred bool) {
	if !p.posted || p.gone {
		return nil, star, false
	}
	m := *r.message(p)
	m.Reactions = p.reactions()
	star, starred = r.scribe.Starred(&m)
	return r.scribe.Noted(&m, p.wordings, p.lost), star, starred
}

// notes brings the entries of the messages that changed to what follows from them.
func (d *difference) notes() {
	for _, at := range slices.SortedFunc(maps.Keys(d.record.renewed), message.Stamp.Compare) {
		p := d.record.posts[message.Key(d.record.channel.ID, at)]
		orders, star, starred := d.record.notes(p)
		d.note(orders, slices.Clone(d.record.made[at]))
		d.star(p, star, starred)
	}
}

// note goes through the entries that should be there and those that are, of one message.
func (d *difference) note(want []timeline.Instruction, have []made) {
	for _, w := range want {
		k := d.made(have, w)
		if k < 0 {
			d.put(w)
			continue
		}
		if retracted, byPeople := d.takenBack(have[k].seq); retracted && !byPeople {
			d.restore(have[k].seq)
		}
		have = slices.Delete(have, k, k+1)
	}
	for _, left := range have {
		if retracted, _ := d.takenBack(left.seq); !retracted {
			d.strike(left.seq)
		}
	}
}

// made looks for a wanted entry in the record: one that stands, one that people took back, or else one that the mirror
// took back.
func (d *difference) made(have []made, w timeline.Instruction) int {
	found, best := -1, 0
	for k, m := range have {
		if m.order != w.Order || m.by != w.Given.By || !sameTime(m.when, w.Given.When) {
			continue
		}
		rank := 3
		if retracted, byPeople := d.takenBack(m.seq); byPeople {
			rank = 2
		} else if retracted {
			rank = 1
		}
		if rank > best {
			found, best = k, rank
		}
	}
	return found
}

// star stars a message's entry, or takes the channel's star away. Where people did either elsewhere, that stays.
func (d *difference) star(p *post, g incident.Given, wanted bool) {
	entry := p.seq
	starred := entry != 0 && d.state.Amendments[entry].Starred
	own, before := d.record.stars[entry]
	switch {
	case wanted && !starred && (own || !before):
		d.put(timeline.Instruction{Order: incident.Star{Entry: entry}, Given: g})
	case !wanted && starred && own:
		d.back = append(d.back, timeline.Instruction{Order: incident.Star{Entry: entry, Off: true}, Given: incident.Given{
			Origin: origin, Key: d.free(message.Key(d.record.channel.ID, p.at) + ":unstar"),
		}})
	}
}
