package tui

import (
	"time"

	"baton/incident"
	"baton/timeline"
)

// Messages are facts in the past tense. Each names what it answers, so that one that comes late is told from one that
// is waited for.

// tickedMsg is the clock, once a second.
type tickedMsg struct {
	now  time.Time
	real time.Time // by the machine's own clock, which a demo's is not
}

// recordOpenedMsg says that the record can be read, or why it never will.
type recordOpenedMsg struct{ err error }

// listedMsg is what the board asked for: the folds of incidents whose logs had moved.
type listedMsg struct {
	rows   []listing
	more   bool // the listing was cut short, there is more to fold
	asked  bool // somebody waits for it
	owner  string
	people []incident.Person
	roster *incident.Roster
	err    error
	// services is how those outside stand.
	services []Service
	// rosterErr is what is wrong with the roster; of one that could be read at all the rest is used.
	rosterErr error
}

// listing is one incident as it was when its log ended at head.
type listing struct {
	head   uint64
	state  incident.Incident
	digest digest // of one that is open
}

// subjectMsg is about the incident that was looked at in a visit.
type subjectMsg interface{ ofVisit() int }

// roomOpenedMsg is the state of an incident and the newest entries of its timeline.
type roomOpenedMsg struct {
	visit int
	state incident.Incident
	tail  []timeline.Entry
	err   error
}

func (m roomOpenedMsg) ofVisit() int { return m.visit }

// roomIndexedMsg is the whole timeline of an incident, without the text.
type roomIndexedMsg struct {
	visit int
	index *timeline.Index
	err   error
}

func (m roomIndexedMsg) ofVisit() int { return m.visit }

// followedMsg is what the log gained, in order. err is why following ended.
type followedMsg struct {
	visit  int
	feed   *feed
	events []incident.Event
	err    error
}

func (m followedMsg) ofVisit() int { return m.visit }

// entriesLoadedMsg is the text of entries that were asked for.
type entriesLoadedMsg struct {
	visit    int
	of       *sight // as which they were asked for
	pane     *timelinePane
	revision uint64
	entries  []timeline.Entry
	err      error
}

func (m entriesLoadedMsg) ofVisit() int { return m.visit }

// settledMsg is what became of an order that was sent.
type settledMsg struct {
	sending  int
	declared bool // it opened an incident
	outcome  timeline.Outcome
	state    incident.Incident
	// err is a refusal, a failure of the log, or errNoAnswer.
	err error
}

// graceEndedMsg says that an overlay takes keys from now on.
type graceEndedMsg struct{ grace *grace }

// remindedMsg says which reminders this console is the one to show. claimErr is why it could not be recorded that they
// were shown; they are shown all the same.
type remindedMsg struct {
	ref      incident.Ref
	dues     []incident.Due
	claimErr error
}
