package incident

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Due is something that has to be asked about, and when. What is due is a fold of the log and a time, never a queue:
// after a restart it is all there again.
type Due struct {
	// About identifies it, together with At: "A3", "ack A3", "F1", "offer ic", "update internal", "role ic", "no ic",
	// "page zac".
	About string
	// Ask is the question for the commander.
	Ask string
	At  time.Time
	// Lead is how long before At it is worth a look.
	Lead time.Duration
	// Snoozed is why At was put off, empty where it was not.
	Snoozed string
	// Until is when another question takes the place of this one, zero for never: whether somebody has said yes to a task
	// no longer matters once they are asked what came of it.
	Until time.Time
}

// How long the commander waits before something is asked about that has no time of its own.
const (
	// OfferPatience is for an offered role: a handoff is said aloud on the call, so the answer takes a minute or two.
	OfferPatience = 2 * time.Minute
	// AckPatience is for the yes to a task, which is given aloud when the task is (PagerDuty incident response docs,
	// training for commanders: name one person and a time, and wait for them to say that they have understood).
	AckPatience = time.Minute
	// PagePatience is for the answer to a page: five minutes are a usual first step of an escalation policy, after which
	// a pager tries the next person.
	PagePatience = 5 * time.Minute
	// CommandPatience is for somebody to take command (monzo Response asks for a lead after as long).
	CommandPatience = 2 * time.Minute
	// RolePatience is for one person in one role. Who is tired notices it last, so handoffs in long incidents are planned;
	// that two hours are long is our own measure.
	RolePatience = 2 * time.Hour
)

// How long before its time a matter is worth a look.
const (
	actionLead = 2 * time.Minute
	freezeLead = 5 * time.Minute
	updateLead = 5 * time.Minute
	roleLead   = 10 * time.Minute
)

// DueList lists what has been or will be due, the most urgent first. The caller compares At with its clock. What was
// snoozed comes at the time to which it was put off.
func (i *Incident) DueList() []Due {
	due := i.dues()
	for k := range due {
		if s, ok := i.snoozeOf(due[k]); ok {
			due[k].At, due[k].Snoozed = s.Until, s.Reason
		}
	}
	slices.SortStableFunc(due, func(a, b Due) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.About, b.About)) })
	return due
}

// DueOf finds one matter of the DueList; ok is false where it is not asked about.
func (i *Incident) DueOf(about string) (d Due, ok bool) {
	for _, d := range i.DueList() {
		if d.About == about {
			return d, true
		}
	}
	return Due{}, false
}

// dues is the DueList as it would be if nothing had been snoozed, in no order.
func (i *Incident) dues() []Due {
	if !i.Open() {
		return nil
	}
	return slices.Concat(i.dueActions(), i.dueFreezes(), i.dueOffers(), i.dueUpdates(), i.dueRoles(), i.duePages())
}

func (i *Incident) dueActions() []Due {
	var due []Due
	for _, a := range i.OpenActions() {
		about := a.short()
		due = append(due, Due{About: about, Ask: fmt.Sprintf("ask %s: %s", i.Name(a.Owner), a.Task), At: a.Due, Lead: actionLead})
		if yes := later(a.Held.At, a.Reopened.At).Add(AckPatience); a.Acknowledged.IsZero() && yes.Before(a.Due) {
			due = append(due, Due{
				About: "ack " + about, Ask: fmt.Sprintf("%s has not said yes to %s yet: %s", i.Name(a.Owner), about, a.Task), At: yes, Until: a.Due,
			})
		}
	}
	return due
}

func (i *Incident) dueFreezes() []Due {
	var due []Due
	for _, f := range i.OpenFreezes() {
		due = append(due, Due{About: f.short(), Ask: "must " + deploysOf(f.Scopes) + " still wait?", At: f.Expires, Lead: freezeLead})
	}
	return due
}

func (i *Incident) dueOffers() []Due {
	var due []Due
	for _, o := range i.Offers {
		due = append(due, Due{
			About: "offer " + string(o.Role), Ask: i.Name(o.To) + " has not accepted " + o.Role.Label() + " yet", At: o.Made.At.Add(OfferPatience),
		})
	}
	return due
}

func (i *Incident) dueUpdates() []Due {
	var due []Due
	for tier := Engineering; tier <= i.Tier; tier++ {
		if u, ok := i.LastUpdate(tier); ok && !u.Next.IsZero() {
			due = append(due, Due{
				About: "update " + tier.String(), Ask: "the next " + tier.String() + " update is promised", At: u.Next, Lead: updateLead,
			})
		}
	}
	return due
}

// dueRoles are the roles that somebody has had for long, and that of the IC where nobody has it.
func (i *Incident) dueRoles() []Due {
	var due []Due
	commanded := false
	for _, t := range i.Roles() {
		commanded = commanded || t.Role == IC
		due = append(due, Due{
			About: "role " + string(t.Role), Ask: fmt.Sprintf("%s is %s since %s: who takes over?", i.Name(t.Holder), t.Role.Label(), i.clock(t.Since.At)),
			At: t.Since.At.Add(RolePatience), Lead: roleLead,
		})
	}
	if !commanded {
		due = append(due, Due{About: "no ic", Ask: "nobody is IC: who takes command?", At: i.begun().Add(CommandPatience)})
	}
	return due
}

// begun is when the response began: at the declaration, or when it was reopened the last time.
func (i *Incident) begun() time.Time {
	begun := i.Declared.At
	for k := 1; k < i.Statuses.Len(); k++ {
		if before := i.Statuses.At(k - 1).To; before == Resolved || before == Past {
			begun = i.Statuses.At(k).Since.At
		}
	}
	return begun
}

func (i *Incident) duePages() []Due {
	var due []Due
	for _, r := range i.Responders.All() {
		if r.Waiting() {
			due = append(due, Due{About: "page " + string(r.Person), Ask: i.Name(r.Person) + " has not answered the page yet", At: r.Paged.At.Add(PagePatience)})
		}
	}
	return due
}
