package incident

import (
	"fmt"
	"slices"
	"time"
)

// takenBack is the reason that orders of this file give.
const takenBack = "taken back"

// reversible facts know the order that takes them back. Every other entry is taken back by a retraction, where nothing
// rests on it.
type reversible interface {
	Fact
	// back gives that order, or a *Refusal. It must not change i.
	back(i *Incident, e *Event) (Order, error)
}

// TakeBack gives the order that takes back what one event did, or a *Refusal that says why that cannot be and what to do
// instead. i is the state now, and e an event of its log. The order is for whoever did it, e.Actor; [Decide] accepts it.
//
// Nothing is undone: the order is another event, and what it makes of the state is what it was before as far as
// somebody can still act on it. An action item has its owner, its due time and its end again, a freeze its scopes,
// holder and expiry under a new number, a role its holder since now; a resolved incident is open, under investigation.
// What somebody said with the first of them, such as the yes to a task that was handed on, has to be said anew.
func TakeBack(i *Incident, e Event) (Order, error) {
	f, err := e.Fact()
	if err != nil {
		return nil, err
	}
	o, err := backOf(i, &e, f)
	if err != nil {
		return nil, err
	}
	// What has come since may stand in its way. The clock is that of the event: none of the times is earlier.
	if _, err := o.decide(i, Given{By: e.Actor, Now: e.Recorded}); err != nil {
		return nil, err
	}
	return o, nil
}

func backOf(i *Incident, e *Event, f Fact) (Order, error) {
	switch f := f.(type) {
	case reversible:
		return f.back(i, e)
	case Unrecognised:
		return nil, refuse("it was written by a newer baton, which knows how to take it back", "")
	}
	if e.IsChat() {
		return nil, refuse("what was said in the channel can only be taken back there", "")
	}
	if e.IsAmendment() {
		return nil, refusef("", "%s cannot be taken back", f.Tell(i))
	}
	return Retract{Entry: e.Seq, Reason: takenBack}, nil
}

// since is the refusal of what is no longer as the event left it.
func since(what, instead string) *Refusal { return refuse(what+" since", instead) }

// newest tells whether no later event of the kind is in the state.
func (i *Incident) newest(e *Event) bool {
	for k := i.Firm.Len() - 1; k >= 0; k-- {
		if m := i.Firm.At(k); m.Kind == e.Kind {
			return m.Seq == e.Seq
		}
	}
	return false
}

// lastChange tells whether the newest change of a scale came from the event.
func lastChange[T any](changes List[Change[T]], e *Event) bool {
	last, ok := changes.Last()
	return ok && last.Since.Seq == e.Seq
}

func (f TitleChanged) back(i *Incident, e *Event) (Order, error) {
	switch {
	case !i.newest(e):
		return nil, since("the title was changed again", "title and the right one")
	case f.Before == "":
		return nil, refuse("the title before is not in the record", "title and the right one")
	}
	return Retitle{Title: f.Before}, nil
}

func (f ZoneSet) back(i *Incident, e *Event) (Order, error) {
	switch {
	case !i.newest(e):
		return nil, since("another zone was set", "zone UTC, or the right one")
	case f.Before == "":
		return nil, refuse("the incident had no zone before", "zone UTC, or the right one")
	}
	return SetZone{Zone: f.Before}, nil
}

func (f TierChanged) back(i *Incident, e *Event) (Order, error) {
	if !lastChange(i.Tiers, e) {
		return nil, since("the tier was changed again", "")
	}
	return SetTier{To: f.From, Reason: takenBack}, nil
}

func (f SeverityChanged) back(i *Incident, e *Event) (Order, error) {
	switch {
	case !lastChange(i.Severities, e):
		return nil, since("the severity was judged again", "sev and another number")
	case f.From == 0:
		return nil, refuse("there was no severity before, and it stays judged", "sev and another number")
	}
	return SetSeverity{To: f.From, Reason: takenBack}, nil
}

