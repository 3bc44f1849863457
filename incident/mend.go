package incident

import "slices"

// mending carries what a later event says about an entry into the state that came from the entry: a correction of its
// time, wording or person, or a retraction. State knows its entry by the Moment that it keeps.
type mending struct {
	entry  uint64
	when   *When
	text   *string
	person *Person
	struck *bool
	hit    bool // something was changed
}

// move corrects the times that come from the entry.
func (m *mending) move(moments ...*Moment) {
	for _, t := range moments {
		if m.when != nil && t.Seq == m.entry {
			t.At, m.hit = m.when.At, true
		}
	}
}

// strike takes back what happened at the moments that come from the entry, or restores it.
func (m *mending) strike(moments ...*Moment) {
	for _, t := range moments {
		if m.struck != nil && t.Seq == m.entry {
			t.Struck, m.hit = *m.struck, true
		}
	}
}

// flag marks as retracted what came into being by the entry.
func (m *mending) flag(began Moment, retracted *bool) {
	if m.struck != nil && began.Seq == m.entry {
		*retracted, m.hit = *m.struck, true
	}
}

// reword corrects a text that was given at a moment.
func (m *mending) reword(given Moment, text *string) {
	if m.text != nil && given.Seq == m.entry {
		*text, m.hit = *m.text, true
	}
}

// credit corrects the person who acted at a moment.
func (m *mending) credit(acted Moment, by *Person) {
	if m.person != nil && acted.Seq == m.entry {
		*by, m.hit = *m.person, true
	}
}

func (m *mending) voices(voices []Voice) []Voice { return mendItems(voices, m) }

type mendable[T any] interface {
	*T
	mend(m *mending)
}

// mendItems gives a mended copy: earlier states share the slice.
func mendItems[T any, P mendable[T]](items []T, m *mending) []T {
	items = slices.Clone(items)
	for k := range items {
		P(&items[k]).mend(m)
	}
	return items
}

func mendList[T any, P mendable[T]](l *List[T], m *mending) {
	for k, item := range l.All() {
		m.hit = false
		if P(&item).mend(m); m.hit {
			*l = l.With(k, item)
		}
	}
}

func (i *Incident) mend(m *mending) {
	m.credit(i.Declared, &i.DeclaredBy)
	m.reword(i.Resolved, &i.Resolution)
	m.move(&i.Declared, &i.Resolved, &i.Impact.Stated, &i.Channel.Bound)
	mendList(&i.Tiers, m)
	mendList(&i.Severities, m)
	mendList(&i.Statuses, m)
	mendList(&i.Tenures, m)
	i.Offers = mendItems(i.Offers, m)
	mendList(&i.Responders, m)
	mendList(&i.Actions, m)
	mendList(&i.FollowUps, m)
	mendList(&i.Freezes, m)
	mendList(&i.Commands, m)
	mendList(&i.Decisions, m)
	mendList(&i.Updates, m)
	mendList(&i.Reports, m)
	mendList(&i.Snoozes, m)
	i.mendDeliveries(m)
}

func (i *Incident) mendDeliveries(m *mending) {
	for d := range i.Deliveries.All() {
		m.hit = false
		if d.mend(m); m.hit {
			i.Deliveries = i.Deliveries.With(d)
		}
	}
}

// turned finds something that would end before it began after a mending, and that the mending touches.
func (i *Incident) turned(entry uint64) string {
	backwards := func(from, until Moment) bool {
		return (from.Seq == entry || until.Seq == entry) && !until.IsZero() && until.At.Before(from.At)
	}
	if backwards(i.Declared, i.Resolved) {
		return "the incident"
	}
	for _, t := range i.Tenures.All() {
		if backwards(t.Since, t.Until) {
			return t.Holder.String() + " as " + t.Role.Label()
		}
	}
	for _, a := range i.Actions.All() {
		if backwards(a.Assigned, a.Ended) {
			return a.short()
		}
	}
	for _, f := range i.Freezes.All() {
		if backwards(f.Since, f.Lifted) {
			return f.short()
		}
	}
	return ""
}
