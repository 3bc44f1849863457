package incident

import (
	"fmt"
	"slices"
	"sort"
)

// Mark is an entry and its kind.
type Mark struct {
	Seq  uint64 `json:"seq"`
	Kind Kind   `json:"kind"`
}

// mark remembers what a later retraction or correction has to know of an event. Chat, notes and commands, which make
// most of a long log, need no mark: whatever has none may be retracted.
func (i *Incident) mark(s factSpec, e *Event) {
	switch {
	case s.amends:
		i.Amending = i.Amending.Plus(e.Seq)
	case s.firm.what != "":
		i.Firm = i.Firm.Plus(Mark{Seq: e.Seq, Kind: e.Kind})
	}
}

// restsOn names the state that could not stand without an entry, and the order that changes that state.
func (i *Incident) restsOn(seq uint64) (what, instead string) {
	k := sort.Search(i.Firm.Len(), func(k int) bool { return i.Firm.At(k).Seq >= seq })
	if k < i.Firm.Len() && i.Firm.At(k).Seq == seq {
		f := facts()[i.Firm.At(k).Kind].firm
		return f.what, f.instead
	}
	if at := slices.IndexFunc(i.Offers, func(o Offer) bool { return o.Made.Seq == seq }); at >= 0 {
		o := i.Offers[at]
		return fmt.Sprintf("the offer of %s to %s", o.Role.Label(), o.To), "decline " + string(o.Role)
	}
	return "", ""
}

// isAmendment tells whether a number is that of an event about another entry.
func (i *Incident) isAmendment(seq uint64) bool {
	k := sort.Search(i.Amending.Len(), func(k int) bool { return i.Amending.At(k) >= seq })
	return k < i.Amending.Len() && i.Amending.At(k) == seq
}