func (f StatusChanged) back(i *Incident, e *Event) (Order, error) {
	if !lastChange(i.Statuses, e) {
		return nil, since("the status was changed again", "")
	}
	return SetStatus{To: f.From, Reason: takenBack}, nil
}

func (f IncidentResolved) back(i *Incident, e *Event) (Order, error) {
	if !lastChange(i.Statuses, e) {
		return nil, since("the incident was reopened", "")
	}
	return Reopen{Reason: takenBack}, nil
}

// back resolves it in the words of the resolution that the reopening ended.
func (f IncidentReopened) back(i *Incident, e *Event) (Order, error) {
	n := i.Statuses.Len()
	if !lastChange(i.Statuses, e) || n < 2 {
		return nil, since("the status was changed", "resolve, once it is over")
	}
	text := takenBack
	if before := i.Statuses.At(n - 2); before.To == Resolved {
		text = before.Reason
	}
	return Resolve{Text: text}, nil
}

func (f RoleTaken) back(i *Incident, e *Event) (Order, error) {
	if t, _, ok := i.tenure(f.Role); !ok || t.Since.Seq != e.Seq {
		return nil, since(f.Role.Label()+" went to somebody else", "people shows who is what")
	}
	return LeaveRole{Role: f.Role, Reason: takenBack}, nil
}

func (f RoleLeft) back(i *Incident, e *Event) (Order, error) {
	for k := i.Tenures.Len() - 1; k >= 0; k-- {
		if t := i.Tenures.At(k); t.Role == f.Role {
			if t.Until.Seq != e.Seq {
				break
			}
			return TakeRole{Role: f.Role, Holder: f.Holder}, nil
		}
	}
	return nil, since(f.Role.Label()+" went to somebody else", "people shows who is what")
}

func (f RoleHandedOver) back(_ *Incident, _ *Event) (Order, error) {
	return nil, refusef("handoff "+string(f.Role)+" "+f.From.String(), "%s said yes to being %s", f.To, f.Role.Label())
}

func (f RoleOffered) back(i *Incident, e *Event) (Order, error) {
	if o, ok := i.OfferOf(f.Role); !ok || o.Made.Seq != e.Seq {
		return nil, refusef("", "the offer of %s to %s is settled already", f.Role.Label(), f.To)
	}
	return DeclineRole{Role: f.Role, Reason: takenBack}, nil
}

func (f OfferDeclined) back(_ *Incident, _ *Event) (Order, error) {
	return nil, refuse("an offer that came to nothing is made anew", "handoff "+string(f.Role)+" "+f.To.String())
}

// back undoes a coming and a going. That somebody was called or answered cannot be unsaid.
func (f ResponderCalled) back(i *Incident, e *Event) (Order, error) {
	r, _ := i.Responder(f.Person)
	switch {
	case f.Step == StepJoined && r.Joined.Seq == e.Seq && r.Here() && r.Paged.Seq > r.Acknowledged.Seq:
		return nil, refusef(fmt.Sprintf("page %s, or release %s", f.Person, f.Person), "%s was paged, and to come was the answer", f.Person)
	case f.Step == StepJoined && r.Joined.Seq == e.Seq && r.Here():
		return Call{Person: f.Person, Step: StepReleased, Text: takenBack}, nil
	case f.Step == StepReleased && r.Released.Seq == e.Seq && !r.Joined.IsZero():
		return Call{Person: f.Person, Step: StepJoined, Text: takenBack}, nil
	case f.Step == StepJoined || f.Step == StepReleased && !r.Joined.IsZero():
		return nil, since(f.Person.String()+" came or went", "people shows who is what")
	}
	return nil, refuse(f.Tell(i)+", and that stays", "release "+f.Person.String())
}

func (f EntryStarred) back(_ *Incident, _ *Event) (Order, error) {
	return Star{Entry: f.Entry, Off: !f.Off}, nil
}

func (f EntryTagged) back(_ *Incident, _ *Event) (Order, error) {
	return Tag{Entry: f.Entry, Tag: f.Tag, Off: !f.Off}, nil
}

