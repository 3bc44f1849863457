package socket

import (
	"context"
	"slices"
	"sync"
	"time"
)

// full is how many connections are kept: one would leave a gap whenever it is replaced.
const full = 2

const (
	// lingering is how long a connection is kept after another took its place. Slack ends it after about ten seconds by
	// itself (docs.slack.dev, "Using Socket Mode"); what it sends by it until then comes in.
	lingering = 30 * time.Second
	// mostLingering connections are kept so, of the ten that an app may have.
	mostLingering = 3
	// crowdedWait is how long one connection has to do when Slack says that there are too many.
	crowdedWait = 5 * time.Minute
	// finalWait is how long after a final refusal one asks again while a connection lives.
	finalWait = time.Minute
)

// keeper decides which connections there are. All of it but tell and serve runs in Run's goroutine.
type keeper struct {
	ctx     context.Context
	o       Options
	running sync.WaitGroup
	news    chan news
	wake    chan struct{} // has room for one: time has passed

	lines   []*line // in the order in which they were opened
	want    int     // connections: full, or one less where Slack says that there are too many
	grow    time.Time
	apart   time.Time // the second connection is not opened before
	pace    pace
	final   *Final // what was refused last, if that was for good
	problem string
	state   State
	alarm   func() // stops it
}

func newKeeper(ctx context.Context, o Options) *keeper {
	return &keeper{
		ctx: ctx, o: o, news: make(chan news), wake: make(chan struct{}, 1), want: full,
		pace: pace{rand: o.Rand, free: freeReplacements}, alarm: func() {},
	}
}

// keep runs until the context ends or waiting does not help.
func (k *keeper) keep() error {
	for {
		if final := k.step(k.o.Clock.Now()); final != nil {
			return final
		}
		select {
		case <-k.ctx.Done():
			return k.ctx.Err()
		case <-k.wake:
		case n := <-k.news:
			k.hear(n, k.o.Clock.Now())
		}
	}
}

// end waits for everything that runs, and tells that nothing is there any more.
func (k *keeper) end(err error) {
	k.alarm()
	k.running.Wait()
	k.lines = nil
	if final, ok := err.(*Final); ok {
		k.problem = final.Says
	}
	k.report(k.o.Clock.Now())
}

// hear takes what a line tells.
func (k *keeper) hear(n news, now time.Time) {
	switch {
	case n.conn != nil:
		n.line.conn = n.conn
	case n.ended:
		k.ended(n.line, n.err, now)
	case n.about.Type == hello:
		k.greeted(n.line, now)
	default:
		k.told(n.line, n.about.Reason, now)
	}
}

// greeted is for a connection that said hello: by it things come in.
func (k *keeper) greeted(l *line, now time.Time) {
	if l.phase != opening {
		return
	}
	l.phase, l.since = live, now
	k.final, k.problem = nil, ""
	if k.count(live) == 1 && k.unreplaced() == 0 {
		k.apart = now.Add(k.o.Apart)
	}
}

// told is for a connection that was told to go. Reasons that are not known are treated as a refresh.
func (k *keeper) told(l *line, reason string, now time.Time) {
	was := l.phase
	if was == live {
		l.phase = leaving
	} else if was == opening {
		l.phase = dismissed
	}
	switch {
	case reason == "link_disabled":
		k.final = finalOf(reason)
		k.problem = k.final.Says
	case was == leaving || was == dismissed:
	case reason == "too_many_websockets":
		k.want, k.grow = min(k.want, max(1, k.count(live))), now.Add(crowdedWait)
		k.fail(errCrowded, now)
	case was == opening:
		k.fail(errRestless, now)
	default:
		k.pace.replace(now, now.Sub(l.since))
	}
}

// ended is for a connection that is over. One that was told to go is missed by nobody.
func (k *keeper) ended(l *line, err error, now time.Time) {
	k.lines = slices.DeleteFunc(k.lines, func(x *line) bool { return x == l })
	switch l.phase {
	case live:
		k.pace.aged(now.Sub(l.since))
		k.fail(err, now)
	case opening:
		k.fail(err, now)
	}
}

// fail keeps why an attempt or a connection failed, and puts the next attempt off.
func (k *keeper) fail(err error, now time.Time) {
	wait := pauseOf(err)
	if final := finalError(err); final != nil {
		k.final, err, wait = final, final, finalWait
	}
	k.problem = sentence(err)
	k.pace.fail(now, wait)
}

// count is how many connections are in a phase.
func (k *keeper) count(p phase) int {
	n := 0
	for _, l := range k.lines {
		if l.phase == p {
			n++
		}
	}
	return n
}

// unreplaced is how many of the leaving connections have no successor yet.
func (k *keeper) unreplaced() int {
	n := 0
	for _, l := range k.lines {
		if l.phase == leaving && l.retire.IsZero() {
			n++
		}
	}
	return n
}
