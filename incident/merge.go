package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Merge says that entries repeat another one; the others are shown as a part of it. Off takes them out of it again.
type Merge struct {
	Into    uint64
	Entries []uint64
	Off     bool
}

// EntriesMerged is the fact of it.
type EntriesMerged struct {
	Into    uint64   `json:"into"`
	Entries []uint64 `json:"entries"`
	Off     bool     `json:"off,omitzero"`
}

func (o Merge) decide(i *Incident, _ Given) ([]Fact, error) {
	if len(o.Entries) == 0 {
		return nil, refuse("two entries at least are needed", "merge 14 15 into 12")
	}
	if len(o.Entries) > maxMerged {
		return nil, refusef("fewer at a time", "%d entries are named, at most %d fit", len(o.Entries), maxMerged)
	}
	o.Entries = slices.Compact(slices.Sorted(slices.Values(o.Entries)))
	for _, seq := range append([]uint64{o.Into}, o.Entries...) {
		if err := i.entry(seq, "merge"); err != nil {
			return nil, err
		}
		if err := o.check(i, seq); err != nil {
			return nil, err
		}
	}
	return []Fact{EntriesMerged(o)}, nil
}

const maxMerged = 100

// check keeps the parts of an entry one level deep, so that nobody has to look for an entry inside a part of a part.
func (o Merge) check(i *Incident, seq uint64) error {
	a := i.Amendments[seq]
	other := o.Into
	if seq == other {
		other = o.Entries[0]
	}
	switch part := seq != o.Into; {
	case !part && slices.Contains(o.Entries, seq):
		return refusef("merge 14 15 into 12", "entry %d cannot be a part of itself", seq)
	case o.Off && part && a.MergedTo != o.Into:
		return refusef("", "entry %d is not a part of %d", seq, o.Into)
	case !o.Off && a.MergedTo != 0:
		return refusef(fmt.Sprintf("merge %d into %d", other, a.MergedTo), "entry %d is a part of %d already", seq, a.MergedTo)
	case !o.Off && part && len(a.MergedFor) > 0:
		return refusef(fmt.Sprintf("merge %d into %d", o.Into, seq), "entry %d has parts of its own", seq)
	}
	return nil
}

// Kind is entries_merged.
func (EntriesMerged) Kind() Kind { return "entries_merged" }

// Tell names the entries.
func (f EntriesMerged) Tell(*Incident) string {
	var parts []string
	for _, seq := range f.Entries {
		parts = append(parts, fmt.Sprint(seq))
	}
	text := "entries " + strings.Join(parts, ", ") + " are parts of entry "
	if f.Off {
		text = "entries " + strings.Join(parts, ", ") + " are no longer parts of entry "
	}
	if len(parts) == 1 {
		text = strings.NewReplacer("entries", "entry", "are", "is", "parts", "a part").Replace(text)
	}
	return text + fmt.Sprint(f.Into)
}

func (f EntriesMerged) apply(i *Incident, e *Event) error {
	into := f.Into
	if f.Off {
		into = 0
	}
	for _, seq := range f.Entries {
		i.amend(seq, e, func(a *Amendment) { a.MergedTo = into })
	}
	i.amend(f.Into, e, func(a *Amendment) {
		a.MergedFor = slices.DeleteFunc(slices.Clone(a.MergedFor), func(seq uint64) bool { return slices.Contains(f.Entries, seq) })
		if !f.Off {
			a.MergedFor = append(a.MergedFor, f.Entries...)
		}
	})
	return nil
}
