package desk

import (
	"context"
	"errors"

	"baton/incident"
	"baton/timeline"
)

// Answer is what is to be sent back. The acknowledgement goes first, through the connection that the request came by.
type Answer struct {
	// Ack is the payload of the acknowledgement, to be written as JSON; nil for none. Slack drops one of 20 KiB or more.
	Ack any
	// Replies go to the request's ResponseURL, in order, after the acknowledgement.
	Replies []Reply
	// Form is to be opened with the request's Trigger (views.open); nil for none.
	Form *View
	// Later is what takes a second, such as asking Slack who is in a group: it is to be called after the acknowledgement,
	// and its own answer has no Ack. nil where nothing is left to be done.
	Later func(context.Context) Answer
	// Declared is the incident that the request declared: whoever asked waits for its channel, and is to be sent what
	// [Desk.Bound] says once there is one. Empty otherwise.
	Declared incident.Ref
	// Err is what went wrong on this side, for the log of the program; the person was told in their own words.
	Err error
}

// Reply is one message that answers a request. Text is in Slack's markup, with everything from outside escaped.
type Reply struct {
	Type string `json:"response_type,omitempty"` // "ephemeral": only the one who asked sees it
	Text string `json:"text"`
	// Replace puts it in the place of the message whose button was pressed.
	Replace bool    `json:"replace_original"`
	Blocks  []Block `json:"blocks,omitempty"`
}

// View is a form, or what takes its place (docs.slack.dev, "Modals").
type View struct {
	Type     string  `json:"type"` // "modal"
	Callback string  `json:"callback_id,omitempty"`
	Metadata string  `json:"private_metadata,omitempty"` // comes back with the form; at most 3000 characters
	Title    Plain   `json:"title"`                      // at most 24 characters
	Submit   *Plain  `json:"submit,omitempty"`
	Close    *Plain  `json:"close,omitempty"`
	Blocks   []Block `json:"blocks"`
}

// Block is one block of a message or a form (docs.slack.dev, Block Kit reference).
type Block struct {
	Type     string    `json:"type"` // "section", "actions" or "input"
	ID       string    `json:"block_id,omitempty"`
	Text     *Plain    `json:"text,omitempty"`
	Label    *Plain    `json:"label,omitempty"`
	Element  *Element  `json:"element,omitempty"`
	Elements []Element `json:"elements,omitempty"`
}

// Element is a button, or a list to choose from.
type Element struct {
	Type    string   `json:"type"` // "button" or "static_select"
	Action  string   `json:"action_id"`
	Text    *Plain   `json:"text,omitempty"`
	Value   string   `json:"value,omitempty"`
	Options []Option `json:"options,omitempty"` // 1 to 100
}

// Option is one thing to choose.
type Option struct {
	Text  Plain  `json:"text"` // at most 75 characters
	Value string `json:"value"`
}

// Plain is a text of a block: "plain_text", which stands as it is, or "mrkdwn".
type Plain struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

func plain(text string) *Plain { return &Plain{Type: "plain_text", Text: text} }

// only is an answer that nobody but the one who asked sees.
func only(text string) Answer {
	return Answer{Replies: []Reply{{Type: "ephemeral", Text: clip(text)}}}
}

// failed tells the person that the record could not be reached, and keeps the reason for the program's own log: it may
// name files of this machine.
func failed(err error) Answer {
	if errors.Is(err, timeline.ErrFull) {
		a := only("Nothing was recorded: the disk of the machine that baton runs on is full. When somebody has made room there, type it again.")
		a.Err = err
		return a
	}
	a := only("baton could not reach its record just now, and cannot tell whether that was kept. Look with `/incident`, then try again; the console says what is wrong.")
	a.Err = err
	return a
}
