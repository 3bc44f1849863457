package socket

import (
	"encoding/json"
	"errors"
)

// frame is what a WebSocket message of Slack's can hold: an envelope, or a word about the connection.
type frame struct {
	Type         string          `json:"type"`
	EnvelopeID   string          `json:"envelope_id"`
	Payload      json.RawMessage `json:"payload"`
	AcceptsReply bool            `json:"accepts_response_payload"`
	Retry        int             `json:"retry_attempt"`
	RetryReason  string          `json:"retry_reason"`
	Reason       string          `json:"reason"` // of a disconnect
}

// Words about the connection (docs.slack.dev, "Using Socket Mode").
const (
	hello      = "hello"
	disconnect = "disconnect"
)

// decode reads a frame. A field of another kind than Slack's costs that field alone. What is no JSON object is the empty
// frame.
func decode(data []byte) frame {
	var f frame
	err := json.Unmarshal(data, &f)
	if wrongKind := (*json.UnmarshalTypeError)(nil); err != nil && !errors.As(err, &wrongKind) {
		return frame{}
	}
	return f
}

// aboutConnection tells whether a frame is a word about its connection.
func (f frame) aboutConnection() bool {
	return f.EnvelopeID == "" && (f.Type == hello || f.Type == disconnect)
}

// envelope is what is handed on of a frame. One that cannot be acknowledged has nothing but its bytes.
func (f frame) envelope(data []byte) Envelope {
	if f.EnvelopeID == "" {
		return Envelope{Raw: data}
	}
	return Envelope{
		ID: f.EnvelopeID, Type: f.Type, Payload: f.Payload, AcceptsReply: f.AcceptsReply,
		Retry: max(0, f.Retry), RetryReason: f.RetryReason, Raw: data,
	}
}