func (f EntriesMerged) back(_ *Incident, _ *Event) (Order, error) {
	return Merge{Into: f.Into, Entries: f.Entries, Off: !f.Off}, nil
}

func (f EntryRetracted) back(_ *Incident, _ *Event) (Order, error) {
	return Restore{Entry: f.Entry}, nil
}

func (f EntryRestored) back(_ *Incident, _ *Event) (Order, error) {
	return Retract{Entry: f.Entry, Reason: takenBack}, nil
}

// back puts back what an earlier correction had made of the entry. What stood there at first the state does not keep.
func (f EntryCorrected) back(i *Incident, _ *Event) (Order, error) {
	now := i.Amendments[f.Entry]
	switch {
	case !same(f.When, now.When) || !same(f.Text, now.Text) || !same(f.Actor, now.Actor):
		return nil, since(fmt.Sprintf("entry %d was corrected again", f.Entry), "")
	case f.When != nil && f.BeforeWhen == nil:
		return nil, refusef(fmt.Sprintf("correct %d at 14:32, or when it was", f.Entry), firstCorrection, f.Entry)
	case f.Text != nil && f.BeforeText == nil:
		return nil, refusef(fmt.Sprintf("correct %d text and the first wording", f.Entry), firstCorrection, f.Entry)
	case f.Actor != nil && f.BeforeActor == nil:
		return nil, refusef(fmt.Sprintf("correct %d by @zac, or who it was", f.Entry), firstCorrection, f.Entry)
	}
	return Correct{Entry: f.Entry, When: f.BeforeWhen, Text: f.BeforeText, Actor: f.BeforeActor, Reason: takenBack}, nil
}

const firstCorrection = "it was the first correction of entry %d, which itself shows what stood there"

// same tells whether a correction is what holds now; one that says nothing always is.
func same[T comparable](said, now *T) bool { return said == nil || now != nil && *said == *now }

func (f PersonNamed) back(_ *Incident, _ *Event) (Order, error) {
	return nil, refuse("the name before is not in the record", "name "+f.Person.String()+" and the right name")
}

func (f ReminderShown) back(_ *Incident, _ *Event) (Order, error) {
	return nil, refuse("a reminder that was shown was shown", "")
}

// left is the time until something that was to be asked about at due, as it was when the event was recorded, within what
// an order can give.
func left(due time.Time, e *Event) time.Duration {
	return min(max(due.Sub(e.Recorded), minWait), maxWait)
}

func (f ActionAssigned) back(i *Incident, _ *Event) (Order, error) {
	if a, ok := i.Action(f.No); !ok || !a.Open() {
		return nil, i.ended(f.No)
	}
	return DropAction{No: f.No, Reason: takenBack}, nil
}

// ended is the refusal for an action item that is no longer open.
func (i *Incident) ended(no int) *Refusal {
	a, _ := i.Action(no)
	return refusef(fmt.Sprintf("reopen A%d because …, if it was not", no), "A%d is %s already", no, a.End)
}

func (f ActionAcknowledged) back(i *Incident, _ *Event) (Order, error) {
	a, _ := i.Action(f.No)
	return nil, refusef(handOnExample(a), "%s said yes to A%d, and that stays", a.Owner, f.No)
}

func (f ActionExtended) back(i *Incident, e *Event) (Order, error) {
	a, ok := i.Action(f.No)
	switch {
	case !ok || !a.Open():
		return nil, i.ended(f.No)
	case !a.Due.Equal(f.Due):
		return nil, since(fmt.Sprintf("A%d got another time", f.No), fmt.Sprintf("more %d 15m", f.No))
	case f.Before.Sub(e.Recorded) < minWait:
		return nil, refusef(fmt.Sprintf("more %d 1m, or done %d", f.No, f.No), "the time that A%d had before has passed", f.No)
	}
	return ExtendAction{No: f.No, In: left(f.Before, e), Reason: takenBack}, nil
}

