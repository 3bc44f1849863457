package slack

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/web"
)

const (
	// overlap is read again before a span in doubt, because two clocks are compared.
	overlap = 2 * time.Minute
	// sweepEvery is how often the channels are read again although nothing seems to be missing: Slack promises nothing for
	// what it sent while a connection was being lost.
	sweepEvery = 10 * time.Minute
	// pageSize is how many messages are asked for at once (docs.slack.dev, conversations.history: at most 999).
	pageSize = 999
)

// catching keeps which spans of which channels are still to be read, and of which channels Slack is to be asked what they
// are like now.
type catching struct {
	mu    sync.Mutex
	plans map[incident.Ref][]*mirror.Plan
	asks  map[incident.Ref]bool
	rests map[incident.Ref]rest // of a channel that cannot be read; that of all of them under ""
	wake  chan struct{}
}

// rest is until when nothing is tried, and after how many failures.
type rest struct {
	until time.Time
	tries int
}

func newCatching() *catching {
	return &catching{
		plans: map[incident.Ref][]*mirror.Plan{}, asks: map[incident.Ref]bool{}, rests: map[incident.Ref]rest{}, wake: make(chan struct{}, 1),
	}
}

// catchUp plans to read an incident's channel from a moment on until now.
func (s *Service) catchUp(ref incident.Ref, from time.Time) {
	m := s.channels.ofRef(ref)
	if m == nil {
		return
	}
	to := s.rec.Now().Add(overlap) // Slack's clock may be ahead
	old := s.catching.unbegun(ref, from, to)
	if old != nil {
		from = earlier(from, old.From)
	}
	s.catching.add(ref, m.mirror.Plan(from, to), old)
	s.tellCatching()
	s.catching.ring()
}

// unbegun is a plan that touches a span and of which nothing is read yet: one that does for both takes its place. It is nil
// where there is none.
func (c *catching) unbegun(ref incident.Ref, from, to time.Time) *mirror.Plan {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.plans[ref] {
		if !p.Scanned && p.Upto.IsZero() && !p.From.After(to) && !from.After(p.To) && !p.To.After(to) {
			return p
		}
	}
	return nil
}

// add puts a plan on the list, in the place of an older one if there is one.
func (c *catching) add(ref incident.Ref, plan, old *mirror.Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := []*mirror.Plan{}
	for _, p := range c.plans[ref] {
		if p != old {
			left = append(left, p)
		}
	}
	c.plans[ref] = append(left, plan)
}

// ring lets the reader look what there is to do.
func (c *catching) ring() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// ask makes the reader ask what a channel is like now.
func (c *catching) ask(ref incident.Ref) {
	c.mu.Lock()
	c.asks[ref] = true
	c.mu.Unlock()
	c.ring()
}

// missed plans to read every channel from a moment on.
func (s *Service) missed(from time.Time) {
	for _, m := range s.channels.all() {
		s.catchUp(m.ref, from.Add(-overlap))
	}
}

// readMissed reads what is planned until ctx ends.
func (s *Service) readMissed(ctx context.Context) error {
	for {
		w := s.catching.next(s.rec.Now())
		if w.ref == "" {
			if err := s.idle(ctx, w.until); err != nil {
				return err
			}
			continue
		}
		var err error
		if w.plan == nil {
			err = s.describe(ctx, w.ref)
		} else {
			err = s.readPage(ctx, w.ref, w.plan)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s.catching.rest(w.ref, s.rec.Now(), err)
		if err != nil {
			s.log.Warn("a channel cannot be read at present", "incident", string(w.ref), "error", err.Error())
		}
		s.tellCatching()
	}
}

// idle waits until there may be something to read.
func (s *Service) idle(ctx context.Context, until time.Time) error {
	late := make(chan struct{})
	if !until.IsZero() {
		stop := s.clock.AfterFunc(until.Sub(s.rec.Now()), func() { close(late) })
		defer stop()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-late:
	case <-s.catching.wake:
	}
	return nil
}

// work is what the reader does next: it asks what a channel is like where there is no plan, and nothing before until where
// there is no channel either, zero for as long as nobody says so.
type work struct {
	ref   incident.Ref
	plan  *mirror.Plan
	until time.Time
}

// next is the newest plan of some channel: what was said last is of most use. A channel that cannot be read at present
// keeps no other waiting.
func (c *catching) next(now time.Time) (w work) {
	c.mu.Lock()
	defer c.mu.Unlock()
	rests := func(ref incident.Ref) bool {
		until := c.rests[ref].until
		if all := c.rests[""].until; all.After(until) {
			until = all
		}
		if until.After(now) && (w.until.IsZero() || until.Before(w.until)) {
			w.until = until
		}
		return until.After(now)
	}
	for ref := range c.asks {
		if !rests(ref) && (w.ref == "" || ref < w.ref) {
			w.ref = ref
		}
	}
	if w.ref != "" {
		return w
	}
	for ref, plans := range c.plans {
		if rests(ref) {
			continue
		}
		for _, p := range plans {
			if w.plan == nil || p.To.After(w.plan.To) || p.To.Equal(w.plan.To) && ref < w.ref {
				w.ref, w.plan = ref, p
			}
		}
	}
	return w
}

// rest notes how reading a channel went. What Slack refuses rests alone; anything else, such as a limit, is about all.
func (c *catching) rest(ref incident.Ref, now time.Time, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		delete(c.rests, ref)
		delete(c.rests, "")
		return
	}
	if !errors.As(err, new(*web.Refused)) {
		ref = ""
	}
	tries := c.rests[ref].tries + 1
	c.rests[ref] = rest{until: now.Add(hold(err, tries)), tries: tries}
}

