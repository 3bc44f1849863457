package outbox

import (
	"context"
	"time"

	"baton/incident"
)

// Delivery is one thing that the log of an incident asks to be done outside.
type Delivery struct {
	// Key names it in its incident for ever, without spaces, such as "e57" for what event 57 asks for.
	Key string
	// Lane is what it has to keep its order with.
	Lane string
	// What says for people what it is, in a few words: "post", "topic", "channel".
	What string
	// Text is what is told, in plain words, for people to read and to edit; empty where nothing can be edited.
	Text string
	// Seq is the event that asks for it, Asked when that was recorded, UTC. For what the clock asks for, Asked is when it
	// came due and Seq the event that set the time.
	Seq   uint64
	Asked time.Time
	// GiveUp is when it is not worth doing any more, UTC; zero for never.
	GiveUp time.Time
	// Latest: it is of no use once a later one of its What and Lane is asked for, such as a topic.
	Latest bool
	// After is the key of a delivery that must have been made before, such as the channel before the topic.
	After string
	// Body is what the courier needs besides. It is a function of the log, too.
	Body any
}

// Planner says what has to be delivered for an incident. Both methods are pure.
type Planner interface {
	// Of gives what an event asks for, in order. i is the state right after it. It is not asked about what people said in
	// a chat, which asks for nothing. A key that was given before is the same delivery, and is not made again.
	Of(i *incident.Incident, e incident.Event, f incident.Fact) []Delivery
	// Due gives what the clock asks for at now: those whose time has come. What is not given any more, because somebody
	// has answered meanwhile, is not delivered, unless it was begun.
	Due(i *incident.Incident, now time.Time) []Delivery
}

// Outcome is what a delivery came to.
type Outcome struct {
	// Receipt is how the service names what was made, such as "C1:1672855500.000100".
	Receipt string
	// Orders are recorded together with it, such as which channel the incident has now.
	Orders []incident.Order
}

// Courier speaks to one service. Errors are *Trouble; any other error counts as Unclear.
type Courier interface {
	// Deliver does it. i is the state at this moment, with the receipts of what was made before. d.Text is what somebody
	// gave it instead of its own, if they did. A context that ends is no reason to give up what can be finished.
	Deliver(ctx context.Context, i *incident.Incident, d Delivery) (Outcome, error)
	// Look finds out whether a delivery that was begun at since, UTC, was made. found is false where it certainly was not.
	Look(ctx context.Context, i *incident.Incident, d Delivery, since time.Time) (o Outcome, found bool, err error)
}

// Trouble is why a delivery was not made, or may not have been.
type Trouble struct {
	Kind TroubleKind
	// Reason is for people, one clause: "the channel is archived".
	Reason string
	// After is how long to wait at least, for Wait; 0 where that is not known.
	After time.Duration
	// All: nothing of the service works until a person does something, such as a token that was revoked.
	All bool
}

// Error is the reason.
func (t *Trouble) Error() string { return t.Reason }

// TroubleKind says what is to be done about a trouble.
type TroubleKind int

// Kinds of trouble.
const (
	// Wait: it was certainly not made and can be tried again later: a rate limit, no network.
	Wait TroubleKind = iota
	// Unclear: it may have been made. It is looked for before it is tried again.
	Unclear
	// Refused: it was not made, and the same again will not be either.
	Refused
)
