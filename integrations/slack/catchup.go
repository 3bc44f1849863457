package slack

import (
	"context"
	"errors"
	"net/url"
	"slices"
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

// catching keeps which spans of which channels are still to be read, and reads them one page after another.
type catching struct {
	mu    sync.Mutex
	plans map[incident.Ref][]*mirror.Plan
	wake  chan struct{}
}

func newCatching() *catching {
	return &catching{plans: map[incident.Ref][]*mirror.Plan{}, wake: make(chan struct{}, 1)}
}

// catchUp plans to read an incident's channel from a moment on until now.
func (s *Service) catchUp(ref incident.Ref, from time.Time) {
	m := s.channels.ofRef(ref)
	if m == nil {
		return
	}
	instead := s.catching.within(ref, from)
	for _, p := range instead {
		from = earlier(from, p.From)
	}
	plan := m.mirror.Plan(from, s.rec.Now().Add(overlap)) // Slack's clock may be ahead
	s.catching.replace(ref, plan, instead)
	s.tellCatching()
	select {
	case s.catching.wake <- struct{}{}:
	default:
	}
}

// within are the plans of a channel of which all that was read so far would be read again by one from a moment on. However
// often connections are lost, few plans wait at a time.
func (c *catching) within(ref incident.Ref, from time.Time) (all []*mirror.Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.plans[ref] {
		if !p.Scanned && (p.Upto.IsZero() || !p.Upto.Time().Before(from.Add(-mirror.Reach))) {
			all = append(all, p)
		}
	}
	return all
}

// replace puts a plan in the place of others.
func (c *catching) replace(ref incident.Ref, plan *mirror.Plan, others []*mirror.Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(c.plans[ref]), func(p *mirror.Plan) bool { return slices.Contains(others, p) })
	c.plans[ref] = append(left, plan)
}

// busy tells whether a channel is still to be read.
func (c *catching) busy(ref incident.Ref) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.plans[ref]) > 0
}

// missed plans to read every channel from a moment on.
func (s *Service) missed(from time.Time) {
	for _, m := range s.channels.all() {
		s.catchUp(m.ref, from.Add(-overlap))
	}
}

// readMissed reads what is planned until ctx ends.
func (s *Service) readMissed(ctx context.Context) error {
	if err := s.untilHearing(ctx); err != nil {
		return err
	}
	tries := 0
	for {
		ref, plan := s.catching.next()
		if plan == nil {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-s.catching.wake:
			}
			continue
		}
		err := s.readPage(ctx, ref, plan)
		if err == nil {
			tries = 0
			s.tellCatching()
			continue
		}
		tries++
		if err := s.pause(ctx, s.hold(ref, err, tries)); err != nil {
			return err
		}
	}
}

// next is the newest plan of some channel: what was said last is of most use.
func (c *catching) next() (incident.Ref, *mirror.Plan) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var ref incident.Ref
	var newest *mirror.Plan
	for r, plans := range c.plans {
		for _, p := range plans {
			if newest == nil || p.To.After(newest.To) || p.To.Equal(newest.To) && r < ref {
				ref, newest = r, p
			}
		}
	}
	return ref, newest
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
	s.people.learn(ctx, page.People()...)
	if err := m.mirror.Fill(ctx, request, page, asked); err != nil {
		return s.failing(err)
	}
	s.catching.mu.Lock()
	plan.Answer(request, page)
	s.catching.mu.Unlock()
	if plan.Done() {
		s.catching.drop(ref, plan)
		s.log.Info("caught up", "incident", string(ref), "from", plan.From, "to", plan.To)
	}
	s.channelWorks(ref)
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
	return err
}

// hold is how long nothing is read after a failure: as Slack says, or longer from try to try.
func (s *Service) hold(ref incident.Ref, err error, tries int) time.Duration {
	limited := (*web.Limited)(nil)
	if errors.As(err, &limited) && limited.After > 0 {
		return limited.After
	}
	wait := min(time.Minute, time.Second<<min(tries-1, 6))
	s.log.Warn("a channel cannot be read at present", "incident", string(ref), "error", err.Error(), "again_in", wait.String())
	return wait
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
	now := s.rec.Now()
	s.board.say(func(st *Status) {
		if st.CatchingUp = lines; len(lines) == 0 {
			st.Behind = time.Time{}
		} else if st.Behind.IsZero() {
			st.Behind = now
		}
	})
}

func (s *Service) channelFails(ref incident.Ref, why string) {
	s.board.say(func(st *Status) {
		c := st.Channels[string(ref)]
		c.Problem = why
		st.Channels[string(ref)] = c
	})
}

func (s *Service) channelWorks(ref incident.Ref) {
	s.board.say(func(st *Status) {
		c := st.Channels[string(ref)]
		c.Problem = ""
		st.Channels[string(ref)] = c
	})
}

// sweep reads the channels again now and then.
func (s *Service) sweep(ctx context.Context) error {
	left := map[incident.Ref]time.Time{}
	for {
		began := s.rec.Now()
		if err := s.pause(ctx, sweepEvery); err != nil {
			return err
		}
		s.sweepFrom(ctx, began, left)
	}
}

// sweepFrom plans to read the channels from a moment on. One that is still being read is left until it has been, and left
// keeps since when: a channel that says more than the limits let one read must not gather plans.
func (s *Service) sweepFrom(ctx context.Context, began time.Time, left map[incident.Ref]time.Time) {
	for _, m := range s.channels.all() {
		if s.over(ctx, m) {
			delete(left, m.ref)
			continue
		}
		from, ok := left[m.ref]
		if !ok {
			from = began
		}
		if s.catching.busy(m.ref) {
			left[m.ref] = from
			continue
		}
		delete(left, m.ref)
		s.catchUp(m.ref, from.Add(-overlap))
	}
}
