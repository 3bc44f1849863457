package desk

import (
	"context"
	"fmt"
	"strings"

	"baton/incident"
	"baton/integrations/slack/message"
)

// came puts what came of a press in the place of the question, for everybody to see.
func (d *Desk) came(p *pressed, e incident.Event) Answer {
	text, err := outcome(p.i, e)
	if err != nil {
		return failed(err)
	}
	return Answer{Replies: []Reply{p.instead(text + p.askedBack(e))}}
}

// askedBack says when a task that somebody has taken on is asked about: it stood in the message that the answer replaces.
func (p *pressed) askedBack(e incident.Event) string {
	a, ok := p.i.Action(p.no)
	if !ok || !a.Open() || e.Kind != (incident.ActionAcknowledged{}).Kind() {
		return ""
	}
	return fmt.Sprintf("; the check-back is at %s", clock(a.Due))
}

// outcome is what an event did, by whom and when.
func outcome(i *incident.Incident, e incident.Event) (string, error) {
	f, err := e.Fact()
	if err != nil {
		return "", err
	}
	text, by, at := shown(f.Tell(i), maxEntry), " by "+who(i, e.Actor), " at "+clock(e.When.At)
	switch f.(type) {
	case incident.RoleHandedOver: // names who it was
		return text + at, nil
	case incident.OfferDeclined:
		return text + "; declined" + by + at, nil
	case incident.ActionExtended:
		return text + "," + by + at, nil
	}
	return text + by + at, nil
}

// instead takes the place of the message whose button was pressed. An action item that is still open keeps the buttons
// that can follow.
func (p *pressed) instead(text string) Reply {
	r := Reply{Text: clip(text), Replace: true, Blocks: []Block{{Type: "section", Text: &Plain{Type: "mrkdwn", Text: clip(text)}}}}
	if a, ok := p.i.Action(p.no); ok && a.Open() && p.order != nil && isAction(p.order) {
		value := fmt.Sprintf("A%d", a.No)
		r.Blocks = append(r.Blocks, Block{Type: "actions", Elements: []Element{
			{Type: "button", Action: ActionPrefix + "done", Text: plain("Done"), Value: value},
			{Type: "button", Action: ActionPrefix + "more", Text: plain("15 more minutes"), Value: value},
		}})
	}
	return r
}

func isAction(o incident.Order) bool {
	switch o.(type) {
	case incident.AcknowledgeAction, incident.FinishAction, incident.ExtendAction:
		return true
	}
	return false
}

// late answers a press that was refused. Mostly somebody was faster.
func (d *Desk) late(ctx context.Context, p *pressed, refusal error) Answer {
	if seq := p.answered(); seq != 0 || p.offerSettled() {
		return d.settled(ctx, p)
	}
	if offer, ok := p.i.OfferOf(p.role); ok && !isAction(p.order) {
		return only(fmt.Sprintf("%s is offered to %s, and only they can answer. Nothing was recorded.", p.role.Label(), who(p.i, offer.To)))
	}
	return only(refused(refusal))
}

// answered is the event that answered the question before this press, 0 where there is none that is known.
func (p *pressed) answered() uint64 {
	switch p.order.(type) {
	case incident.AcknowledgeAction, incident.FinishAction, incident.ExtendAction:
		a, _ := p.i.Action(p.no)
		if !a.Open() {
			return a.Ended.Seq
		}
		if p.verb == "ack" {
			return a.Acknowledged.Seq
		}
	case incident.AcceptRole, incident.DeclineRole:
		return p.handedOver()
	}
	return 0
}

// handedOver is the event by which the role of a button came to who has it now, 0 where that was before the question: then
// the offer was turned down, or taken back.
func (p *pressed) handedOver() uint64 {
	at, known := message.ParseStamp(p.r.Message.TS)
	if _, open := p.i.OfferOf(p.role); open || !known {
		return 0
	}
	for _, t := range p.i.Roles() {
		if t.Role == p.role && t.Since.At.After(at.Time()) {
			return t.Since.Seq
		}
	}
	return 0
}

// offerSettled tells whether the offer that the button is about is no more, and left no trace in the roles.
func (p *pressed) offerSettled() bool {
	_, open := p.i.OfferOf(p.role)
	return p.role != "" && !open
}

// settled tells who pressed that somebody else was faster, and lets everybody see what came of it.
func (d *Desk) settled(ctx context.Context, p *pressed) Answer {
	seq := p.answered()
	if seq == 0 {
		return d.stands(p)
	}
	e, err := d.event(ctx, p.i.Ref, seq)
	if err != nil {
		return failed(err)
	}
	text, err := outcome(p.i, e)
	if err != nil {
		return failed(err)
	}
	a := only(p.already(e))
	a.Replies = append(a.Replies, p.instead(text+p.askedBack(e)))
	return a
}

// stands is settled for what has no event of its own to point at: more time, and an offer that was turned down.
func (d *Desk) stands(p *pressed) Answer {
	if p.role != "" {
		text := "The offer of " + p.role.Label() + " is no more; " + who(p.i, p.i.Holder(p.role)) + " has it"
		a := only(text + ". Nothing was recorded.")
		a.Replies = append(a.Replies, p.instead(text))
		return a
	}
	item, _ := p.i.Action(p.no)
	a := only(fmt.Sprintf("A%d has time until %s already. Nothing was recorded; for more, type %s.", item.No, clock(item.Due), typed(fmt.Sprintf("more A%d 30m", item.No))))
	a.Replies = append(a.Replies, p.instead(fmt.Sprintf("A%d (%s) has time until %s", item.No, shown(item.Task, maxEntry), clock(item.Due))))
	return a
}

// already is the sentence for the second of two people.
func (p *pressed) already(e incident.Event) string {
	by := "@" + shown(string(e.Actor), maxNames)
	if p.role != "" {
		return fmt.Sprintf("%s has %s already. Nothing was recorded.", who(p.i, p.i.Holder(p.role)), p.role.Label())
	}
	what := "acknowledged"
	if a, _ := p.i.Action(p.no); !a.Open() {
		what = string(a.End)
	}
	return strings.TrimSpace(fmt.Sprintf("A%d is %s already (by %s).", p.no, what, by))
}
