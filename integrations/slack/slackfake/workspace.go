package slackfake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"
)

// Options say what a Workspace is like. The zero value is a good one.
type Options struct {
	Clock     Clock         // nil is the WallClock
	Seed      uint64        // of everything that is left to chance: the socket an envelope goes by, shuffles, Chaos
	Team      string        // the workspace's name; empty is "Testers"
	Bot       string        // the bot user's handle; empty is "baton"
	Scopes    []string      // of the bot token; nil means DefaultScopes
	Events    []string      // that the app subscribes to; nil means DefaultEvents
	Command   string        // the slash command that the app has; empty is "/incident"
	PingEvery time.Duration // between WebSocket pings, on the wall's time; 0 is 5 s
	Unlimited bool          // no rate limits but those that are ordered
	OnCall    func(Call)    // is told each Web API call before it is carried out; may be called from several goroutines
}

// Workspace is a Slack workspace with one app installed. Its methods may be called from any goroutine.
type Workspace struct {
	clock     Clock
	pingEvery time.Duration
	onCall    func(Call)
	base      string // http://127.0.0.1:port

	server  *http.Server
	serving sync.WaitGroup
	ctx     context.Context // ends with Close
	cancel  context.CancelFunc

	mu      sync.Mutex // guards everything below
	changed chan struct{}
	random  *rand.Rand
	ids     int

	team, teamID, domain, appID, botID string
	command                            string
	founded                            time.Time
	bot                                *User
	tokens                             []*token
	users                              []*User
	groups                             []*UserGroup
	channels                           []*channel
	triggers                           map[string]*trigger
	responseURLs                       map[string]*responseURL
	views                              []View
	ephemerals                         []Ephemeral

	limits     limits
	callFaults []*callFault
	delivery   delivery
}

// New starts a workspace on a loopback address with a port of its own. Close ends it.
func New(o Options) (*Workspace, error) {
	listener, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the stand-in workspace: %w", err)
	}
	w := newWorkspace(o)
	w.base = "http://" + listener.Addr().String()
	w.server = &http.Server{
		Handler:           w.routes(),
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return w.ctx },
	}
	w.serving.Go(func() { _ = w.server.Serve(listener) })
	return w, nil
}

func newWorkspace(o Options) *Workspace {
	w := &Workspace{
		clock: o.Clock, pingEvery: cmp.Or(o.PingEvery, 5*time.Second), onCall: o.OnCall, changed: make(chan struct{}),
		random: rand.New(rand.NewPCG(o.Seed, 1)), team: cmp.Or(o.Team, "Testers"), domain: "testers",
		command: cmp.Or(o.Command, "/incident"), triggers: map[string]*trigger{}, responseURLs: map[string]*responseURL{},
	}
	if w.clock == nil {
		w.clock = WallClock{}
	}
	w.founded = w.clock.Now()
	w.teamID, w.appID, w.botID = w.newID("T"), w.newID("A"), w.newID("B")
	handle := cmp.Or(o.Bot, "baton")
	w.bot = &User{ID: UserID(w.newID("U")), Name: handle, RealName: handle, DisplayName: handle, Bot: true}
	w.users = []*User{w.bot}
	w.tokens = []*token{
		{secret: "xoxb-" + w.newID("") + "-stand-in", scopes: o.Scopes},
		{secret: "xapp-1-" + w.appID + "-stand-in", scopes: []string{"connections:write"}, app: true},
	}
	if o.Scopes == nil {
		w.tokens[0].scopes = DefaultScopes
	}
	w.limits = newLimits(o.Unlimited)
	w.delivery = newDelivery(o.Events)
	w.ctx, w.cancel = context.WithCancel(context.Background())
	return w
}

// routes are the addresses that the workspace answers.
func (w *Workspace) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/{method}", w.serveCall)
	mux.HandleFunc("GET /link/", w.serveSocket)
	mux.HandleFunc("POST /commands/{id}", w.serveResponseURL)
	return w.counted(mux)
}

// counted lets Close wait for every request that is being served.
func (w *Workspace) counted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		if w.ctx.Err() != nil {
			w.mu.Unlock()
			panic(http.ErrAbortHandler)
		}
		w.serving.Add(1)
		w.mu.Unlock()
		defer w.serving.Done()
		next.ServeHTTP(rw, r)
	})
}

// after calls f under the lock when d has passed on the clock, unless the workspace is closed by then. The caller holds
// the lock.
func (w *Workspace) after(d time.Duration, f func()) {
	var forget func() bool
	stop := w.clock.AfterFunc(d, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		forget()
		if w.ctx.Err() == nil {
			f()
		}
	})
	forget = context.AfterFunc(w.ctx, stop)
}

// Close ends the workspace, its sockets included, and returns when nothing of it runs any more.
func (w *Workspace) Close() error {
	w.cancel()
	w.hangUp()
	err := w.server.Close()
	w.serving.Wait()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// APIURL is the base address of the Web API. It ends in a slash.
func (w *Workspace) APIURL() string { return w.base + "/api/" }

// BotUser is the user id of the app's bot.
func (w *Workspace) BotUser() UserID { return w.bot.ID }

// newID gives an id that was not given before; the workspace's first letter says what it names.
func (w *Workspace) newID(kind string) string {
	w.ids++
	return fmt.Sprintf("%s%010d", kind, w.ids)
}

// touch wakes those who wait for a change. The caller holds the lock.
func (w *Workspace) touch() {
	close(w.changed)
	w.changed = make(chan struct{})
}

// until returns when cond holds, or why ctx ended. cond runs under the lock.
func (w *Workspace) until(ctx context.Context, cond func() bool) error {
	for {
		w.mu.Lock()
		holds, changed := cond(), w.changed
		w.mu.Unlock()
		if holds {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-w.ctx.Done():
			return errors.New("the workspace was closed")
		}
	}
}
