package slackfake

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// Call is one Web API call as it came in. Arguments that are objects or lists are their JSON.
type Call struct {
	Method string
	Args   map[string]string // without the token
	JSON   bool              // the body was JSON, not a form
	At     time.Time
}

// call is a Call on its way through the workspace.
type call struct {
	Call
	secret   string
	token    *token   // set by authorize
	granted  string   // its scopes, as they were when it was looked at
	scopes   []string // of its method, set by authorize
	warnings []string
}

// bodyLimit is how much of a request's body is read, bytes.
const bodyLimit = 4 << 20

func (c *call) arg(name string) string { return c.Args[name] }

// is reads a boolean argument: forms say 1, true or t.
func (c *call) is(name string) bool {
	switch strings.ToLower(c.arg(name)) {
	case "1", "true", "t":
		return true
	}
	return false
}

// readCall reads method, token and arguments from a request. Slack takes forms and queries with the token as a field or
// in the header, and JSON with the token in the header only (docs.slack.dev, "Web API basics").
func readCall(r *http.Request, at time.Time) (*call, error) {
	c := &call{Call: Call{Method: r.PathValue("method"), Args: map[string]string{}, At: at}}
	if secret, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		c.secret = secret
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		return c, c.readJSON(r.Body)
	}
	err := r.ParseMultipartForm(bodyLimit)
	if err != nil && kind == "multipart/form-data" {
		return c, failure("invalid_form_data")
	}
	for name, values := range r.Form {
		c.Args[name] = values[0]
	}
	if c.secret == "" {
		c.secret = c.Args["token"]
	}
	delete(c.Args, "token")
	return c, nil
}

func (c *call) readJSON(body io.Reader) error {
	c.JSON = true
	data, err := io.ReadAll(io.LimitReader(body, bodyLimit))
	if err != nil {
		return failure("request_timeout")
	}
	if len(data) == 0 || string(data) == "null\n" {
		return nil
	}
	var fields map[string]json.RawMessage
	if !json.Valid(data) {
		return failure("invalid_json")
	}
	if json.Unmarshal(data, &fields) != nil {
		return failure("json_not_object")
	}
	for name, raw := range fields {
		c.Args[name] = plain(raw)
	}
	delete(c.Args, "token")
	return nil
}

// plain is the text of a JSON string, nothing for null, and the JSON itself of everything else.
func plain(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	return string(raw)
}
