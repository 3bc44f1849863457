package slackfake

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// CallFault is something that goes wrong with a Web API call.
type CallFault struct {
	status     int
	retryAfter string // header
	body       string
	kind       string        // content type
	slow       time.Duration // before the call is carried out
	cut        bool          // the connection ends and nothing was carried out
	answerLost bool          // carried out, and the connection ends before the answer
}

const jsonKind = "application/json; charset=utf-8"

// RateLimited is the usual refusal: status 429 and the whole seconds to wait.
func RateLimited(after time.Duration) CallFault {
	return CallFault{
		status: http.StatusTooManyRequests, retryAfter: strconv.Itoa(wholeSeconds(after)), kind: jsonKind, body: `{"ok":false,"error":"ratelimited"}`,
	}
}

// RateLimitedBare is status 429 and no word on how long.
func RateLimitedBare() CallFault {
	return CallFault{status: http.StatusTooManyRequests, kind: "text/plain", body: "Too Many Requests"}
}

// RateLimitedFraction is status 429 with seconds that are no whole number, which a client may fail to read.
func RateLimitedFraction(after time.Duration) CallFault {
	f := RateLimited(after)
	f.retryAfter = strconv.FormatFloat(after.Seconds(), 'f', 1, 64)
	return f
}

// Refused is an answer with an error name, such as ratelimited or plan_upgrade_required, and status 200.
func Refused(name string) CallFault {
	return CallFault{status: http.StatusOK, kind: jsonKind, body: `{"ok":false,"error":` + strconv.Quote(name) + `}`}
}

// ServerError is a status of 500 or more with Slack's page for it.
func ServerError(status int) CallFault {
	return CallFault{status: status, kind: "text/html; charset=utf-8", body: "<html><head><title>Server Error</title></head></html>"}
}

// ProxyPage is the page that a proxy on the way puts in place of the answer, with status 200.
func ProxyPage() CallFault {
	return CallFault{status: http.StatusOK, kind: "text/html", body: "<!DOCTYPE html><title>Sign in to the network</title><p>Accept the terms to go on."}
}

// Slow is a right answer that comes after d on the workspace's clock.
func Slow(d time.Duration) CallFault { return CallFault{slow: d} }

// CallLost ends the connection before the call is carried out.
func CallLost() CallFault { return CallFault{cut: true} }

// AnswerLost carries the call out and ends the connection before the answer.
func AnswerLost() CallFault { return CallFault{answerLost: true} }

// callFault is a fault that was ordered.
type callFault struct {
	CallFault
	method string
	left   int
}

// FailCalls makes the next n calls of a method go wrong; the empty method is any. Orders are carried out one after
// another, as they were given.
func (w *Workspace) FailCalls(method string, n int, f CallFault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.callFaults = append(w.callFaults, &callFault{CallFault: f, method: method, left: n})
}

// takeCallFault gives the fault for a call, if one was ordered.
func (w *Workspace) takeCallFault(method string) *CallFault {
	w.mu.Lock()
	defer w.mu.Unlock()
	at := slices.IndexFunc(w.callFaults, func(f *callFault) bool { return f.method == "" || f.method == method })
	if at < 0 {
		return nil
	}
	f := w.callFaults[at]
	f.left--
	if f.left <= 0 {
		w.callFaults = slices.Delete(w.callFaults, at, at+1)
	}
	return &f.CallFault
}

// before does what goes wrong before a call is carried out. It is true when that was the answer.
func (f *CallFault) before(w *Workspace, rw http.ResponseWriter, r *http.Request) bool {
	switch {
	case f.cut:
		panic(http.ErrAbortHandler)
	case f.slow > 0:
		return wait(r.Context(), w.clock, f.slow) != nil
	case f.status == 0:
		return false
	}
	rw.Header().Set("Content-Type", f.kind)
	if f.retryAfter != "" {
		rw.Header().Set("Retry-After", f.retryAfter)
	}
	rw.WriteHeader(f.status)
	_, _ = io.WriteString(rw, f.body)
	return true
}
