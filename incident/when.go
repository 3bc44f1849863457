package incident

import "time"

// Precision says how well a time is known.
type Precision uint8

// Precisions of a time.
const (
	Exact       Precision = iota
	Approximate           // "about 14:05"
	Unknown               // only its place among the other entries is known
)

// String gives the word that exports use.
func (p Precision) String() string {
	switch p {
	case Approximate:
		return "approximate"
	case Unknown:
		return "unknown"
	}
	return "exact"
}

// When is a time as people know it: exact, approximate, a range, or unknown but somewhere about here. At is always set,
// in UTC, because it is what the timeline sorts by.
type When struct {
	At        time.Time `json:"at"`
	Until     time.Time `json:"until,omitzero"` // the end of a range; zero where it is a moment
	Precision Precision `json:"precision,omitzero"`
}

// At is an exact moment.
func At(t time.Time) When { return When{At: t.UTC()} }

// IsZero tells whether no time was given at all.
func (w When) IsZero() bool { return w.At.IsZero() && w.Precision == Exact }

// Clock writes the time for a reader in the given zone, marked as it is known: "14:05", "~14:05", "14:05–14:20", "?".
// The layout is that of package time.
func (w When) Clock(layout string, zone *time.Location) string {
	if w.Precision == Unknown {
		return "?"
	}
	text := w.At.In(zone).Format(layout)
	if !w.Until.IsZero() {
		text += "–" + w.Until.In(zone).Format(layout)
	}
	if w.Precision == Approximate {
		text = "~" + text
	}
	return text
}

// Moment is a time in the state together with the event it comes from, so that a correction of that event's time moves
// it and a reader can be led to the entry.
type Moment struct {
	At  time.Time `json:"at,omitzero"`
	Seq uint64    `json:"seq,omitzero"`
}

// IsZero tells whether it has not happened.
func (m Moment) IsZero() bool { return m.Seq == 0 && m.At.IsZero() }

func moment(e *Event) Moment { return Moment{At: e.When.At, Seq: e.Seq} }