// resume lets a channel be read at once that could not be.
func (c *catching) resume(ref incident.Ref) {
	c.mu.Lock()
	delete(c.rests, ref)
	c.mu.Unlock()
	c.ring()
}

// drop takes a plan that is done, or cannot be, off the list.
func (c *catching) drop(ref incident.Ref, plan *mirror.Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := c.plans[ref][:0:0]
	for _, p := range c.plans[ref] {
		if p != plan {
			left = append(left, p)
		}
	}
	if c.plans[ref] = left; len(left) == 0 {
		delete(c.plans, ref)
	}
}

// readPage reads the next page of a plan into the record.
func (s *Service) readPage(ctx context.Context, ref incident.Ref, plan *mirror.Plan) error {
	m := s.channels.ofRef(ref)
	request, more := plan.Next()
	if m == nil || !more {
		s.catching.drop(ref, plan)
		return nil
	}
	asked := s.rec.Now()
	body, err := s.web.Call(ctx, method(request), arguments(m.channel.ID, request))
	if err != nil {
		return s.unreadable(ref, plan, err)
	}
	page := mirror.DecodePage(body)
	s.people.learn(ctx, page.Users()...)
	if err := s.failing(m.mirror.Fill(ctx, request, page, asked)); err != nil {
		return err
	}
	s.catching.mu.Lock()
	plan.Answer(request, page)
	s.catching.mu.Unlock()
	if plan.Done() {
		s.catching.drop(ref, plan)
		s.log.Info("caught up", "incident", string(ref), "from", plan.From, "to", plan.To)
	}
	s.channelFails(ref, "")
	return nil
}

func method(r mirror.Request) string {
	if r.Thread.IsZero() {
		return "conversations.history"
	}
	return "conversations.replies"
}

func arguments(channel string, r mirror.Request) url.Values {
	args := url.Values{"channel": {channel}, "limit": {strconv.Itoa(pageSize)}, "inclusive": {"1"}}
	if !r.Oldest.IsZero() {
		args.Set("oldest", r.Oldest.String())
	}
	if !r.Latest.IsZero() {
		args.Set("latest", r.Latest.String())
	}
	if !r.Thread.IsZero() {
		args.Set("ts", r.Thread.String())
	}
	return args
}

// unreadable deals with a page that Slack does not give. A thread whose root is gone is none any more; a channel that the
// bot was taken out of is said to be so, and tried again.
func (s *Service) unreadable(ref incident.Ref, plan *mirror.Plan, err error) error {
	refused := (*web.Refused)(nil)
	if !errors.As(err, &refused) {
		return err
	}
	request, _ := plan.Next()
	if refused.Code == "thread_not_found" || refused.Code == "message_not_found" {
		s.catching.mu.Lock()
		plan.Answer(request, mirror.Page{})
		s.catching.mu.Unlock()
		return nil
	}
	s.channelFails(ref, refusedWords(refused))
	s.doubtEntry(refused)
	return err
}

// hold is how long nothing is read after a failure: as Slack says, or longer from try to try.
func hold(err error, tries int) time.Duration {
	limited := (*web.Limited)(nil)
	if errors.As(err, &limited) && limited.After > 0 {
		return limited.After
	}
	return min(time.Minute, time.Second<<min(tries-1, 6))
}

func (s *Service) tellCatching() {
	s.catching.mu.Lock()
	var lines []string
	for _, m := range s.channels.all() {
		if plans := s.catching.plans[m.ref]; len(plans) > 0 {
			lines = append(lines, plans[len(plans)-1].Progress(s.zone))
		}
	}
	s.catching.mu.Unlock()
	s.board.say(func(st *Status) { st.CatchingUp = lines })
}

// channelFails notes why a channel cannot be read, "" where it can.
func (s *Service) channelFails(ref incident.Ref, why string) {
	s.board.say(func(st *Status) {
		c := st.Channels[string(ref)]
		c.Problem = why
		st.Channels[string(ref)] = c
	})
}

// sweep reads the channels again now and then.
func (s *Service) sweep(ctx context.Context) error {
	for {
		from := s.rec.Now()
		if err := s.pause(ctx, sweepEvery); err != nil {
			return err
		}
		s.missed(from)
		for _, m := range s.channels.all() {
			s.catching.ask(m.ref)
		}
	}
}
