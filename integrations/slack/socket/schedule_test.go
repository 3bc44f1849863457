package socket

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"baton/integrations/slack/slackfake"
)

// TestFaultsAtRandom: whatever goes wrong in whatever order, every message is taken in the end, both connections come
// back, and nobody asks for addresses without end.
func TestFaultsAtRandom(t *testing.T) {
	for seed := range uint64(6) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newStage(t)
			random := rand.New(rand.NewPCG(seed, 7))
			s.o.Rand = func() float64 { return 0.5 }
			s.run(t)
			var texts []string
			for range 40 {
				s.misfortune(random)
				texts = append(texts, fmt.Sprintf("message %d", len(texts)))
				s.say(t, texts[len(texts)-1])
			}
			s.advance(t, time.Second, s.WaitDelivered)
			s.untilTaken(t, texts...)
			s.advance(t, time.Second, func(ctx context.Context) error { return s.WaitSockets(ctx, 2) })
			s.until(t, "both", func() bool { return s.state().Connections == 2 && s.state().Problem == "" })
			if opened, _, _ := s.seen(); opened > 2+2*40+20 {
				t.Errorf("asked for %d addresses", opened)
			}
		})
	}
}

// misfortune lets one thing go wrong, or some time pass.
func (s *stage) misfortune(random *rand.Rand) {
	reasons := []slackfake.Reason{slackfake.Warning, slackfake.RefreshRequested, slackfake.TooManyWebSockets}
	faults := []slackfake.CallFault{slackfake.RateLimited(2 * time.Second), slackfake.ProxyPage(), slackfake.CallLost(), slackfake.ServerError(500)}
	switch random.IntN(8) {
	case 0, 1:
		s.Disconnect(reasons[random.IntN(len(reasons))], random.IntN(4))
	case 2:
		s.CutEnvelope()
	case 3:
		s.FailCalls("apps.connections.open", 1, faults[random.IntN(len(faults))])
	case 4:
		s.DropEnvelopes(1)
	case 5:
		s.DoubleEnvelopes(1)
	default:
		s.clock.Advance(time.Duration(random.IntN(4000)) * time.Millisecond)
	}
}
