package socket

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"

	"baton/integrations/slack/web"
)

// Opener asks Slack for the address of a connection (apps.connections.open). The client's token is the app's own, xapp-.
func Opener(c *web.Client) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		body, err := c.Call(ctx, "apps.connections.open", nil)
		if err != nil {
			return "", err
		}
		var opened struct {
			URL string `json:"url"`
		}
		if json.Unmarshal(body, &opened) != nil {
			return "", errAddress
		}
		return opened.URL, nil
	}
}

// errAddress does not quote the address: whoever has it may connect in our place.
var errAddress = errors.New("the address to connect to is none: wss is needed, or ws on this machine")

// checkAddress lets wss through, and ws to this machine alone, where nobody listens in between.
func checkAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return errAddress
	}
	if u.Scheme == "wss" || u.Scheme == "ws" && web.OfThisMachine(u.Hostname()) {
		return nil
	}
	return errAddress
}
