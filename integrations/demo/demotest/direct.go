package demotest

import (
	"context"
	"fmt"
	"time"

	"baton/incident"
	"baton/integrations/capture"
	"baton/integrations/clean"
	"baton/integrations/demo"
	"baton/timeline"
)

// Direct is a demo.Scene without a channel: everything goes straight into the record.
type Direct struct {
	recorder *timeline.Recorder
	ledger   *capture.Ledger
	messages int
}

// NewPlayer gives a player of the script that plays directly into a record, which must go by the same clock.
func NewPlayer(r *timeline.Recorder, c *demo.Clock) (*demo.Player, error) {
	return demo.NewPlayer(r, c, &Direct{recorder: r, ledger: capture.NewLedger()})
}

// Declare declares an incident; see demo.Scene.
func (d *Direct) Declare(ctx context.Context, who incident.Person, title string) (incident.Ref, error) {
	state, err := d.recorder.Declare(ctx, incident.Declare{Title: title}, d.saidBy(who), time.UTC)
	return state.Ref, err
}

// Type gives an order; see demo.Scene.
func (d *Direct) Type(ctx context.Context, ref incident.Ref, who incident.Person, line string) error {
	return demo.Do(ctx, d.recorder, ref, who, line)
}

// Press gives the order that a button stands for; see demo.Scene.
func (d *Direct) Press(ctx context.Context, ref incident.Ref, who incident.Person, b demo.Button) error {
	return d.Type(ctx, ref, who, b.Verb+" "+b.About)
}

// Post puts a message into the record as a channel's mirror does: the message, the commands in it, and what it answers.
func (d *Direct) Post(ctx context.Context, ref incident.Ref, who incident.Person, text string) error {
	d.messages++
	key := fmt.Sprintf("demo:channel:%d", d.messages)
	given := d.saidBy(who)
	given.Key = key
	text, _ = clean.Secrets(clean.Text(text))
	orders := []timeline.Instruction{{
		Order: incident.Post{MessagePosted: incident.MessagePosted{Text: text}}, Given: given,
	}}
	found := capture.Scan(text)
	given.Key = ""
	for _, c := range shown(found) {
		orders = append(orders, timeline.Instruction{Given: given, Order: incident.Propose{
			Author: who, Text: c.Masked(), Language: incident.Language(c.Kind.String()), Message: key,
			AlreadyRun: found.Intent == capture.Report || found.Intent == capture.Output,
		}})
	}
	answers := d.ledger.Message(capture.Message{
		ID: key, Channel: "demo", Author: string(who), At: given.Now, Text: text, Result: found,
	})
	for _, a := range answers {
		if !a.Veto {
			orders = append(orders, timeline.Instruction{Given: given, Order: incident.Confirm{Message: a.Proposal, Text: text}})
		}
	}
	_, _, err := d.recorder.Intake(ctx, ref, orders)
	return err
}

func (d *Direct) saidBy(who incident.Person) incident.Given {
	return incident.Given{By: who, Now: d.recorder.Now(), Origin: "demo"}
}

// shown are the commands that a message shows, rather than talks about.
func shown(found capture.Result) []capture.Command {
	if found.Intent == capture.Mention {
		return nil
	}
	return found.Commands
}
