package slackfake

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
)

// answer is the body of a response, or a part of one.
type answer map[string]any

// failure is one of Slack's error names.
type failure string

func (f failure) Error() string { return string(f) }

// memberFailure is a failure that also says what each of several users did wrong.
type memberFailure struct {
	failure
	users []answer
}

// invalidArguments is the failure of a call without what it must have.
type invalidArguments struct{ missing []string }

func (invalidArguments) Error() string { return "invalid_arguments" }

// withCursor adds where the next page begins; an empty cursor says that there is none.
func (a answer) withCursor(next string) answer {
	a["response_metadata"] = answer{"next_cursor": next}
	return a
}

// failed is the answer that tells an error.
func failed(err error) answer {
	a := answer{"ok": false, "error": err.Error()}
	if e, ok := errors.AsType[missingScope](err); ok {
		a["needed"], a["provided"] = e.needed, e.provided
	}
	if e, ok := errors.AsType[memberFailure](err); ok {
		a["errors"] = e.users
	}
	if e, ok := errors.AsType[invalidArguments](err); ok {
		messages := make([]string, len(e.missing))
		for i, name := range e.missing {
			messages[i] = "[ERROR] missing required field: " + name
		}
		a["response_metadata"] = answer{"messages": messages}
	}
	return a
}

// succeeded completes an answer with ok and with the call's warnings.
func succeeded(a answer, c *call) answer {
	if a == nil {
		a = answer{}
	}
	a["ok"] = true
	if len(c.warnings) > 0 {
		a["warning"] = strings.Join(c.warnings, ",")
		meta, _ := a["response_metadata"].(answer)
		if meta == nil {
			meta = answer{}
		}
		meta["warnings"] = c.warnings
		a["response_metadata"] = meta
	}
	return a
}

// write sends a body as JSON with status 200: Slack tells errors of its own in the body.
func (a answer) write(rw http.ResponseWriter) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(rw).Encode(a)
}