func (f ActionHandedOn) back(i *Incident, e *Event) (Order, error) {
	a, ok := i.Action(f.No)
	switch {
	case !ok || !a.Open():
		return nil, i.ended(f.No)
	case a.Held.Seq != e.Seq:
		return nil, since(fmt.Sprintf("A%d changed hands again", f.No), handOnExample(a))
	case f.Before.IsZero():
		f.Before = a.Due
	}
	return HandOnAction{No: f.No, To: f.From, In: left(f.Before, e)}, nil
}

func (f ActionDone) back(i *Incident, e *Event) (Order, error) { return i.reopening(f.No, e) }

func (f ActionDropped) back(i *Incident, e *Event) (Order, error) { return i.reopening(f.No, e) }

func (i *Incident) reopening(no int, e *Event) (Order, error) {
	a, ok := i.Action(no)
	if !ok || a.Ended.Seq != e.Seq {
		return nil, since(fmt.Sprintf("A%d was opened again", no), "")
	}
	return ReopenAction{No: no, In: left(a.Due, e), Reason: takenBack}, nil
}

func (f ActionReopened) back(i *Incident, e *Event) (Order, error) {
	a, ok := i.Action(f.No)
	switch {
	case !ok || !a.Open():
		return nil, i.ended(f.No)
	case a.Reopened.Seq != e.Seq:
		return nil, since(fmt.Sprintf("A%d ended and was opened again", f.No), fmt.Sprintf("done %d, or drop %d", f.No, f.No))
	case f.Before == ActionIsDropped:
		return DropAction{No: f.No, Reason: f.Outcome}, nil
	case f.Before == ActionIsCarried:
		return nil, refusef(fmt.Sprintf("done %d, or drop %d", f.No, f.No), "A%d had become a follow-up, which is closed", f.No)
	}
	return FinishAction{No: f.No, Outcome: f.Outcome}, nil
}

func (f ActionCarriedOver) back(i *Incident, e *Event) (Order, error) { return i.reopening(f.No, e) }

// back lifts the freeze. One that was stolen is not given back by it, and lifting it would leave open what both of them
// wanted shut.
func (f DeployFrozen) back(i *Incident, _ *Event) (Order, error) {
	d, ok := i.Freeze(f.No)
	switch {
	case !ok || !d.Open():
		return nil, refusef("", "F%d is lifted already", f.No)
	case f.StolenFrom != Nobody:
		return nil, refusef(fmt.Sprintf("thaw %d (and then as %s freeze again)", f.No, f.StolenFrom), "F%d was stolen from %s, who would not have it back", f.No, f.StolenFrom)
	}
	return Thaw{No: f.No, Reason: takenBack}, nil
}

func (f FreezeStolen) back(_ *Incident, _ *Event) (Order, error) {
	return nil, refusef("", "F%d was stolen, its holder has to freeze again", f.No)
}

func (f FreezeLifted) back(i *Incident, e *Event) (Order, error) {
	d, ok := i.Freeze(f.No)
	if !ok || d.Lifted.Seq != e.Seq {
		return nil, since(fmt.Sprintf("F%d was changed", f.No), "")
	}
	return Freeze{Scopes: slices.Clone(d.Scopes), Reason: d.Reason, For: left(d.Expires, e), Holder: d.Holder}, nil
}

func (f FreezeExtended) back(i *Incident, e *Event) (Order, error) {
	d, ok := i.Freeze(f.No)
	switch {
	case !ok || !d.Open():
		return nil, refusef("", "F%d is lifted already", f.No)
	case !d.Expires.Equal(f.Expires):
		return nil, since(fmt.Sprintf("F%d got another time", f.No), fmt.Sprintf("refreeze %d 1h", f.No))
	case f.Before.Sub(e.Recorded) < minWait:
		return nil, refusef(fmt.Sprintf("refreeze %d 1m, or thaw %d", f.No, f.No), "the time that F%d had before has passed", f.No)
	}
	return Refreeze{No: f.No, For: left(f.Before, e), Reason: takenBack}, nil
}
