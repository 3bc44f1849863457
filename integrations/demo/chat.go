package demo

import (
	"context"
	"fmt"

	"baton/incident"
	"baton/integrations/capture"
	"baton/integrations/clean"
	"baton/timeline"
)

// say puts a message into the record as a chat channel would: the message, the commands in it, and what it answers.
func (p *Player) say(ctx context.Context, s step) error {
	p.messages++
	key := fmt.Sprintf("demo:channel:%d", p.messages)
	given := p.saidBy(s.who)
	given.Key = key
	text, _ := clean.Secrets(clean.Text(s.text))
	orders := []timeline.Instruction{{
		Order: incident.Post{MessagePosted: incident.MessagePosted{Text: text}}, Given: given,
	}}
	found := capture.Scan(text)
	given.Key = ""
	for _, c := range shown(found) {
		orders = append(orders, timeline.Instruction{Given: given, Order: incident.Propose{
			Author: s.who, Text: c.Masked(), Language: incident.Language(c.Kind.String()), Message: key,
			AlreadyRun: found.Intent == capture.Report || found.Intent == capture.Output,
		}})
	}
	answers := p.ledger.Message(capture.Message{
		ID: key, Channel: "demo", Author: string(s.who), At: given.Now, Text: text, Result: found,
	})
	for _, a := range answers {
		if !a.Veto {
			orders = append(orders, timeline.Instruction{Given: given, Order: incident.Confirm{Message: a.Proposal, Text: text}})
		}
	}
	_, _, err := p.recorder.Intake(ctx, p.ref, orders)
	return err
}

// shown are the commands that a message shows, rather than talks about.
func shown(found capture.Result) []capture.Command {
	if found.Intent == capture.Mention {
		return nil
	}
	return found.Commands
}
