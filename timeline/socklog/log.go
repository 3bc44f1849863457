package socklog

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"baton/timeline"
	"baton/timeline/boltlog"
)

// Log is a store that several processes share: this process owns it or is attached to the one that does, and that may
// change at any time. It implements timeline.Log, timeline.Verifier and timeline.Backuper.
type Log struct {
	store string // one name for the store, whatever path was given
	set   settings

	changing chan struct{} // holds a token while nobody attaches
	closing  chan struct{}
	watched  chan struct{} // closed when the watch has ended
	owned    chan struct{} // closed when this process becomes the owner

	attachTo func(context.Context) (*hold, error) // attach, or what a test puts there

	mu   sync.Mutex // guards the rest
	now  *hold
	shut bool
}

var (
	_ timeline.Log      = (*Log)(nil)
	_ timeline.Verifier = (*Log)(nil)
	_ timeline.Backuper = (*Log)(nil)
)

type settings struct {
	wait    time.Duration
	options []boltlog.Option
}

// Option changes how Open opens.
type Option func(*settings)

// Wait says how long to wait for an owner that holds the store and does not answer, 5 seconds if not given.
func Wait(d time.Duration) Option { return func(s *settings) { s.wait = d } }

// Store passes options to boltlog.Open.
func Store(options ...boltlog.Option) Option {
	return func(s *settings) { s.options = append(s.options, options...) }
}

// Open opens the store at storePath, as its owner or attached to the process that is. Errors are those of boltlog.Open;
// boltlog.ErrHeld means that another process holds the store and does not answer.
func Open(ctx context.Context, storePath string, options ...Option) (*Log, error) {
	l, err := prepare(storePath, options)
	if err != nil {
		return nil, err
	}
	if err := l.Ready(ctx); err != nil {
		return nil, err
	}
	go l.watch()
	return l, nil
}

// Begin is Open that does not wait: the store is opened beside the caller, and calls wait for that. Ready says what came
// of it.
func Begin(storePath string, options ...Option) (*Log, error) {
	l, err := prepare(storePath, options)
	if err != nil {
		return nil, err
	}
	go l.watch()
	return l, nil
}

// Ready waits until the store is open. Errors are those of Open.
func (l *Log) Ready(ctx context.Context) error {
	_, err := l.current(ctx)
	return err
}

func prepare(storePath string, options []Option) (*Log, error) {
	set := settings{wait: 5 * time.Second}
	for _, o := range options {
		o(&set)
	}
	store, err := canonical(storePath)
	if err != nil {
		return nil, fmt.Errorf("open the store %s: %w", storePath, err)
	}
	l := &Log{
		store: store, set: set, changing: make(chan struct{}, 1), closing: make(chan struct{}),
		watched: make(chan struct{}), owned: make(chan struct{}),
	}
	l.attachTo = l.attach
	l.changing <- struct{}{}
	return l, nil
}

// Owner tells whether this process has the store open itself, and so runs what only one process may run.
func (l *Log) Owner() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.now != nil && l.now.owner
}

// Owned is closed when this process is the owner, at once or after it took over. An owner stays one until Close.
func (l *Log) Owned() <-chan struct{} { return l.owned }

// Describe says who has the store open, for people.
func (l *Log) Describe() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.now == nil {
		return "nobody: between two owners"
	}
	return l.now.describe()
}

// Store is the path of the store's file.
func (l *Log) Store() string { return l.store }

// current gives what is held, and attaches or takes over first if that is lost.
func (l *Log) current(ctx context.Context) (*hold, error) {
	if h, err := l.held(); h != nil || err != nil {
		return h, err
	}
	select { // one attaches, the others wait for it
	case <-l.changing:
		defer func() { l.changing <- struct{}{} }()
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-l.closing:
		return nil, timeline.ErrClosed
	}
	if h, err := l.held(); h != nil || err != nil {
		return h, err
	}
	h, err := l.attachTo(ctx)
	if err != nil {
		return nil, err
	}
	return h, l.take(h)
}

