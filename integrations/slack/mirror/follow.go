package mirror

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strconv"
	"time"

	"baton/incident"
	"baton/integrations/capture"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// outdated is why the mirror takes an entry back. What people took back for another reason stays so.
const outdated = "the channel has it otherwise by now"

// rounds bounds how often the record is brought nearer to what follows from the messages: commands, then what is said to
// them, each once more where another process wrote in between.
const rounds = 8

// follow brings the commands of the record to what follows from the messages. Where it fails, the next call goes on.
func (m *Mirror) follow(ctx context.Context) error {
	for round := 0; round < rounds && m.record.behind(); round++ {
		state, err := m.rec.State(ctx, m.ref)
		if err == nil {
			err = m.catchUp(ctx) // the record is to know at least what the state knows
		}
		if err != nil {
			return err
		}
		before := m.record.next
		began := time.Now()
		orders := m.record.differences(&state)
		m.took(Decide, 1, time.Since(began))
		if err := m.intake(ctx, orders); err != nil {
			return err
		}
		if m.record.next == before {
			break
		}
	}
	m.record.moved = message.Stamp{}
	clear(m.record.renewed)
	return nil
}

// behind tells whether something changed that others follow from.
func (r *record) behind() bool { return !r.moved.IsZero() || len(r.renewed) > 0 }

// difference gathers the orders that lead from the record to what follows from the messages.
type difference struct {
	record *record
	state  *incident.Incident
	want   *consequences
	back   []timeline.Instruction
	on     []timeline.Instruction
}

// differences are, in this order: what is taken back or stands again, and what is new, by when it happened.
func (r *record) differences(state *incident.Incident) []timeline.Instruction {
	d := &difference{record: r, state: state}
	if !r.moved.IsZero() {
		d.want = r.consequences()
		d.commands(message.StampOf(r.moved.Time().Add(-capture.Memory)))
	}
	d.notes()
	slices.SortStableFunc(d.on, func(a, b timeline.Instruction) int { return a.Given.When.At.Compare(b.Given.When.At) })
	return append(d.back, d.on...)
}

// commands goes through the commands that should be there and those that are, of messages from a moment on: what changed
// later changes nothing of those before.
func (d *difference) commands(from message.Stamp) {
	have := d.had(from)
	place := map[string]int{}
	for k := d.firstWanted(from); k < d.want.state.Commands.Len(); k++ {
		w := d.want.state.Commands.At(k)
		n := place[w.Message]
		place[w.Message]++
		if k := d.find(have[w.Message], w); k >= 0 {
			c := have[w.Message][k]
			have[w.Message] = slices.Delete(have[w.Message], k, k+1)
			d.compare(w, c, n)
			continue
		}
		d.propose(w)
	}
	for _, left := range have {
		for _, c := range left {
			d.withdraw(c)
		}
	}
}

// had are the commands of the record that follow from messages from a moment on, by message.
func (d *difference) had(from message.Stamp) map[string][]incident.Command {
	have := map[string][]incident.Command{}
	all := d.record.commands
	k, _ := slices.BinarySearchFunc(all, from, func(n numbered, at message.Stamp) int { return n.at.Compare(at) })
	for _, n := range all[k:] {
		if c, ok := d.state.Command(n.no); ok {
			have[c.Message] = append(have[c.Message], c)
		}
	}
	return have
}

// firstWanted is the place of the first wanted command of a message from a moment on. They are in the order of messages.
func (d *difference) firstWanted(from message.Stamp) int {
	all := d.want.state.Commands
	return sort.Search(all.Len(), func(k int) bool { return !d.record.stamp(all.At(k).Message).Before(from) })
}

// own tells whether an entry of the record follows from messages of the channel.
func (d *difference) own(at incident.Moment) bool {
	_, ok := d.record.derived[at.Seq]
	return ok
}

// same tells whether two moments, one of the record and one that is wanted, are one.
func (d *difference) same(have, want incident.Moment) bool {
	return sameTime(d.record.derived[have.Seq], d.want.when(want))
}

// find looks for a wanted command in the record: one that stands, or else one that was taken back.
func (d *difference) find(have []incident.Command, w incident.Command) int {
	found := -1
	for k, c := range have {
		if c.Author != w.Author || c.Text != w.Text || c.Language != w.Language || !d.same(c.Proposed, w.Proposed) {
			continue
		}
		if !c.Retracted {
			return k
		}
		if found < 0 {
			found = k
		}
	}
	return found
}

// takenBack tells who took an entry back: nobody, the mirror, or people.
func (d *difference) takenBack(seq uint64) (retracted, byPeople bool) {
	a := d.state.Amendments[seq]
	return a.Retracted, a.Retracted && a.Reason != outdated
}

// compare brings one command of the record to what it should be. place is its place in the message.
func (d *difference) compare(w, c incident.Command, place int) {
	switch retracted, byPeople := d.takenBack(c.Proposed.Seq); {
	case byPeople:
		return
	case retracted:
		d.restore(c.Proposed.Seq)
		return // what was said to it follows in the next round
	}
	d.runs(w, c)
	base := func(v incident.Voice) string {
		key := cmp.Or(d.want.key(v.Said), w.Message+":ok:"+string(v.By))
		if place > 0 && d.want.key(v.Said) == "" {
			key += ":" + strconv.Itoa(place)
		}
		return key
	}
	d.voices(w.Confirms, c.Confirms, func(v incident.Voice) { d.say(incident.Confirm{No: c.No, Text: v.Text}, v, base(v)) })
	d.voices(w.Objects, c.Objects, func(v incident.Voice) { d.say(incident.Object{No: c.No, Reason: v.Text}, v, base(v)) })
}

