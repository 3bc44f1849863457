package incident

import (
	"maps"
	"time"
)

// Incident is the state of one response: a fold of its events, used by value. The zero value is an incident that has
// not been declared. Times are UTC.
type Incident struct {
	Ref        Ref    `json:"ref"`
	Title      string `json:"title"`
	Practice   bool   `json:"practice,omitzero"` // a drill: nothing is to happen outside
	Declared   Moment `json:"declared"`
	DeclaredBy Person `json:"declared_by,omitzero"`
	// Zone is the zone whose clock its people read; empty if nobody has said.
	Zone string `json:"zone,omitzero"`

	Tier       Tier                   `json:"tier"`
	Tiers      List[Change[Tier]]     `json:"tiers"`
	Severity   Severity               `json:"severity,omitzero"`
	Severities List[Change[Severity]] `json:"severities"`
	Status     Status                 `json:"status"`
	Statuses   List[Change[Status]]   `json:"statuses"`
	Impact     Impact                 `json:"impact"`

	Tenures    List[Tenure]    `json:"tenures"`
	Offers     []Offer         `json:"offers,omitzero"`
	Responders List[Responder] `json:"responders"`
	// Names are the display names of people whose handle is not name enough.
	Names map[Person]string `json:"names,omitzero"`

	Actions   List[Action]          `json:"actions"`
	FollowUps List[FollowUp]        `json:"follow_ups"`
	Freezes   List[DeployFreeze]    `json:"freezes"`
	Commands  List[Command]         `json:"commands"`
	Decisions List[Decision]        `json:"decisions"`
	Updates   List[Update]          `json:"updates"`
	Reports   List[SituationReport] `json:"reports"`

	// Channel is where its people talk; its ID is empty while it has none.
	Channel Channel `json:"channel"`
	// Deliveries are what was told or done outside, or is under way, or went wrong.
	Deliveries Deliveries `json:"deliveries"`

	Resolved   Moment     `json:"resolved"`
	Resolution string     `json:"resolution,omitzero"`
	Postmortem Postmortem `json:"postmortem"`

	// Amendments are what later events say about earlier entries, by the entry's sequence number.
	Amendments map[uint64]Amendment `json:"amendments,omitzero"`
	// Reminded is the due time of the reminder that was last shown, by what it was about.
	Reminded map[string]time.Time `json:"reminded,omitzero"`
	// Snoozes are the reminders that were put off, in the order in which they were.
	Snoozes List[SnoozedReminder] `json:"snoozes"`
	// Firm are the entries that the state rests on, so that they cannot be retracted.
	Firm List[Mark] `json:"firm"`
	// Amending are the events that are about other entries, those of the chat aside: nothing can be said of them in turn.
	Amending List[uint64] `json:"amending"`

	// Partial: events were left out, as a view does that shows what was known at a time. Facts about what it does not
	// show then change nothing.
	Partial bool `json:"partial,omitzero"`

	// bulk is set while a Fold is under way, and nil in every state that others see.
	bulk *bulk

	Seq     uint64    `json:"seq"`     // of the last event folded
	Entries int       `json:"entries"` // events that are entries of the timeline
	Chat    int       `json:"chat"`    // of those, what people said
	LastAt  time.Time `json:"last_at"` // the latest time at which anything happened
}

// Open tells whether the incident is declared and not over.
func (i *Incident) Open() bool {
	return !i.Declared.IsZero() && i.Resolved.IsZero() && i.Status != Past
}

// isOver is why nothing is asked of anybody any more.
func (i *Incident) isOver() string {
	if i.Status == Past {
		return "the incident is past, it came in from an archive"
	}
	return "the incident is resolved"
}

// Name is what a reader calls a person: the display name, or else the handle.
func (i *Incident) Name(p Person) string {
	if name := i.Names[p]; name != "" {
		return name
	}
	return p.String()
}

// Change is a value that held from a moment on, and why.
type Change[T any] struct {
	To     T      `json:"to"`
	By     Person `json:"by,omitzero"`
	Reason string `json:"reason,omitzero"`
	Since  Moment `json:"since"`
}

func (c *Change[T]) mend(m *mending) {
	m.reword(c.Since, &c.Reason)
	m.credit(c.Since, &c.By)
	m.move(&c.Since)
}

// put gives a copy of m with one entry set: maps in the state are shared between states.
func put[K comparable, V any](m map[K]V, k K, v V) map[K]V {
	n := maps.Clone(m)
	if n == nil {
		n = make(map[K]V, 1)
	}
	n[k] = v
	return n
}
