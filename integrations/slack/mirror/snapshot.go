package mirror

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// ofSnapshot keeps a message as history has it: also who presses which emoji, but not since when.
func (m *Mirror) ofSnapshot(raw *message.Raw, fetched time.Time) []timeline.Instruction {
	orders := m.ofMessage(raw)
	read, reason := m.translate.Translate(raw)
	if reason != "" || read.Kind == message.Deleted || m.self.posted(raw) {
		return orders
	}
	key := message.Key(read.Channel.ID, read.At)
	p := m.record.posts[key]
	if p == nil {
		p = &post{at: read.At}
	}
	if read.Bot && read.Edit == nil && p.posted && !p.lost && p.newest() != read.Text {
		orders = append(orders, rewritten(&read, fetched))
	}
	for k := range read.Reactions {
		orders = append(orders, m.listed(key, p, &read.Reactions[k], fetched)...)
	}
	for emoji := range p.presses {
		if !slices.ContainsFunc(read.Reactions, func(r message.Reaction) bool { return r.Emoji == emoji }) {
			orders = append(orders, m.unlisted(key, p, &message.Reaction{Emoji: emoji}, fetched)...)
		}
	}
	return orders
}

// listed keeps the presses of an emoji that are in a list and not in the record, and that those are gone which are in the
// record and not in the list. The first list has the key that the reader of exports gives it.
func (m *Mirror) listed(key string, p *post, r *message.Reaction, fetched time.Time) []timeline.Instruction {
	var fresh, again []incident.Person
	for _, by := range r.By {
		switch on, last := p.pressedBy(r.Emoji, by); {
		case on:
		case last.IsZero():
			fresh = append(fresh, by)
		case last.At.Before(fetched):
			again = append(again, by)
		}
	}
	orders := m.unlisted(key, p, r, fetched)
	unnamed := max(0, r.Count-len(r.By)-p.unnamed[r.Emoji])
	if len(fresh)+unnamed > 0 {
		w := incident.When{At: p.at.Time(), Precision: incident.Unknown}
		k := key + ":react:" + r.Emoji
		if n := p.lists[r.Emoji]; n > 0 {
			k += ":" + strconv.Itoa(n+1)
		}
		orders = append(orders, presses(key, r.Emoji, fresh, unnamed, false, w, fetched, k))
	}
	if len(again) > 0 {
		w := incident.When{At: fetched, Precision: incident.Approximate}
		orders = append(orders, presses(key, r.Emoji, again, 0, false, w, fetched, fmt.Sprintf("%s:react:%s:on:%d", key, r.Emoji, fetched.UnixMicro())))
	}
	return orders
}

// unlisted keeps that presses are gone. A list that does not name everybody says nothing of that.
func (m *Mirror) unlisted(key string, p *post, r *message.Reaction, fetched time.Time) []timeline.Instruction {
	var gone []incident.Person
	for by := range p.pressing(r.Emoji) {
		_, last := p.pressedBy(r.Emoji, by)
		if !slices.Contains(r.By, by) && last.At.Before(fetched) {
			gone = append(gone, by)
		}
	}
	if len(gone) == 0 || r.Count > len(r.By) {
		return nil
	}
	w := incident.When{At: fetched, Precision: incident.Approximate}
	return []timeline.Instruction{presses(key, r.Emoji, gone, 0, true, w, fetched, fmt.Sprintf("%s:react:%s:off:%d", key, r.Emoji, fetched.UnixMicro()))}
}

func presses(key, emoji string, by []incident.Person, unnamed int, off bool, w incident.When, known time.Time, k string) timeline.Instruction {
	return timeline.Instruction{
		Order: incident.React{MessageReacted: incident.MessageReacted{Message: key, Emoji: emoji, By: by, Count: len(by) + unnamed, Off: off}},
		Given: incident.Given{When: w, Known: known, Origin: origin, Key: k},
	}
}

// rewritten keeps the new text of a program's message that Slack does not call edited.
func rewritten(read *message.Message, fetched time.Time) timeline.Instruction {
	o := wording(message.Key(read.Channel.ID, read.At), read.By.Handle, read.Text, message.StampOf(fetched))
	o.Given.When.Precision = incident.Approximate
	return o
}

// ofAbsence keeps that messages are gone which the record has, and which are missing where the page says everything.
func (m *Mirror) ofAbsence(r Request, page *Page, fetched time.Time) []timeline.Instruction {
	there := map[message.Stamp]bool{}
	for k := range page.messages {
		at, _ := message.ParseStamp(page.messages[k].TS)
		there[at] = true
	}
	from, to := page.covers(r, fetched)
	var orders []timeline.Instruction
	for key, p := range m.record.posts {
		at := p.at.Time()
		if !r.lists(p.thread, p.broadcast) || !p.posted || p.gone || there[p.at] || !from.Before(at) || !at.Before(to) {
			continue
		}
		orders = append(orders, timeline.Instruction{
			Order: incident.DeletePost{MessageDeleted: incident.MessageDeleted{Message: key}},
			Given: incident.Given{When: incident.When{At: at, Precision: incident.Unknown}, Known: fetched, Origin: origin, Key: key + ":deleted"},
		})
	}
	return orders
}
