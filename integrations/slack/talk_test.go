package slack

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"baton/integrations/slack/slackfake"
)

// talk makes what an incident's channel says, as events of Slack: chat, of which a quarter is in threads, one message in
// forty has a command, one an answer to one, and one event in twenty is an emoji. The n-th event is always the same.
type talk struct {
	channel slackfake.ChannelID
	people  []slackfake.UserID
	begin   time.Time
	apart   time.Duration
	idle    bool // without commands and answers to them
}

var words = strings.Fields("db primary replica failover latency rollback deploy canary pager mitigated impact customers dashboard node disk full " +
	"timeout retry queue backlog kafka redis postgres migration lock feature flag revert hotfix status update root cause looking the a of to is")

// ts is that of the n-th event.
func (k *talk) ts(n int) string { return stamp(k.begin.Add(time.Duration(n) * k.apart)) }

func stamp(at time.Time) string { return fmt.Sprintf("%d.%06d", at.Unix(), at.Nanosecond()/1000) }

// emoji tells whether the n-th event is one rather than a message.
func emoji(n int) bool { return n%20 == 19 }

// envelope is the frame of the n-th event.
func (k *talk) envelope(n int) []byte {
	event := k.message(n)
	if emoji(n) {
		event = fmt.Sprintf(`{"type":"reaction_added","user":%q,"reaction":"eyes","item":{"type":"message","channel":%q,"ts":%q},"event_ts":%q}`,
			k.user(n), k.channel, k.ts(n-1), k.ts(n))
	}
	return fmt.Appendf(nil, `{"envelope_id":"E%d","payload":{"token":"x","team_id":"T0000000001","context_team_id":"T0000000001",`+
		`"api_app_id":"A0000000001","event":%s,"type":"event_callback","event_id":"Ev%d","event_time":%d,"authorizations":[{"enterprise_id":null,`+
		`"team_id":"T0000000001","user_id":"U0000000009","is_bot":true,"is_enterprise_install":false}],"is_ext_shared_channel":false,`+
		`"event_context":"4-Ev%d"},"type":"events_api","accepts_response_payload":false,"retry_attempt":0,"retry_reason":""}`,
		n, event, n, k.begin.Unix(), n)
}

// message is the n-th event's message, which is a message's event too.
func (k *talk) message(n int) string {
	thread := ""
	if n%4 == 1 && n > 100 {
		thread = fmt.Sprintf(`"thread_ts":%q,`, k.ts(n/100*100-2))
	}
	text := k.text(n)
	return fmt.Sprintf(`{"type":"message","user":%q,"text":%q,"ts":%q,%s"client_msg_id":"00000000-0000-4000-8000-%012d","team":"T0000000001",`+
		`"blocks":[{"type":"rich_text","block_id":"b","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":%q}]}]}],`+
		`"channel":%q,"channel_type":"channel","event_ts":%q}`, k.user(n), text, k.ts(n), thread, n, text, k.channel, k.ts(n))
}

func (k *talk) user(n int) slackfake.UserID { return k.people[n*7/3%len(k.people)] }

func (k *talk) text(n int) string {
	switch {
	case k.idle:
	case n%40 == 3:
		return fmt.Sprintf("going to run `kubectl delete pod hub-%d`", n)
	case n%40 == 8:
		return "lgtm"
	}
	r := rand.New(rand.NewPCG(1, uint64(n)))
	text := []string{fmt.Sprint(n)}
	for range 3 + r.IntN(21) {
		text = append(text, words[r.IntN(len(words))])
	}
	return strings.Join(text, " ")
}
