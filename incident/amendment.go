package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Amendment is the sum of what later events say about one entry. The entry itself stays as it was written.
type Amendment struct {
	When      *When    `json:"when,omitzero"`  // the corrected time
	Text      *string  `json:"text,omitzero"`  // the corrected wording
	Actor     *Person  `json:"actor,omitzero"` // the corrected person
	Corrected int      `json:"corrected,omitzero"`
	Retracted bool     `json:"retracted,omitzero"`
	Reason    string   `json:"reason,omitzero"`     // of the last correction or retraction
	MergedTo  uint64   `json:"merged_to,omitzero"`  // the entry that this one repeats
	MergedFor []uint64 `json:"merged_for,omitzero"` // the entries that repeat this one
	Starred   bool     `json:"starred,omitzero"`
	Tags      []string `json:"tags,omitzero"`
	By        Moment   `json:"by"` // the last amendment
}

func (i *Incident) amend(entry uint64, e *Event, change func(*Amendment)) {
	a := i.Amendments[entry]
	change(&a)
	a.By = moment(e)
	i.Amendments = put(i.Amendments, entry, a)
}

// entry checks that a number is one of the log's.
func (i *Incident) entry(seq uint64, verb string) error {
	if seq == 0 || seq > i.Seq {
		return refusef(fmt.Sprintf("%s %d", verb, i.Seq), "there is no entry %d, the last is %d", seq, i.Seq)
	}
	return nil
}

// Correct mends the time, the wording or the person of an entry; what is nil stays.
type Correct struct {
	Entry  uint64
	When   *When
	Text   *string
	Actor  *Person
	Reason string
}

// EntryCorrected is the fact of a correction.
type EntryCorrected struct {
	Entry  uint64  `json:"entry"`
	When   *When   `json:"when,omitzero"`
	Text   *string `json:"text,omitzero"`
	Actor  *Person `json:"actor,omitzero"`
	Reason string  `json:"reason,omitzero"`
}

func (o Correct) decide(i *Incident, g Given) ([]Fact, error) {
	const example = "correct 12 at 14:32"
	if err := i.entry(o.Entry, "correct"); err != nil {
		return nil, err
	}
	if o.When == nil && o.Text == nil && o.Actor == nil {
		return nil, refuse("nothing is corrected", example+", correct 12 text …, or correct 12 by @zac")
	}
	if o.When != nil && o.When.At.After(g.Now.Add(clockSlack)) {
		return nil, refuse("that time is in the future", example)
	}
	if o.Text != nil {
		if err := checkText(*o.Text, "text", maxProse, "correct 12 text the resolver, not the database"); err != nil {
			return nil, err
		}
	}
	if err := checkOptional(o.Reason, "reason", maxLine, example+" because the clock was wrong"); err != nil {
		return nil, err
	}
	return []Fact{EntryCorrected(o)}, nil
}

// Kind is entry_corrected.
func (EntryCorrected) Kind() Kind { return "entry_corrected" }

// Tell says what changed in which entry.
func (f EntryCorrected) Tell(i *Incident) string {
	var parts []string
	if f.When != nil {
		parts = append(parts, "time "+f.When.Clock("2006-01-02 15:04", f.When.At.Location()))
	}
	if f.Text != nil {
		parts = append(parts, "text “"+*f.Text+"”")
	}
	if f.Actor != nil {
		parts = append(parts, "person "+i.Name(*f.Actor))
	}
	return because(fmt.Sprintf("entry %d corrected: %s", f.Entry, strings.Join(parts, ", ")), f.Reason)
}

func (f EntryCorrected) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) {
		a.Corrected++
		a.Reason = f.Reason
		if f.When != nil {
			a.When = f.When
		}
		if f.Text != nil {
			a.Text = f.Text
		}
		if f.Actor != nil {
			a.Actor = f.Actor
		}
	})
	i.mend(f)
	return nil
}

// move sets the moment to the corrected time if it is the corrected entry's.
func (f EntryCorrected) move(seq uint64, m *Moment) {
	if f.When != nil && m.Seq == seq {
		m.At = f.When.At
	}
}

// reword sets the text to the corrected one if the moment that it belongs to is the corrected entry's.
func (f EntryCorrected) reword(seq uint64, m Moment, text *string) {
	if f.Text != nil && m.Seq == seq {
		*text = *f.Text
	}
}

// mend carries a correction into the state that rests on the entry.
func (i *Incident) mend(f EntryCorrected) {
	f.move(f.Entry, &i.Declared)
	f.move(f.Entry, &i.Resolved)
	mendAll(&i.Tiers, f)
	mendAll(&i.Severities, f)
	mendAll(&i.Statuses, f)
	mendAll(&i.Tenures, f)
	mendAll(&i.Responders, f)
	mendAll(&i.Actions, f)
	mendAll(&i.FollowUps, f)
	mendAll(&i.Freezes, f)
	mendAll(&i.Commands, f)
	mendAll(&i.Decisions, f)
	mendAll(&i.Updates, f)
	mendAll(&i.Reports, f)
}

