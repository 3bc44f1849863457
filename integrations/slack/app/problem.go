package app

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"baton/integrations/slack/web"
)

// Problem is why a token cannot be used, in one sentence for a person and one word for a script. Neither holds the
// token, or anything that was answered but a code of Slack's.
type Problem struct {
	Code     string
	Says     string
	Next     string        // to do, or to type; "" where NewToken says it
	NewToken bool          // another token is needed in its place
	Wait     time.Duration // before it makes sense to ask again; 0 if that is not known
}

// Error is the sentence.
func (p *Problem) Error() string { return p.Says }

const again = "baton auth slack"

// problemOf says what stands in the way, or nil where Slack said yes.
func problemOf(t Token, a web.Answer, err error) *Problem {
	if err != nil {
		return noAnswer(err)
	}
	var said struct {
		OK     *bool  `json:"ok"`
		Error  string `json:"error"`
		Needed string `json:"needed"`
	}
	bad := json.Unmarshal(a.Body, &said) != nil || said.OK == nil
	switch {
	case a.Status == http.StatusTooManyRequests:
		return limited(a.Header)
	case a.Status == http.StatusProxyAuthRequired:
		return proxyLogin()
	case a.Status >= 500:
		return &Problem{Code: "slack_down", Says: fmt.Sprintf("Slack, or a proxy on the way, answers %d: it has trouble of its own", a.Status), Next: "see https://slack-status.com, then " + again}
	case bad:
		return notSlack(web.Likeness(a))
	case *said.OK:
		return nil
	}
	return refusal(t, said.Error, said.Needed, a.Header)
}

// refusal is Slack's own no (docs.slack.dev, the errors of auth.test and apps.connections.open, and those that any
// method may give).
func refusal(t Token, code, needed string, header http.Header) *Problem {
	p := &Problem{Code: web.CodeWord(code)}
	switch p.Code {
	case "invalid_auth", "not_authed":
		p.Says, p.NewToken = "Slack does not know this "+t.String()+": it was mistyped, or is of an app that is gone", true
	case "token_revoked", "token_expired":
		p.Says, p.NewToken = "this "+t.String()+" no longer works: somebody took it back, or removed the app", true
	case "account_inactive":
		p.Says, p.NewToken = "the app was removed from the workspace, or the workspace is gone; install the app again", true
	case "not_allowed_token_type":
		p.Says, p.NewToken = "Slack says that this is the wrong kind of token; the "+t.String()+" begins with "+t.prefix()+" and stands "+t.home(), true
	case "missing_scope", "no_permission":
		return missingScope(t, p.Code, web.CodeWord(needed))
	case "link_disabled", "socket_mode_disabled", "socket_mode_not_enabled", "forbidden_team":
		p.Says = "Slack refuses this app a connection: Socket Mode is off, or the workspace forbids it"
		p.Next = "switch Socket Mode on in the app's settings at https://api.slack.com/apps, then " + again
	case "access_denied", "org_login_required", "team_access_not_granted", "ekm_access_denied", "enterprise_is_restricted":
		p.Says, p.Next = "the workspace does not let this app in ("+p.Code+")", "ask an administrator of the workspace, then "+again
	case "ratelimited", "rate_limited":
		return limited(header)
	case "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org":
		p.Says, p.Next = "Slack has trouble of its own ("+p.Code+")", "see https://slack-status.com, then "+again
	default:
		p.Says, p.Next = "Slack refuses this "+t.String()+" with "+p.Code, "look it up at https://docs.slack.dev, then "+again
	}
	return p
}

func missingScope(t Token, code, needed string) *Problem {
	if t == AppToken {
		return &Problem{Code: code, Says: "this app token does not have the scope " + connectScope + "; make one that has it, " + t.home(), NewToken: true}
	}
	return &Problem{
		Code: code, Says: "this bot token lacks the scope " + needed,
		Next: "put what baton manifest prints into the app at https://api.slack.com/apps, install it again, then " + again,
	}
}

// limited is the pause that Slack wants, in whole seconds.
func limited(header http.Header) *Problem {
	p := &Problem{Code: "rate_limited", Says: "Slack was asked too often and wants a pause", Next: "wait a minute, then " + again}
	if after := web.RetryAfter(header); after > 0 {
		p.Wait = max(time.Second, after.Round(time.Second))
		p.Next = fmt.Sprintf("wait %s, then %s", p.Wait, again)
	}
	return p
}
