package socklog

import (
	"context"
	"errors"
	"fmt"

	"baton/incident"
	"baton/timeline"
)

// errLost: the connection broke, or the owner is closing. What was asked may or may not have been done.
var errLost = errors.New("the connection to the process that has the store open is lost")

// failureHead is an error on its way over the socket: its text, and which of the known errors it is.
type failureHead struct {
	Code     string       `json:"code,omitempty"`
	Text     string       `json:"text"`
	Ref      incident.Ref `json:"ref,omitempty"`
	Expected uint64       `json:"expected,omitempty"`
	Actual   uint64       `json:"actual,omitempty"`
}

const (
	codeConflict = "conflict"
	codeProtocol = "protocol"
)

// codes are the errors that callers branch on.
var codes = map[string]error{
	"closed":    timeline.ErrClosed,
	"newer":     timeline.ErrNewerStore,
	"not_store": timeline.ErrNotAStore,
	"full":      timeline.ErrFull,
	"large":     timeline.ErrTooLarge,
	"damaged":   incident.ErrDamaged,
	"format":    incident.ErrNewerFormat,
	"canceled":  context.Canceled,
	"deadline":  context.DeadlineExceeded,
	"missing":   errUnsupported,
}

// errUnsupported: the owner's log cannot do this.
var errUnsupported = errors.New("the process that has the store open cannot do this")

func toFailure(err error) failureHead {
	h := failureHead{Text: err.Error()}
	var conflict *timeline.ConflictError
	if errors.As(err, &conflict) {
		h.Code, h.Ref, h.Expected, h.Actual = codeConflict, conflict.Ref, conflict.Expected, conflict.Actual
		return h
	}
	for code, known := range codes {
		if errors.Is(err, known) {
			h.Code = code
		}
	}
	return h
}

// remoteError has the text of the other side and is one of the known errors here.
type remoteError struct {
	text  string
	known error
}

func (e *remoteError) Error() string { return e.text }
func (e *remoteError) Unwrap() error { return e.known }

// err is the error that the other side had.
func (f frame) err() error {
	var h failureHead
	if err := f.decode(&h); err != nil {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	switch h.Code {
	case codeConflict:
		return &remoteError{h.Text, &timeline.ConflictError{Ref: h.Ref, Expected: h.Expected, Actual: h.Actual}}
	case codeProtocol:
		return &remoteError{h.Text, errProtocol}
	case "closed":
		return fmt.Errorf("%w: %s", errLost, h.Text) // the owner is closing; another will follow
	}
	return &remoteError{h.Text, codes[h.Code]}
}

// errProtocol: the two programs are too different to talk to each other.
var errProtocol = errors.New("the other baton process speaks another version of the protocol")