// withdraw takes back a command that does not follow from the messages, with all that was said to it.
func (d *difference) withdraw(c incident.Command) {
	d.retract(c.Proposed)
	d.retract(c.Run)
	for _, v := range slices.Concat(c.Confirms, c.Objects) {
		d.retract(v.Said)
	}
}

// propose shows a command that is not in the record. A report may be the end of a command that was proposed elsewhere,
// such as on the console.
func (d *difference) propose(w incident.Command) {
	base := d.want.key(w.Proposed)
	if d.settledElsewhere(base) {
		return
	}
	order := incident.Propose{Author: w.Author, Text: w.Text, Language: w.Language, Message: w.Message}
	order.AlreadyRun = !w.Run.IsZero() && sameTime(d.want.when(w.Run), d.want.when(w.Proposed)) && !d.waits(w)
	d.add(order, w.Author, w.Proposed, base)
}

// settledElsewhere tells whether the order with a key marked a command as run that is not the channel's.
func (d *difference) settledElsewhere(key string) bool {
	if !d.record.keys[key] {
		return false
	}
	for _, c := range d.state.Commands.All() {
		if !d.own(c.Proposed) && !c.Run.IsZero() && d.record.ran[c.Run.Seq] == key {
			return true
		}
	}
	return false
}

// waiting is how many commands back the record looks for the one that a report is about, and some.
const waiting = 512

// waits tells whether a command of the channel could be taken for the one that a report is about.
func (d *difference) waits(w incident.Command) bool {
	all := d.state.Commands
	for k := all.Len() - 1; k >= max(0, all.Len()-waiting); k-- {
		if c := all.At(k); d.own(c.Proposed) && c.Author == w.Author && c.Text == w.Text && c.Run.IsZero() && !c.Retracted {
			return true
		}
	}
	return false
}

// runs brings in line whether and when a command was run. What was said of it elsewhere stays.
func (d *difference) runs(w, c incident.Command) {
	wanted, has := !w.Run.IsZero(), c.Run.Seq != 0 && d.own(c.Run)
	if !c.Run.IsZero() && !has {
		return
	}
	if wanted && has && d.same(c.Run, w.Run) && c.RunBy == w.RunBy {
		d.stand(c.Run)
		return
	}
	if has {
		d.retract(c.Run)
	}
	if wanted {
		key := cmp.Or(d.want.key(w.Run), d.want.key(w.Proposed)+":run")
		d.add(incident.RunCommand{No: c.No, By: w.RunBy}, w.RunBy, w.Run, key)
	}
}

// voices brings in line what people said to a command. What they said elsewhere stays.
func (d *difference) voices(want, have []incident.Voice, say func(incident.Voice)) {
	matched := make([]bool, len(have))
	for _, w := range want {
		k := d.voice(have, matched, w)
		if k < 0 {
			say(w)
			continue
		}
		matched[k] = true
		d.stand(have[k].Said)
	}
	for k, v := range have {
		if !matched[k] && d.own(v.Said) {
			d.retract(v.Said)
		}
	}
}

// voice looks for a wanted voice in the record: one that stands, or else one that was taken back.
func (d *difference) voice(have []incident.Voice, matched []bool, w incident.Voice) int {
	found := -1
	for k, v := range have {
		if matched[k] || !d.own(v.Said) || v.By != w.By || v.Text != w.Text || !d.same(v.Said, w.Said) {
			continue
		}
		if !v.Said.Struck {
			return k
		}
		if found < 0 {
			found = k
		}
	}
	return found
}

// stand makes an entry stand again that the mirror took back.
func (d *difference) stand(at incident.Moment) {
	if retracted, byPeople := d.takenBack(at.Seq); retracted && !byPeople {
		d.restore(at.Seq)
	}
}

func (d *difference) restore(seq uint64) {
	d.back = append(d.back, timeline.Instruction{Order: incident.Restore{Entry: seq}, Given: incident.Given{Origin: origin}})
}

// retract takes back an entry of the channel that stands.
func (d *difference) retract(at incident.Moment) {
	if retracted, _ := d.takenBack(at.Seq); !retracted && at.Seq != 0 && d.own(at) {
		d.strike(at.Seq)
	}
}

func (d *difference) strike(seq uint64) {
	d.back = append(d.back, timeline.Instruction{Order: incident.Retract{Entry: seq, Reason: outdated}, Given: incident.Given{Origin: origin}})
}

func (d *difference) say(o incident.Order, v incident.Voice, key string) { d.add(o, v.By, v.Said, key) }

// add records what is new.
func (d *difference) add(o incident.Order, by incident.Person, wanted incident.Moment, key string) {
	e := d.want.event(wanted)
	d.put(timeline.Instruction{Order: o, Given: incident.Given{By: by, When: e.when, Known: e.known, Origin: origin, Key: key}})
}

// put records what is new under its key, or under the next one that is free: what had the key first was taken back.
func (d *difference) put(in timeline.Instruction) {
	in.Given.Key = d.free(in.Given.Key)
	if in.Given.When.Precision == incident.Unknown {
		in.Given.Known = time.Time{} // now: nobody can say since when
	}
	d.on = append(d.on, in)
}

func (d *difference) free(base string) string {
	key := base
	for n := 2; d.record.keys[key]; n++ {
		key = base + "#" + strconv.Itoa(n)
	}
	return key
}