// held gives what is held unless that is lost.
func (l *Log) held() (*hold, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shut {
		return nil, timeline.ErrClosed
	}
	if l.now != nil && l.now.isLost() {
		l.now = nil // its calls see that it is lost, not that it was closed
	}
	return l.now, nil
}

// take makes h the one that is held.
func (l *Log) take(h *hold) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shut {
		h.release()
		return timeline.ErrClosed
	}
	l.now = h
	if h.owner {
		close(l.owned)
	}
	return nil
}

// watch attaches again as soon as the owner has gone, also while nobody asks for anything: somebody has to run what the
// owner runs.
func (l *Log) watch() {
	defer close(l.watched)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-l.closing
		cancel()
	}()
	for ctx.Err() == nil {
		h, err := l.current(ctx)
		var lost <-chan struct{}
		var again <-chan time.Time
		if err != nil {
			again = time.After(time.Second)
		} else {
			lost = h.lost
		}
		select {
		case <-lost: // nil, and so never, for an owner
		case <-again:
		case <-ctx.Done():
		}
	}
}

// Close leaves the store. An owner finishes what others asked for first; one of them takes over.
func (l *Log) Close() error {
	l.mu.Lock()
	first := !l.shut
	l.shut = true
	h := l.now
	l.mu.Unlock()
	if !first {
		<-l.watched
		return nil
	}
	close(l.closing)
	<-l.watched
	if h == nil {
		return nil
	}
	return h.release()
}

// hold is what this process has of the store at one time.
type hold struct {
	log   timeline.Log
	owner bool
	pid   int
	since string // RFC 3339, UTC
	lost  <-chan struct{}
	note  string // what people should know

	free func() error
	once sync.Once
	err  error
}

func (h *hold) isLost() bool {
	select {
	case <-h.lost:
		return true
	default:
		return false
	}
}

func (h *hold) release() error {
	h.once.Do(func() { h.err = h.free() })
	return h.err
}

func (h *hold) describe() string {
	text := fmt.Sprintf("pid %d since %s", h.pid, h.since)
	if h.owner {
		text = "this process, " + text
	}
	return text + h.note
}

// attach attaches to the owner, or becomes it. It goes back and forth between the two while owners change.
func (l *Log) attach(ctx context.Context) (*hold, error) {
	deadline := time.Now().Add(l.set.wait)
	for {
		c, err := Dial(ctx, SocketPath(l.store))
		if err == nil {
			return attached(c), nil
		}
		if errors.Is(err, errProtocol) {
			return nil, err
		}
		b, openErr := boltlog.Open(l.store, append(l.set.options, boltlog.LockWait(0))...)
		if openErr == nil {
			return l.own(b), nil
		}
		if !errors.Is(openErr, boltlog.ErrHeld) {
			return nil, openErr
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("%w; whoever has it does not answer (%w); end that process, or wait", openErr, err)
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-l.closing:
			return nil, timeline.ErrClosed
		}
	}
}

func attached(c *Client) *hold {
	return &hold{log: c, pid: c.welcome.PID, since: c.welcome.Since, lost: c.lost, free: c.Close}
}

// own serves the store that this process has opened. Where there can be no socket the store is usable all the same, by
// this process alone.
func (l *Log) own(b *boltlog.Log) *hold {
	now := time.Now().UTC()
	h := &hold{log: b, owner: true, pid: os.Getpid(), since: now.Format(time.RFC3339), free: b.Close}
	listener, err := listenFor(l.store)
	if err != nil {
		h.note = fmt.Sprintf(" (not shared with other processes: %v)", err)
		return h
	}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan struct{})
	go func() {
		defer close(served)
		newServer(b, now).run(ctx, listener)
	}()
	h.free = func() error {
		cancel()
		<-served
		return b.Close()
	}
	return h
}
