package incident

import (
	"fmt"
	"maps"
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
	i.ownAmendments()
	a := i.Amendments[entry]
	change(&a)
	a.By = moment(e)
	i.Amendments[entry] = a
}

// ownAmendments makes the map this state's own: a copy of the map that it shares with earlier states, which a Fold makes
// once.
func (i *Incident) ownAmendments() {
	if i.bulk != nil && i.bulk.amendments {
		return
	}
	own := make(map[uint64]Amendment, len(i.Amendments)+1)
	maps.Copy(own, i.Amendments)
	i.Amendments = own
	if i.bulk != nil {
		i.bulk.amendments = true
	}
}

// entry checks that a number is that of an entry.
func (i *Incident) entry(seq uint64, verb string) error {
	if seq == 0 || seq > i.Seq {
		return refusef(fmt.Sprintf("%s and a number up to %d", verb, i.Seq), "there is no entry %d, the last is %d", seq, i.Seq)
	}
	if i.isAmendment(seq) {
		return refusef(verb+" and the number of that entry", "%d is no entry of the timeline, it only says something about another one", seq)
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
	// What an earlier correction had made of the entry until then. What it was at first, the entry itself says.
	BeforeWhen  *When   `json:"before_when,omitzero"`
	BeforeText  *string `json:"before_text,omitzero"`
	BeforeActor *Person `json:"before_actor,omitzero"`
}

func (o Correct) decide(i *Incident, g Given) ([]Fact, error) {
	const example = "correct 12 at 14:32"
	if err := i.entry(o.Entry, "correct"); err != nil {
		return nil, err
	}
	if o.When == nil && o.Text == nil && o.Actor == nil {
		return nil, refuse("nothing is corrected", example+", correct 12 text …, or correct 12 by @zac")
	}
	if err := checkOptional(o.Reason, "reason", maxLine, example+" because the clock was wrong"); err != nil {
		return nil, err
	}
	for _, err := range []error{o.checkWhen(i, g), o.checkWording(), o.checkActor(i)} {
		if err != nil {
			return nil, err
		}
	}
	return []Fact{o.corrected(i.Amendments[o.Entry])}, nil
}

func (o Correct) corrected(before Amendment) EntryCorrected {
	o = o.utc()
	f := EntryCorrected{Entry: o.Entry, When: o.When, Text: o.Text, Actor: o.Actor, Reason: o.Reason}
	if o.When != nil {
		f.BeforeWhen = before.When
	}
	if o.Text != nil {
		f.BeforeText = before.Text
	}
	if o.Actor != nil {
		f.BeforeActor = before.Actor
	}
	return f
}

func (o Correct) utc() Correct {
	if o.When != nil {
		o.When = new(o.When.utc())
	}
	return o
}

// checkWhen refuses a time that would end a role, an action item or a freeze before it begins.
func (o Correct) checkWhen(i *Incident, g Given) error {
	const example = "correct 12 at 14:32"
	if o.When == nil {
		return nil
	}
	if o.When.At.IsZero() {
		return refuse("the right time is missing", example)
	}
	g.When = *o.When
	if err := g.checkTimes(); err != nil {
		return err
	}
	after := *i
	after.mend(&mending{entry: o.Entry, when: o.When})
	if what := after.turned(o.Entry); what != "" {
		return refusef(example+", or the other end first", "%s would end before it begins", what)
	}
	return nil
}

func (o Correct) checkWording() error {
	if o.Text == nil {
		return nil
	}
	return checkText(*o.Text, "text", maxProse, "correct 12 text the resolver, not the database")
}

// checkActor keeps a correction from making somebody the second pair of eyes on a command of their own.
func (o Correct) checkActor(i *Incident) error {
	if o.Actor == nil {
		return nil
	}
	if *o.Actor == Nobody {
		return refuse("the right person is missing", "correct 12 by @zac")
	}
	if err := checkPerson(*o.Actor); err != nil {
		return err
	}
	for _, c := range i.Commands.All() {
		if c.Author == *o.Actor && slices.ContainsFunc(c.Confirms, func(v Voice) bool { return v.Said.Seq == o.Entry }) {
			return refusef(fmt.Sprintf("retract %d because it was %s", o.Entry, c.Author), "C%d is %s's own, it needs a second pair of eyes", c.No, c.Author)
		}
	}
	return nil
}

// Kind is entry_corrected.
func (EntryCorrected) Kind() Kind { return "entry_corrected" }

// Tell says what changed in which entry.
func (f EntryCorrected) Tell(i *Incident) string {
	var parts []string
	if f.When != nil {
		parts = append(parts, "time "+i.clockOf(*f.When))
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
	i.mend(&mending{entry: f.Entry, when: f.When, text: f.Text, person: f.Actor})
	return nil
}
