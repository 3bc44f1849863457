package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Impact is what customers felt: since when, until when, what, and how much of it. A zero time is not known yet.
type Impact struct {
	From   time.Time `json:"from,omitzero"`
	Until  time.Time `json:"until,omitzero"`
	Text   string    `json:"text,omitzero"`
	Counts []Count   `json:"counts,omitzero"`
	Stated Moment    `json:"stated"` // when it was last said
}

// Count is a number with what it counts: 340 customers.
type Count struct {
	N    int64  `json:"n"`
	Unit string `json:"unit"`
}

// StateImpact says what is known of the impact; what is not given stays as it was. A count replaces the earlier one of
// the same unit.
type StateImpact struct {
	From   time.Time
	Until  time.Time
	Text   string
	Counts []Count
}

// ImpactStated is the fact of a statement on the impact.
type ImpactStated struct {
	From   time.Time `json:"from,omitzero"`
	Until  time.Time `json:"until,omitzero"`
	Text   string    `json:"text,omitzero"`
	Counts []Count   `json:"counts,omitzero"`
}

func (o StateImpact) decide(i *Incident, g Given) ([]Fact, error) {
	const example = "impact from 12:40 customers see delayed imports"
	if o.From.IsZero() && o.Until.IsZero() && o.Text == "" && len(o.Counts) == 0 {
		return nil, refuse("nothing is said of the impact", example)
	}
	if err := checkOptional(o.Text, "impact", maxProse, example); err != nil {
		return nil, err
	}
	if len(o.Counts) > maxCounts {
		return nil, refusef(example, "%d counts are given, at most %d fit", len(o.Counts), maxCounts)
	}
	for _, c := range o.Counts {
		if err := checkName(c.Unit, "unit of a count", 60, "impact 340 customers"); err != nil {
			return nil, err
		}
		if c.N < 0 {
			return nil, refusef("impact 340 customers", "a count cannot be %d", c.N)
		}
	}
	if !storable(o.From) || !storable(o.Until) {
		return nil, refuse("that year is outside 1700 to 2200", example)
	}
	o.From, o.Until = utc(o.From), utc(o.Until)
	from, until := orTime(o.From, i.Impact.From), orTime(o.Until, i.Impact.Until)
	if latest := g.Now.Add(clockSlack); from.After(latest) || until.After(latest) {
		return nil, refuse("the impact cannot begin or end in the future", example)
	}
	if !until.IsZero() && until.Before(from) {
		return nil, refusef("impact from 12:40 until 13:10", "the impact would end at %s before it begins at %s", i.clock(until), i.clock(from))
	}
	return []Fact{ImpactStated(o)}, nil
}

const maxCounts = 20

func orTime(t, otherwise time.Time) time.Time {
	if t.IsZero() {
		return otherwise
	}
	return t
}

// Kind is impact_stated.
func (ImpactStated) Kind() Kind { return "impact_stated" }

// Tell says what was stated, and only that.
func (f ImpactStated) Tell(i *Incident) string {
	text := "impact"
	if !f.From.IsZero() {
		text += " from " + i.clock(f.From)
	}
	if !f.Until.IsZero() {
		text += " until " + i.clock(f.Until)
	}
	var counts []string
	for _, c := range f.Counts {
		counts = append(counts, fmt.Sprintf("%d %s", c.N, c.Unit))
	}
	if len(counts) > 0 {
		text += ", " + strings.Join(counts, ", ")
	}
	return because(text, f.Text)
}

func (f ImpactStated) apply(i *Incident, e *Event) error {
	i.Impact.From = orTime(f.From, i.Impact.From)
	i.Impact.Until = orTime(f.Until, i.Impact.Until)
	if f.Text != "" {
		i.Impact.Text = f.Text
	}
	for _, c := range f.Counts {
		i.Impact.Counts = withCount(i.Impact.Counts, c)
	}
	i.Impact.Stated = moment(e)
	return nil
}

func withCount(counts []Count, c Count) []Count {
	counts = slices.Clone(counts)
	if at := slices.IndexFunc(counts, func(old Count) bool { return old.Unit == c.Unit }); at >= 0 {
		counts[at] = c
		return counts
	}
	return append(counts, c)
}
