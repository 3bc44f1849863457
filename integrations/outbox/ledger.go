package outbox

import (
	"slices"
	"time"

	"baton/incident"
)

// ledger is a fold of one incident's log: its state, and what is still to be delivered.
type ledger struct {
	planner Planner
	state   incident.Incident
	// asked is what the log asks for and is not made, in the order in which it was asked for. What the clock asks for is
	// there once it was begun.
	asked []*request
	byKey map[string]*request
	// newest is the delivery that was asked for last of those of which only the latest counts.
	newest map[subject]*request
	// served is when anything of the incident was told outside first, or failed to be; zero for never.
	served time.Time
}

// subject is what a Latest delivery replaces an earlier one of.
type subject struct{ what, lane string }

// request is a delivery that is asked for.
type request struct {
	Delivery
	// due: the clock asks for it, and it counts only while it does, until it is begun.
	due bool
	// lost: it was begun, and the planner does not say any more what it was.
	lost bool
	// retried is when somebody asked for it again last, UTC.
	retried time.Time
}

func newLedger(p Planner) *ledger {
	return &ledger{planner: p, byKey: map[string]*request{}, newest: map[subject]*request{}}
}

// add folds the next event.
func (l *ledger) add(e incident.Event) error {
	state, err := incident.Apply(l.state, e)
	if err != nil {
		return err
	}
	l.state = state
	if e.IsChat() {
		return nil // which is most of a log, and need not be decoded
	}
	f, err := e.Fact()
	if err != nil {
		return err
	}
	l.note(e, f)
	for _, d := range l.planner.Of(&l.state, e, f) {
		l.ask(&request{Delivery: d})
	}
	return nil
}

// note follows what becomes of deliveries.
func (l *ledger) note(e incident.Event, f incident.Fact) {
	switch f := f.(type) {
	case incident.DeliveryBegun:
		l.serve(e)
		l.begun(e, f)
	case incident.DeliveryFailed:
		l.serve(e)
	case incident.DeliveryMade:
		l.serve(e)
		l.drop(f.Key)
	case incident.DeliveryRetried:
		if r := l.byKey[f.Key]; r != nil {
			r.retried = e.When.At
		}
	}
}

func (l *ledger) serve(e incident.Event) {
	if l.served.IsZero() {
		l.served = e.Recorded
	}
}

// begun takes in what the clock asked for when it was begun, and what nobody can explain.
func (l *ledger) begun(e incident.Event, f incident.DeliveryBegun) {
	if l.byKey[f.Key] != nil {
		return
	}
	for _, d := range l.planner.Due(&l.state, e.Recorded) {
		if d.Key == f.Key {
			l.put(&request{Delivery: d, due: true})
			return
		}
	}
	l.put(&request{Delivery: Delivery{Key: f.Key, What: f.What, Seq: e.Seq, Asked: e.Recorded}, lost: true})
}

// ask takes in what an event asks for, once.
func (l *ledger) ask(r *request) {
	if d, _ := l.state.DeliveryOf(r.Key); d.Stage == incident.StageMade {
		return
	}
	if known := l.byKey[r.Key]; known != nil {
		return
	}
	l.put(r)
}

func (l *ledger) put(r *request) {
	if r.Latest {
		l.newest[subject{r.What, r.Lane}] = r
	}
	l.asked, l.byKey[r.Key] = append(l.asked, r), r
}

// drop forgets what was made, and what it took the place of.
func (l *ledger) drop(key string) {
	made := l.byKey[key]
	if made == nil {
		return
	}
	of := subject{made.What, made.Lane}
	last := made.Latest && l.newest[of] == made
	l.asked = slices.DeleteFunc(l.asked, func(r *request) bool {
		at, _ := l.state.DeliveryOf(r.Key)
		out := r == made || last && r.Latest && at.Stage == "" && of == subject{r.What, r.Lane}
		if out {
			delete(l.byKey, r.Key)
		}
		return out
	})
}

// pending is a request as it stands at a moment.
type pending struct {
	*request
	// at is how far it has come.
	at incident.Delivery
	// passed: a later one took its place.
	passed bool
	// after is the delivery that it waits for, if there is one that is not made yet.
	after string
	// late: it is given up.
	late bool
}

// pending gives what is not made and not left out, in the order in which it is to be made.
func (l *ledger) pending(now time.Time) []pending {
	all := l.merged(now)
	last := map[subject]*request{}
	for of, r := range l.newest {
		last[of] = r
	}
	for _, r := range all {
		of := subject{r.What, r.Lane}
		if n := last[of]; r.Latest && (n == nil || l.byKey[r.Key] == nil && r.Asked.After(n.Asked)) {
			last[of] = r
		}
	}
	var open []pending
	for _, r := range all {
		p := l.stand(r, now)
		p.passed = r.Latest && last[subject{r.What, r.Lane}].Key != r.Key
		if !l.gone(p) {
			open = append(open, p)
		}
	}
	return open
}

// merged adds what the clock asks for at now to what the log asks for, each in its time.
func (l *ledger) merged(now time.Time) []*request {
	all := slices.Clone(l.asked)
	for _, d := range l.planner.Due(&l.state, now) {
		if at, _ := l.state.DeliveryOf(d.Key); at.Stage == incident.StageMade || l.byKey[d.Key] != nil {
			continue
		}
		k := slices.IndexFunc(all, func(r *request) bool { return r.Asked.After(d.Asked) })
		if k < 0 {
			k = len(all)
		}
		all = slices.Insert(all, k, &request{Delivery: d, due: true})
	}
	return all
}

func (l *ledger) stand(r *request, now time.Time) pending {
	p := pending{request: r}
	p.at, _ = l.state.DeliveryOf(r.Key)
	if before, _ := l.state.DeliveryOf(r.After); r.After != "" && before.Stage != incident.StageMade {
		p.after = r.After
	}
	deadline := r.deadline()
	p.late = !deadline.IsZero() && !now.Before(deadline)
	return p
}

// deadline is when it is given up: when it says so, or as long after somebody asked for it again. It is zero for never.
func (r *request) deadline() time.Time {
	if r.GiveUp.IsZero() || r.retried.IsZero() {
		return r.GiveUp
	}
	return r.retried.Add(r.patience())
}

// patience is how long it is worth doing.
func (r *request) patience() time.Duration { return r.GiveUp.Sub(r.Asked) }

// gone tells whether nobody has to hear of it any more: somebody skipped it, a later one took its place before it was
// begun, or its time had passed before anything of the incident was told outside, as with an incident that is older than
// the service.
func (l *ledger) gone(p pending) bool {
	switch p.at.Stage {
	case incident.StageSkipped:
		return true
	case "":
		return p.passed || p.late && (l.served.IsZero() || !p.deadline().After(l.served))
	}
	return false
}
