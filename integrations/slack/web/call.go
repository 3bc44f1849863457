package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
)

// Call calls a method and gives the whole answer, a JSON object with ok:true. Every error is one of *Limited, *Refused,
// *Unreached and *Unclear.
func (c *Client) Call(ctx context.Context, method string, form url.Values) ([]byte, error) {
	a, gone, err := c.post(ctx, method, form)
	if err != nil {
		return nil, lost(method, gone, err)
	}
	if err := judge(method, a); err != nil {
		return nil, err
	}
	return a.Body, nil
}

// lost is the fault of a call without an answer.
func lost(method string, gone bool, err error) error {
	if gone {
		return &Unclear{Method: method, Err: err}
	}
	return &Unreached{Method: method, Err: err}
}

// verdict is what every answer of Slack's has. A field of another kind than Slack's must not hide the others.
type verdict struct {
	OK     any `json:"ok"`
	Error  any `json:"error"`
	Needed any `json:"needed"`
}

// judge says what an answer means: nil is yes.
func judge(method string, a Answer) error {
	var v verdict
	bad := json.Unmarshal(a.Body, &v) != nil
	ok, says := v.OK.(bool)
	switch {
	case a.Status == http.StatusTooManyRequests:
		return &Limited{Method: method, After: RetryAfter(a.Header)}
	case a.Status >= 500:
		return &Unclear{Method: method, Err: fmt.Errorf("the answer is %d, of Slack or of a proxy on the way", a.Status)}
	case bad || !says || a.Status >= 300 && a.Status < 400:
		return &Unclear{Method: method, Err: fmt.Errorf("something other than Slack answers: %s", Likeness(a))}
	case ok:
		return nil
	}
	return no(method, v, a.Header)
}

// no is Slack's own no. Of three of its names Slack says itself that a part may have been carried out, or does not say
// that none was (docs.slack.dev, the errors that every method has).
func no(method string, v verdict, h http.Header) error {
	name, _ := v.Error.(string)
	switch code := CodeWord(name); code {
	case "ratelimited", "rate_limited":
		return &Limited{Method: method, After: RetryAfter(h)}
	case "internal_error", "fatal_error", "service_unavailable":
		return &Unclear{Method: method, Err: fmt.Errorf("it has trouble of its own: %s", code)}
	default:
		r := &Refused{Method: method, Code: code}
		if scope, _ := v.Needed.(string); scope != "" {
			r.Needed = CodeWord(scope)
		}
		return r
	}
}

// Likeness says what an answer looks like that is not Slack's, in words that follow "something other than Slack answers:".
func Likeness(a Answer) string {
	body := bytes.TrimSpace(a.Body)
	switch {
	case a.Status >= 300 && a.Status < 400:
		return "it sends us elsewhere, as the login page of a network does"
	case bytes.HasPrefix(body, []byte("<")):
		return "it sends a web page, as a proxy or the login page of a network does"
	case len(body) == 0:
		return fmt.Sprintf("it sends nothing, with status %d", a.Status)
	}
	return fmt.Sprintf("it sends no answer of Slack's kind, with status %d", a.Status)
}
