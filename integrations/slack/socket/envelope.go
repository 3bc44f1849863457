package socket

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Envelope is one thing that Slack sent. All text in it is as it came: clean it before it is stored or shown.
type Envelope struct {
	ID   string // names this sending of it, for its acknowledgement; "" where it had none
	Type string // events_api, slash_commands, interactive, or what Slack invents next; "" for a frame that is no envelope

	Payload      []byte // JSON; nil where there is none
	AcceptsReply bool   // the acknowledgement may have a payload
	Retry        int    // how often it came before, by Slack's count
	RetryReason  string // such as timeout
	Raw          []byte // the whole frame
	At           time.Time

	by *connection
}

// mostAck is the size from which Slack drops an acknowledgement's payload without a word, bytes.
const mostAck = 20 << 10

var (
	// ErrGone says that the connection by which an envelope came has ended: Slack will not hear of its acknowledgement,
	// and sends an event again. That does no harm.
	ErrGone = errors.New("its connection has ended")
	// ErrTooLong says that Slack would drop the payload of an acknowledgement: it belongs to the response_url.
	ErrTooLong = errors.New("the reply has 20 KiB or more")
)

// Ack tells Slack that the envelope is safe here, with a payload where it may have one; nil is none. Slack waits three
// seconds for it. What is refused for its payload is not acknowledged: do so without. May be called from any goroutine.
func (e Envelope) Ack(payload any) error {
	frame, err := e.ack(payload)
	if err == nil {
		err = e.by.write(frame)
	}
	if err != nil {
		return fmt.Errorf("acknowledge a Slack envelope: %w", err)
	}
	return nil
}

// AckAll acknowledges many envelopes at once, without payloads: those of one connection go out with one system call.
// Envelopes without ID are passed over. The error holds that of each connection that had ended.
func AckAll(envelopes []Envelope) error {
	frames := map[*connection][][]byte{}
	for _, e := range envelopes {
		if frame, err := e.ack(nil); err == nil {
			frames[e.by] = append(frames[e.by], frame)
		}
	}
	var failed []error
	for by, all := range frames {
		if err := by.write(all...); err != nil {
			failed = append(failed, fmt.Errorf("acknowledge %d Slack envelopes: %w", len(all), err))
		}
	}
	return errors.Join(failed...)
}

// ack is the frame that acknowledges.
func (e Envelope) ack(payload any) ([]byte, error) {
	switch {
	case e.ID == "":
		return nil, errors.New("it has no id")
	case payload != nil && !e.AcceptsReply:
		return nil, errors.New("it takes no reply")
	}
	frame, err := json.Marshal(struct {
		ID      string `json:"envelope_id"`
		Payload any    `json:"payload,omitempty"`
	}{e.ID, payload})
	if err != nil {
		return nil, err
	}
	if len(frame) >= mostAck {
		return nil, ErrTooLong
	}
	return frame, nil
}
