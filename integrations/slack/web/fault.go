package web

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"baton/integrations/clean"
)

// Limited says that Slack was asked too often and did nothing. Slack says so in four ways (status 429 with whole
// seconds, with a fraction, with none, and status 200 with ok:false); all of them are this.
type Limited struct {
	Method string
	After  time.Duration // to wait, one hour at most; 0 where Slack does not say
}

// Error says how long, if that is known.
func (e *Limited) Error() string {
	if e.After == 0 {
		return "call " + e.Method + ": Slack was asked too often and wants a pause"
	}
	return fmt.Sprintf("call %s: Slack was asked too often and wants a pause of %s", e.Method, e.After)
}

// Refused is Slack's own no. Nothing was carried out.
type Refused struct {
	Method string
	Code   string // one of Slack's error names, or an_unknown_error
	Needed string // the scope that is missing, where that is why
}

// Error gives Slack's word for it.
func (e *Refused) Error() string {
	if e.Needed != "" {
		return fmt.Sprintf("call %s: Slack refuses: %s, it needs %s", e.Method, e.Code, e.Needed)
	}
	return fmt.Sprintf("call %s: Slack refuses: %s", e.Method, e.Code)
}

// Unreached says that the request did not get to Slack: nothing was carried out.
type Unreached struct {
	Method string
	Err    error
}

// Error gives the transport's reason, cleaned: a proxy may have written it.
func (e *Unreached) Error() string {
	return fmt.Sprintf("call %s: Slack was not reached: %s", e.Method, clean.Title(e.Err.Error(), mostReason))
}

// Unwrap is the transport's error.
func (e *Unreached) Unwrap() error { return e.Err }

// Unclear says that the request went out whole and that no answer of Slack's tells what came of it. It may have been
// carried out: look before it is repeated.
type Unclear struct {
	Method string
	Err    error
}

// Error gives the reason, cleaned.
func (e *Unclear) Error() string {
	return fmt.Sprintf("call %s: it is not known whether Slack did it: %s", e.Method, clean.Title(e.Err.Error(), mostReason))
}

// Unwrap is what came instead of an answer.
func (e *Unclear) Unwrap() error { return e.Err }

const (
	// mostReason code points of a transport's error are shown.
	mostReason = 300
	// mostWait is the longest pause that is believed. Slack asks for seconds, seldom for minutes.
	mostWait = time.Hour
)

// RetryAfter reads the header of that name: whole or broken seconds, as some proxies round and some divide. It is 0
// where there is none that makes sense, and one hour at most.
func RetryAfter(h http.Header) time.Duration {
	seconds, err := strconv.ParseFloat(h.Get("Retry-After"), 64)
	if err != nil || math.IsNaN(seconds) || seconds <= 0 {
		return 0
	}
	seconds = min(seconds, mostWait.Seconds())
	return max(time.Millisecond, time.Duration(seconds*float64(time.Second)).Round(time.Millisecond))
}

// CodeWord lets an error name of Slack's through and nothing else; what is none becomes an_unknown_error.
func CodeWord(code string) string {
	const unknown = "an_unknown_error"
	if code == "" || len(code) > 80 {
		return unknown
	}
	for _, r := range code {
		if (r < 'a' || r > 'z') && r != '_' && r != ':' && r != '.' && r != ',' {
			return unknown
		}
	}
	return code
}
