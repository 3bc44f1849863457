package slackfake_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/integrations/slack/slackfake"
)

// TestBusyWorkspace lets people, the app and three connections work at once while envelopes are lost, doubled and late. In
// the end every message has arrived.
func TestBusyWorkspace(t *testing.T) {
	s := newStage(t, slackfake.Options{Unlimited: true, Seed: 3})
	var arrived sync.Map
	for range 3 {
		c := s.connect(t)
		go c.acknowledge(&arrived)
	}
	s.SetChaos(slackfake.Chaos{Drop: 0.2, Double: 0.2, Delay: 0.3, MaxDelay: 5 * time.Second})
	var working sync.WaitGroup
	for n, p := range []*slackfake.Person{s.maya, s.theo, s.maya, s.theo} {
		working.Go(func() {
			for i := range 20 {
				s.chat(t, p, fmt.Sprint(n, "/", i))
			}
		})
	}
	working.Wait()
	s.SetChaos(slackfake.Chaos{})
	s.passTime(t)
	for n := range 80 {
		text := fmt.Sprint(n/20, "/", n%20)
		if _, ok := arrived.Load(text); !ok {
			t.Errorf("message %s did not arrive", text)
		}
	}
}

// acknowledge acknowledges everything until the connection ends, and notes the texts.
func (c *wire) acknowledge(arrived *sync.Map) {
	for {
		var r received
		if c.conn.ReadJSON(&r) != nil {
			return
		}
		arrived.Store(r.text(), true)
		_ = c.conn.WriteJSON(map[string]string{"envelope_id": r.EnvelopeID}) // the next read fails where this does
	}
}

// chat lets a person say something and press an emoji while the app reads along.
func (s *stage) chat(t *testing.T, p *slackfake.Person, text string) {
	ts, err := p.Say(s.ops, text)
	if err == nil {
		err = p.React(s.ops, ts, "eyes")
	}
	if err == nil {
		ask := slack.GetConversationHistoryParameters{ChannelID: string(s.ops), Limit: 5}
		_, err = s.client(t).GetConversationHistoryContext(patience(t), &ask)
	}
	if err != nil {
		t.Error(err)
	}
}

// passTime moves the clock until everything is delivered.
func (s *stage) passTime(t *testing.T) {
	t.Helper()
	delivered := make(chan error, 1)
	go func() { delivered <- s.WaitDelivered(patience(t)) }()
	for {
		s.clock.Advance(time.Second)
		select {
		case err := <-delivered:
			if err != nil {
				t.Error(err)
			}
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}