func mendAll[T any, P interface {
	*T
	correct(seq uint64, by EntryCorrected)
}](l *List[T], f EntryCorrected,
) {
	items := make([]T, 0, l.Len())
	for _, item := range l.All() {
		P(&item).correct(f.Entry, f)
		items = append(items, item)
	}
	*l = listOf(items)
}

// Merge says that entries repeat another one; the others are shown as a part of it.
type Merge struct {
	Into    uint64
	Entries []uint64
}

// EntriesMerged is the fact of it.
type EntriesMerged struct {
	Into    uint64   `json:"into"`
	Entries []uint64 `json:"entries"`
}

func (o Merge) decide(i *Incident, _ Given) ([]Fact, error) {
	if len(o.Entries) == 0 {
		return nil, refuse("two entries at least are needed", "merge 14 15 into 12")
	}
	for _, seq := range append([]uint64{o.Into}, o.Entries...) {
		if err := i.entry(seq, "merge"); err != nil {
			return nil, err
		}
		if to := i.Amendments[seq].MergedTo; to != 0 {
			return nil, refusef(fmt.Sprintf("merge into %d", to), "entry %d is a part of %d already", seq, to)
		}
	}
	if slices.Contains(o.Entries, o.Into) {
		return nil, refusef("merge 14 15 into 12", "entry %d cannot be a part of itself", o.Into)
	}
	return []Fact{EntriesMerged(o)}, nil
}

// Kind is entries_merged.
func (EntriesMerged) Kind() Kind { return "entries_merged" }

// Tell names the entries.
func (f EntriesMerged) Tell(*Incident) string {
	return fmt.Sprintf("entries %s are one with %d", strings.Trim(fmt.Sprint(f.Entries), "[]"), f.Into)
}

func (f EntriesMerged) apply(i *Incident, e *Event) error {
	for _, seq := range f.Entries {
		i.amend(seq, e, func(a *Amendment) { a.MergedTo = f.Into })
	}
	i.amend(f.Into, e, func(a *Amendment) { a.MergedFor = append(slices.Clip(a.MergedFor), f.Entries...) })
	return nil
}

// Star marks an entry for the post-mortem, or takes the mark away.
type Star struct {
	Entry uint64
	Off   bool
}

// EntryStarred is the fact of it.
type EntryStarred struct {
	Entry uint64 `json:"entry"`
	Off   bool   `json:"off,omitzero"`
}

func (o Star) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := i.entry(o.Entry, "star"); err != nil {
		return nil, err
	}
	if i.Amendments[o.Entry].Starred == !o.Off {
		return nil, refusef(fmt.Sprintf("%s %d", map[bool]string{true: "star", false: "unstar"}[o.Off], o.Entry),
			"entry %d is that way already", o.Entry)
	}
	return []Fact{EntryStarred(o)}, nil
}

// Kind is entry_starred.
func (EntryStarred) Kind() Kind { return "entry_starred" }

// Tell names the entry.
func (f EntryStarred) Tell(*Incident) string {
	if f.Off {
		return fmt.Sprintf("entry %d is no longer starred", f.Entry)
	}
	return fmt.Sprintf("entry %d starred", f.Entry)
}

func (f EntryStarred) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) { a.Starred = !f.Off })
	return nil
}

// Tag puts a word on an entry by which it is found, or takes it away.
type Tag struct {
	Entry uint64
	Tag   string
	Off   bool
}

// EntryTagged is the fact of it.
type EntryTagged struct {
	Entry uint64 `json:"entry"`
	Tag   string `json:"tag"`
	Off   bool   `json:"off,omitzero"`
}

func (o Tag) decide(i *Incident, _ Given) ([]Fact, error) {
	o.Tag = strings.ToLower(strings.TrimPrefix(o.Tag, "#"))
	if o.Tag == "" || len(o.Tag) > 40 || strings.IndexFunc(o.Tag, notOfHandle) >= 0 {
		return nil, refuse(quoted(o.Tag)+" is not a tag, which is one word", "tag 12 detection")
	}
	if err := i.entry(o.Entry, "tag"); err != nil {
		return nil, err
	}
	if slices.Contains(i.Amendments[o.Entry].Tags, o.Tag) == !o.Off {
		return nil, refusef(fmt.Sprintf("%s %d %s", map[bool]string{true: "tag", false: "untag"}[o.Off], o.Entry, o.Tag),
			"entry %d is that way already", o.Entry)
	}
	return []Fact{EntryTagged(o)}, nil
}

// Kind is entry_tagged.
func (EntryTagged) Kind() Kind { return "entry_tagged" }

// Tell names the entry and the tag.
func (f EntryTagged) Tell(*Incident) string {
	if f.Off {
		return fmt.Sprintf("entry %d is no longer tagged %s", f.Entry, f.Tag)
	}
	return fmt.Sprintf("entry %d tagged %s", f.Entry, f.Tag)
}

func (f EntryTagged) apply(i *Incident, e *Event) error {
	i.amend(f.Entry, e, func(a *Amendment) {
		tags := slices.DeleteFunc(slices.Clone(a.Tags), func(t string) bool { return t == f.Tag })
		if !f.Off {
			tags = append(tags, f.Tag)
			slices.Sort(tags)
		}
		a.Tags = tags
	})
	return nil
}
