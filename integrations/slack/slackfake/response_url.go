package slackfake

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"time"
)

// Limits of a response_url (docs.slack.dev, "Handling user interaction").
const (
	responses    = 5
	responseLife = 30 * time.Minute
)

// Reply is what the app said to one command or interaction: in its acknowledgement, or by the response_url.
type Reply struct {
	Type            string `json:"response_type"` // ephemeral or in_channel; empty means ephemeral
	Text            string `json:"text"`
	ReplaceOriginal bool   `json:"replace_original"`
	DeleteOriginal  bool   `json:"delete_original"`

	Blocks json.RawMessage `json:"blocks"`
}

// responseURL is where the app may answer one interaction.
type responseURL struct {
	channel *channel
	source  *Message // whose button was pressed, nil for a command
	made    time.Time
	replies []Reply
	used    int
}

// newResponseURL opens the address for answers to something done in a channel, with a message of it or with none.
func (w *Workspace) newResponseURL(ch *channel, source *Message) (url string, r *responseURL) {
	id := w.newID("")
	r = &responseURL{channel: ch, source: source, made: w.clock.Now()}
	w.responseURLs[id] = r
	return w.base + "/commands/" + id, r
}

// serveResponseURL takes an answer. It needs no token and no membership.
func (w *Workspace) serveResponseURL(rw http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, bodyLimit))
	var reply Reply
	if err == nil {
		err = json.Unmarshal(data, &reply)
	}
	if err != nil {
		http.Error(rw, "invalid_payload", http.StatusBadRequest)
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	to := w.responseURLs[r.PathValue("id")]
	switch {
	case to == nil || w.clock.Now().Sub(to.made) > responseLife:
		http.Error(rw, "expired_url", http.StatusNotFound)
	case to.used == responses:
		http.Error(rw, "used_url", http.StatusNotFound)
	default:
		to.used++
		w.take(to, reply)
		_, _ = io.WriteString(rw, "ok")
	}
}

// take shows a reply where its type says.
func (w *Workspace) take(to *responseURL, reply Reply) {
	if string(reply.Blocks) == "null" {
		reply.Blocks = nil
	}
	to.replies = append(to.replies, reply)
	switch source := to.standing(); {
	case to.channel.archived:
	case source != nil && reply.DeleteOriginal:
		w.remove(to.channel, source)
	case source != nil && reply.ReplaceOriginal:
		w.edit(to.channel, source, w.bot.ID, func(m *Message) { m.Text, m.Blocks = reply.Text, reply.Blocks })
	case reply.Type == "in_channel":
		w.post(to.channel, &Message{User: w.bot.ID, BotID: w.botID, AppID: w.appID, Text: reply.Text, Blocks: reply.Blocks})
	}
	w.touch()
}

// standing is the message of the app's that a reply can take the place of, nil for none.
func (r *responseURL) standing() *Message {
	if r.source == nil || r.source.BotID == "" || r.channel.message(r.source.TS) != r.source {
		return nil
	}
	return r.source
}

// Interaction is a command, button or shortcut on its way, and what the app answered.
type Interaction struct {
	w         *Workspace
	responses *responseURL // nil for a modal
	done      bool
	failed    bool
	ack       json.RawMessage
}

// newInteraction sends something that a person did to the app.
func (w *Workspace) newInteraction(kind string, payload answer, responses *responseURL, accepts bool) *Interaction {
	i := &Interaction{w: w, responses: responses}
	w.deliver(&envelope{kind: kind, payload: payload, accepts: accepts, answer: func(ack json.RawMessage, ok bool) {
		i.done, i.failed, i.ack = true, !ok, ack
		var reply Reply
		if kind == "slash_commands" && len(ack) > 0 && json.Unmarshal(ack, &reply) == nil && reply.Text != "" {
			w.take(responses, reply)
		}
	}})
	return i
}

// Wait returns the payload of the app's acknowledgement, if it had one. It fails with operation_timeout when the app did
// not acknowledge in time or no socket was open, and with the cause of ctx.
func (i *Interaction) Wait(ctx context.Context) (json.RawMessage, error) {
	if err := i.w.until(ctx, func() bool { return i.done }); err != nil {
		return nil, err
	}
	if i.failed {
		return nil, failure("operation_timeout")
	}
	return i.ack, nil
}

// WaitReplies returns the app's first n replies, that of the acknowledgement included.
func (i *Interaction) WaitReplies(ctx context.Context, n int) ([]Reply, error) {
	var replies []Reply
	err := i.w.until(ctx, func() bool {
		if i.responses != nil {
			replies = slices.Clone(i.responses.replies)
		}
		return len(replies) >= n
	})
	return replies, err
}
