package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"baton/integrations/slack/message"
)

// Kind is what a person did.
type Kind uint8

// Kinds of requests.
const (
	// Other is something that asks nothing of baton, such as a form that was closed. It is acknowledged and no more.
	Other Kind = iota
	// Command is a line behind /incident.
	Command
	// Press is a press of a button under a message of baton's.
	Press
	// Shortcut is the use of "Add to timeline" on a message.
	Shortcut
	// Submit is a form that was filled in.
	Submit
)

// Request is what a person asked for, decoded. Every text is as it came, and hostile; ids are ids, or empty.
type Request struct {
	Kind Kind
	// ID names the request: the same one if it comes again.
	ID string
	// User and Channel are ids of Slack's; Channel is empty for a form.
	User, Channel string
	// ChannelName is without the #, and Slack's word for one that it does not tell, such as "privategroup".
	ChannelName string
	// Team is the workspace's id, Domain its name in addresses, "acme" for acme.slack.com.
	Team, Domain string
	// Trigger is the right to open a form within 3 seconds, ResponseURL the address for up to 5 answers within 30 minutes
	// (docs.slack.dev, "Handling user interaction").
	Trigger, ResponseURL string

	// Text stands behind the slash command, with its mentions in angle forms (should_escape).
	Text string
	// Action and Value are what a button is called, and what it is about. At is when it was pressed by Slack's clock, UTC;
	// zero where Slack does not say.
	Action, Value string
	At            time.Time
	// Callback names the shortcut, or the form.
	Callback string
	// Message is what the shortcut was used on.
	Message message.Raw
	// Metadata is what a form was opened with, Choice what was chosen in it.
	Metadata, Choice string
}

// name gives the request its ID: the trigger, which Slack makes anew for everything that a person does, or else what the
// payload says, where it says that in the very same bytes.
func (r *Request) name(payload []byte) {
	const longest = 200
	if t := r.Trigger; t != "" && len(t) <= longest && strings.Trim(t, triggerSigns) == "" {
		r.ID = t
		return
	}
	sum := sha256.Sum256(payload)
	r.ID = hex.EncodeToString(sum[:16])
}

const triggerSigns = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

// key is the key of the order that the request gives. That of a command ends in what says that the same person typed
// the same line.
func (r *Request) key() string {
	if r.Kind == Command {
		return "slack:cmd:" + r.ID + r.sameLine()
	}
	return "slack:press:" + r.ID
}

// sameLine is the same for the same line of the same person.
func (r *Request) sameLine() string {
	sum := sha256.Sum256([]byte(r.User + " " + strings.Join(strings.Fields(r.Text), " ")))
	return ":" + hex.EncodeToString(sum[:8])
}

// address is where a message of the workspace is read, empty where the workspace's name is not known.
func (r *Request) address(channel string, at, thread message.Stamp) string {
	if r.Domain == "" || at.IsZero() {
		return ""
	}
	link := r.channelAddress(channel) + "/p" + strings.ReplaceAll(at.String(), ".", "")
	if !thread.IsZero() && thread != at {
		link += "?thread_ts=" + thread.String() + "&cid=" + channel
	}
	return link
}

// channelAddress is where a channel of the workspace is read.
func (r *Request) channelAddress(channel string) string {
	if r.Domain == "" {
		return ""
	}
	return "https://" + r.Domain + ".slack.com/archives/" + channel
}
