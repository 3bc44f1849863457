package socket

import (
	"errors"
	"time"

	"baton/integrations/slack/web"
)

// step brings the connections to what they should be now, and sets the alarm for when that changes by itself.
func (k *keeper) step(now time.Time) *Final {
	if !now.Before(k.grow) {
		k.want = full
	}
	k.mark(now)
	k.retire(now)
	if k.final != nil && k.count(live) == 0 {
		return k.final
	}
	if at, missing := k.due(); missing && !now.Before(at) {
		k.open()
	}
	k.report(now)
	k.setAlarm(now)
	return nil
}

// mark gives those that are leaving, oldest first, an end once there are successors for them.
func (k *keeper) mark(now time.Time) {
	spare := k.unreplaced() - max(0, k.want-k.count(live))
	for _, l := range k.lines {
		switch {
		case l.phase == dismissed && l.retire.IsZero():
			l.retire = now.Add(lingering)
		case l.phase == leaving && l.retire.IsZero() && spare > 0:
			l.retire = now.Add(lingering)
			spare--
		}
	}
}

// retire hangs up on those whose end has come, and on the oldest where too many wait for theirs.
func (k *keeper) retire(now time.Time) {
	lingers := 0
	for _, l := range k.lines {
		if !l.retire.IsZero() && !l.parting {
			lingers++
		}
	}
	for _, l := range k.lines {
		if l.retire.IsZero() || l.parting || now.Before(l.retire) && lingers <= mostLingering {
			continue
		}
		l.parting = true
		lingers--
		k.running.Go(l.conn.part)
	}
}

// due is when the next connection is to be opened, if one is missing. They are opened one at a time.
func (k *keeper) due() (at time.Time, missing bool) {
	if k.count(opening) > 0 || k.count(live) >= k.want {
		return time.Time{}, false
	}
	at = k.pace.until
	if k.count(live) > 0 && k.unreplaced() == 0 && k.apart.After(at) {
		at = k.apart
	}
	return at, true
}

// open starts one more connection.
func (k *keeper) open() {
	l := &line{}
	k.lines = append(k.lines, l)
	k.running.Go(func() { k.tell(news{line: l, ended: true, err: k.serve(l)}) })
}

// report tells the state if it is another one.
func (k *keeper) report(now time.Time) {
	n := min(full, k.count(live)+k.unreplaced())
	if next := k.state.next(n, k.problem, now); next != k.state {
		k.state = next
		k.o.Changed(next)
	}
}

// setAlarm wakes the keeper at the next moment at which something is due.
func (k *keeper) setAlarm(now time.Time) {
	k.alarm()
	k.alarm = func() {}
	var next time.Time
	soonest := func(at time.Time) {
		if at.After(now) && (next.IsZero() || at.Before(next)) {
			next = at
		}
	}
	if at, missing := k.due(); missing {
		soonest(at)
	}
	soonest(k.grow)
	for _, l := range k.lines {
		if !l.parting {
			soonest(l.retire)
		}
	}
	if !next.IsZero() {
		k.alarm = k.o.Clock.AfterFunc(next.Sub(now), k.ring)
	}
}

// ring lets the keeper look at the clock.
func (k *keeper) ring() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// pauseOf is the pause that an error asks for.
func pauseOf(err error) time.Duration {
	if limited := (*web.Limited)(nil); errors.As(err, &limited) {
		return limited.After
	}
	if noSocket := (*notSocket)(nil); errors.As(err, &noSocket) {
		return noSocket.after
	}
	return 0
}
