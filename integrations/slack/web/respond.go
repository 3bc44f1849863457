package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// responding stands in errors for the method. The address itself does not: whoever has it may post there.
const responding = "response_url"

// Respond posts body, as JSON, to the response_url of a command or an interaction: up to five times in half an hour
// (docs.slack.dev, "Handling user interaction"). No token goes there. Only an address of Slack's is taken, or one of this
// machine where the client speaks to a stand-in. The errors are Call's; a body that is no JSON and an address of somebody
// else are plain ones.
func (c *Client) Respond(ctx context.Context, responseURL string, body any) error {
	if !c.mayRespond(responseURL) {
		return errors.New("answer a command: the response_url is not an address of Slack's")
	}
	data, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("answer a command: %w", err)
	}
	a, gone, err := c.send(ctx, responseURL, "application/json; charset=utf-8", string(data), "")
	if err != nil {
		return lost(responding, gone, withoutAddress(err))
	}
	return judgeResponse(a)
}

func (c *Client) mayRespond(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if c.standIn {
		return loopback(address) == nil
	}
	return u.Scheme == "https" && u.Host == "hooks.slack.com"
}

// withoutAddress takes out of a transport's error where it was going.
func withoutAddress(err error) error {
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return u.Err
	}
	return err
}

// judgeResponse reads an answer, which is a word or Slack's usual JSON.
func judgeResponse(a Answer) error {
	word := string(bytes.TrimSpace(a.Body))
	switch {
	case a.Status >= 200 && a.Status < 300 && (word == "ok" || word == ""):
		return nil
	case a.Status >= 400 && a.Status < 500 && a.Status != http.StatusTooManyRequests && CodeWord(word) == word:
		return &Refused{Method: responding, Code: word}
	}
	return judge(responding, a)
}
