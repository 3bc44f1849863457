package socket

import (
	"context"
	"crypto/tls"
	"math/rand/v2"
	"time"
)

// Options say how a Client connects and whom it tells. Open and Take are needed.
type Options struct {
	// Open gives the address of one more connection. Opener makes it of a client of the Web API.
	Open func(ctx context.Context) (address string, err error)

	// Take is given each envelope by the goroutine that reads its connection, in the order of arrival on that connection,
	// and by several of them at once. While it blocks, nothing else is read there and Slack's pings are not answered, until
	// Slack hangs up; and Run does not end. So it does no more than hand over.
	Take func(Envelope)

	// Changed is told each change, in order, in Run's goroutine. It must not block. An envelope may be taken before
	// Changed tells of its connection. May be nil.
	Changed func(State)

	// Apart is how long the first connection is alone, so that the two do not grow old together. 0 opens the second at
	// once; half a minute is good, as Slack lets a connection live for a few hours.
	Apart time.Duration

	Clock Clock          // of every wait; nil is the machine's. Silence and writing are measured on the machine's in any case
	Rand  func() float64 // in [0, 1), the jitter of the waits; nil is chance

	silence time.Duration // until a connection that brings not even a ping counts as dead; 0 is the usual half minute
	trust   *tls.Config   // of a test; nil is the system's
}

// Clock is the time in which a Client waits.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, in any goroutine, when d has passed. stop keeps a call that has not begun from happening.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// wallClock is the machine's own time.
type wallClock struct{}

func (wallClock) Now() time.Time { return time.Now() }

func (wallClock) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}

// usualSilence is six of Slack's pings. Slack's own clients give up at the same time.
const usualSilence = 30 * time.Second

// Client keeps the connections while it runs.
type Client struct{ o Options }

// New makes a client, which does nothing until it runs.
func New(o Options) *Client {
	if o.Clock == nil {
		o.Clock = wallClock{}
	}
	if o.Rand == nil {
		o.Rand = rand.Float64
	}
	if o.Changed == nil {
		o.Changed = func(State) {}
	}
	if o.silence == 0 {
		o.silence = usualSilence
	}
	return &Client{o: o}
}

// Run connects, and again whenever that is needed, until ctx ends, whose error it returns, or until waiting does not
// help, which is a *Final. When it returns nothing of it runs any more and nothing more is taken. It may be run again.
func (c *Client) Run(ctx context.Context) error {
	within, stop := context.WithCancel(ctx)
	k := newKeeper(within, c.o)
	err := k.keep()
	stop()
	k.end(err)
	return err
}
