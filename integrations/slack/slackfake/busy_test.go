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
	var mu sync.Mutex
	arrived := map[string]bool{}
	for range 3 {
		c := s.connect(t)
		go func() {
			for {
				var r received
				if c.conn.ReadJSON(&r) != nil {
					return
				}
				mu.Lock()
				arrived[r.text()] = true
				mu.Unlock()
				_ = c.conn.WriteJSON(map[string]string{"envelope_id": r.EnvelopeID}) // the next read fails where this does
			}
		}()
	}
	s.SetChaos(slackfake.Chaos{Drop: 0.2, Double: 0.2, Delay: 0.3, MaxDelay: 5 * time.Second})
	api, ctx := s.client(t), patience(t)
	var working sync.WaitGroup
	for n, p := range []*slackfake.Person{s.maya, s.theo, s.maya, s.theo} {
		working.Go(func() {
			for i := range 20 {
				ts, err := p.Say(s.ops, fmt.Sprint(n, "/", i))
				if err == nil {
					err = p.React(s.ops, ts, "eyes")
				}
				if err == nil {
					_, err = api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{ChannelID: string(s.ops), Limit: 5})
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	working.Wait()
	s.SetChaos(slackfake.Chaos{})
	delivered := make(chan error, 1)
	go func() { delivered <- s.WaitDelivered(ctx) }()
	for {
		s.clock.Advance(time.Second)
		select {
		case err := <-delivered:
			mu.Lock()
			defer mu.Unlock()
			for n := range 80 {
				if text := fmt.Sprint(n/20, "/", n%20); !arrived[text] {
					t.Errorf("message %s did not arrive", text)
				}
			}
			if err != nil {
				t.Error(err)
			}
			return
		case <-time.After(5 * time.Millisecond):
		}
	}
}
