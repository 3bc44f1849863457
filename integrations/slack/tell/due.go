package tell

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/outbox"
)

// Due gives what the clock asks for: the questions whose time has come and is not long past, and the call of the time
// that has passed.
func (p *Planner) Due(i *incident.Incident, now time.Time) []outbox.Delivery {
	if i.Practice || !i.Open() {
		return nil
	}
	s := scene{Planner: p, i: i, now: now}
	var all []outbox.Delivery
	for _, d := range i.DueList() {
		if d.At.After(now) {
			break // the list is in the order of its times
		}
		if !now.Before(d.At.Add(dueWorth)) {
			continue
		}
		at := scene{Planner: p, i: i, now: d.At}
		if t, seq, ok := at.question(d.About); ok {
			at.e.Seq = seq
			asked := at.posting(dueKey(d), t, dueWorth)
			asked.What = "check-back"
			all = append(all, asked)
		}
	}
	return append(all, s.elapsed()...)
}

// dueKey names a question by what it is about and its time: more time makes another one of it.
func dueKey(d incident.Due) string {
	return fmt.Sprintf("due/%s/%d", strings.ReplaceAll(d.About, " ", "-"), d.At.Unix())
}

// question is what the channel is asked about a matter that is due, and the event that set its time, as far as the state
// knows that. Whether a task or a page was answered is left to the console: the post that asked still stands.
func (s scene) question(about string) (t telling, seq uint64, ok bool) {
	kind, rest, _ := strings.Cut(about, " ")
	switch {
	case about == "no ic":
		return one(say("Nobody has command. Whoever takes it types ", typed("take command"), ".")), s.i.Declared.Seq, true
	case kind == "offer":
		return s.dueOffer(incident.Role(rest))
	case kind == "update":
		return s.dueUpdate(rest)
	case rest == "" && strings.HasPrefix(about, "A"):
		return s.dueAction(about)
	case rest == "" && strings.HasPrefix(about, "F"):
		return s.dueFreeze(about)
	}
	return telling{}, 0, false
}

func (s scene) dueAction(about string) (telling, uint64, bool) {
	no, _ := strconv.Atoi(about[1:])
	a, ok := s.i.Action(no)
	return s.inThread(no, answerButtons(no), true,
		say(s.action(no), ": ", s.asked(a.Owner), ", is it done, or do you need more time? The task: ", ended(s.task(no)))), a.Assigned.Seq, ok
}

func (s scene) dueFreeze(about string) (telling, uint64, bool) {
	no, _ := strconv.Atoi(about[1:])
	f, ok := s.i.Freeze(no)
	return one(say(freeze(no), ": ", s.asked(f.Holder), ", must ", deploys(f.Scopes), " still wait? They stay frozen until you type ",
		typed(fmt.Sprintf("thaw %d", no)), "; ", typed(fmt.Sprintf("refreeze %d 1h", no)), " asks again in an hour.")), f.Since.Seq, ok
}

func (s scene) dueOffer(r incident.Role) (telling, uint64, bool) {
	o, ok := s.i.OfferOf(r)
	t := one(say(s.asked(o.To), ", will you take over as ", roleWords(r), " from ", s.name(o.From), "? Until you accept, ",
		s.name(o.From), " still is."))
	t.buttons = offerButtons(r)
	return t, o.Made.Seq, ok
}

func (s scene) dueUpdate(tier string) (telling, uint64, bool) {
	audience, err := incident.ParseTier(tier)
	u, ok := s.i.LastUpdate(audience)
	words := []any{"The next ", tier, " update was promised for ", s.clock(u.Next), "."}
	if who := s.informant(); who != incident.Nobody {
		words = append(words, " ", s.asked(who), ", please tell it")
	} else {
		words = append(words, " Somebody please tell it")
	}
	return one(say(append(words, ": ", typed("update "+tier+" … next 30m"))...)), u.Told.Seq, ok && err == nil
}

// informant is who tells audiences: the communications lead, or else the commander.
func (s scene) informant() incident.Person {
	if icl := s.i.Holder(incident.ICL); icl != incident.Nobody {
		return icl
	}
	return s.i.Holder(incident.IC)
}
