package slack

import (
	"errors"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
	"baton/integrations/slack/socket"
)

// TestATokenThatDoesNotWork: a token is wrong when the service starts, or is revoked in mid-life. The record goes on, the
// line says what to type, and when the token works what was said and decided meanwhile is caught up with and told.
func TestATokenThatDoesNotWork(t *testing.T) {
	final := func(err error) bool { return errors.As(err, new(*socket.Final)) }
	entry := func(err error) bool { return errors.Is(err, ErrNoEntry) }
	for _, c := range []struct {
		name    string
		midlife bool
		spoil   func(f *faulty)
		mend    func(f *faulty)
		ends    func(error) bool
	}{
		{"wrong bot token", false, func(f *faulty) { f.bot = "xoxb-wrong" }, func(f *faulty) { f.bot = "" }, entry},
		{"wrong app token", false, func(f *faulty) { f.app = "xapp-wrong" }, func(f *faulty) { f.app = "" }, final},
		{"bot token for app token", false, func(f *faulty) { f.app = f.world.BotToken() }, func(f *faulty) { f.app = "" }, final},
		{"bot token revoked before the start", false, revoked((*slackfake.Workspace).BotToken, "token_revoked"), revoked((*slackfake.Workspace).BotToken, ""), entry},
		{"bot token revoked in mid-life", true, revoked((*slackfake.Workspace).BotToken, "token_revoked"), revoked((*slackfake.Workspace).BotToken, ""), entry},
		{"app removed in mid-life", true, func(f *faulty) { f.world.RevokeTokens("account_inactive") }, func(f *faulty) { f.world.RevokeTokens("") }, entry},
		{"app token revoked in mid-life", true, func(f *faulty) {
			f.world.RevokeToken(f.world.AppToken(), "token_revoked")
			f.world.Disconnect(slackfake.RefreshRequested, 0)
		}, revoked((*slackfake.Workspace).AppToken, ""), final},
		{"Socket Mode switched off", true, func(f *faulty) { f.world.DisableSocketMode() }, func(f *faulty) { f.world.EnableSocketMode() }, final},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFaulty(t, slackfake.Options{Seed: 1})
			root := f.say("lena", "the queue grows")
			f.recorded("the queue grows")
			if !c.midlife {
				f.stop()
			}
			c.spoil(f)
			if !c.midlife {
				f.start()
			}
			f.do(incident.Assign{Owner: "tomas", Task: "read the worker logs", In: 90 * time.Minute})
			if err := f.gaveUp(); !c.ends(err) {
				t.Fatalf("the service ended with %v", err)
			}
			f.says("down since 1", "recording locally", "type baton auth slack")
			since := f.service.Status().Down
			f.clock.Advance(10 * time.Minute)
			f.unheard(1, func() { f.reply("zac", root, "it has 40,000 now") })
			for range 3 { // as whoever runs the service does
				f.clock.Advance(10 * time.Minute)
				f.start()
				if err := f.gaveUp(); !c.ends(err) {
					t.Fatalf("the service ended with %v", err)
				}
			}
			if now := f.service.Status().Down; !now.Equal(since) {
				t.Errorf("it is down since %s, and says since %s", since, now)
			}
			c.mend(f)
			f.clock.Advance(time.Minute)
			f.start()
			f.recorded("it has 40,000 now")
			f.posted("read the worker logs")
			f.rest()
			f.well()
		})
	}
}

func revoked(which func(*slackfake.Workspace) string, reason string) func(*faulty) {
	return func(f *faulty) { f.world.RevokeToken(which(f.world), reason) }
}
