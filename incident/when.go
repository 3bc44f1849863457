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
	case Exact:
		return "exact"
	case Approximate:
		return "approximate"
	}
	return "unknown"
}

// When is a time as people know it: exact, approximate, a range, or unknown but somewhere about here. At is always set,
// in UTC, because it is what the timeline sorts by.
type When struct {
	At        time.Time `json:"at"`
	Until     time.Time `json:"until,omitzero"` // the end of a range; zero where it is a moment
	Precision Precision `json:"precision,omitzero"`
}

// At is an exact moment.
func At(t time.Time) When { return When{At: utc(t)} }

// utc is a time as the log keeps it: in UTC and without the reading of a monotonic clock.
func utc(t time.Time) time.Time { return t.UTC().Round(0) }

func (w When) utc() When { return When{At: utc(w.At), Until: utc(w.Until), Precision: w.Precision} }

// Bounds of the years that nanoseconds since 1970 can say in 64 bits, with room to spare.
const (
	firstYear = 1700
	lastYear  = 2200
)

// storable tells whether the log can keep a time. The very first moment of 1970 stands for none there, as it does in
// most data that names it.
func storable(t time.Time) bool {
	return t.IsZero() || t.UTC().Year() >= firstYear && t.UTC().Year() <= lastYear && t.UnixNano() != 0
}

// IsZero tells whether no time was given at all.
func (w When) IsZero() bool { return w.At.IsZero() && w.Precision == Exact }

// Clock writes the time for a reader in the given zone, marked as it is known: "14:05", "~14:05", "14:05–14:20", "?".
// The layout is that of package time.
func (w When) Clock(layout string, zone *time.Location) string {
	if w.Precision >= Unknown {
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
	// Struck: the entry that it comes from was retracted, and may be restored.
	Struck bool `json:"struck,omitzero"`
}

// IsZero tells whether it has not happened, or was taken back. A field of the state that is a Moment is therefore never
// left out of a snapshot.
func (m Moment) IsZero() bool { return m.Struck || m.Seq == 0 && m.At.IsZero() }

func moment(e *Event) Moment { return Moment{At: e.When.At, Seq: e.Seq} }
