package desk

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/message"
)

// Names in the form that asks which incident is meant.
const (
	chooseCallback = "baton_choose_incident"
	choiceBlock    = "incident"
	choiceAction   = "choice"
)

// Limits of forms (docs.slack.dev, "Modals" and Block Kit reference), in characters.
const (
	metadataLimit = 3_000
	optionLimit   = 75
	optionsLimit  = 100
)

// choose is the form that asks to which incident a message is added. The message travels with it, because nothing is kept
// here; of a long one the beginning, and the address of the whole.
func choose(open []incident.Incident, q quoted) *View {
	var options []Option
	for k := range open[:min(len(open), optionsLimit)] {
		i := &open[k]
		title, _ := clean.Secrets(i.Title)
		options = append(options, Option{Text: *plain(clean.Title(title+" ("+string(i.Ref)+")", optionLimit)), Value: string(i.Ref)})
	}
	return &View{
		Type: "modal", Callback: chooseCallback, Metadata: q.packed(),
		Title: *plain("Add to timeline"), Submit: plain("Add"), Close: plain("Cancel"),
		Blocks: []Block{{Type: "input", ID: choiceBlock, Label: plain("Which incident is the message about?"), Element: &Element{
			Type: "static_select", Action: choiceAction, Options: options,
		}}},
	}
}

// packed is the message as text that fits a form.
func (q *quoted) packed() string {
	for most := metadataLimit; ; most /= 2 {
		short := *q
		if len(short.Text) > most {
			short.Text = message.Clip(short.Text, most) + " …"
		}
		b, err := json.Marshal(short)
		if err == nil && utf8.RuneCount(b) <= metadataLimit || most == 0 {
			return string(b)
		}
	}
}

// unpacked reads what packed wrote, as if it came from anybody.
func unpacked(s string) (q quoted, ok bool) {
	if json.Unmarshal([]byte(s), &q) != nil {
		return q, false
	}
	by, err := incident.ParsePerson(string(q.By))
	if q.By == incident.Nobody {
		err = nil
	}
	if !strings.HasPrefix(q.Link, "https://") || strings.ContainsAny(q.Link, " \n") {
		q.Link = ""
	}
	q.By, q.Text, q.Name, q.Link = by, door(q.Text), message.Label(q.Name), clean.Line(q.Link)
	return q, err == nil && message.IsID(q.Channel) && !q.At.IsZero()
}

// submit adds the message to the incident that was chosen in the form, and answers in its place.
func (d *Desk) submit(ctx context.Context, r *Request) Answer {
	if r.Callback != chooseCallback {
		return Answer{}
	}
	q, ok := unpacked(r.Metadata)
	ref, err := incident.ParseRef(r.Choice)
	if err != nil || !ok {
		return Answer{Ack: unchosen("Choose one of the incidents.")}
	}
	i, err := d.o.Recorder.State(ctx, ref)
	if err == nil && i.Ref == "" {
		return Answer{Ack: unchosen("There is no such incident any more.")}
	}
	a := failed(err)
	if err == nil {
		a = d.add(ctx, r, &i, q)
	}
	if a.Later != nil { // a form has no address for a later answer, and waits three seconds for this one
		a = a.Later(ctx)
	}
	return Answer{Err: a.Err, Ack: update{Action: "update", View: &View{
		Type: "modal", Title: *plain("Add to timeline"), Close: plain("Close"),
		Blocks: []Block{{Type: "section", Text: &Plain{Type: "mrkdwn", Text: a.Replies[0].Text}}},
	}}}
}

// update acknowledges a form by showing something else in its place, or what is wrong in it.
type update struct {
	Action string            `json:"response_action"` // "update" or "errors"
	View   *View             `json:"view,omitempty"`
	Errors map[string]string `json:"errors,omitempty"`
}

func unchosen(text string) update {
	return update{Action: "errors", Errors: map[string]string{choiceBlock: text}}
}
