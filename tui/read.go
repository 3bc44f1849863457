package tui

import (
	"strings"
	"time"

	"baton/incident"
	"baton/incident/grammar"
)

// The lines of forms are read by the grammar that reads the prompt, so that a person learns it once.

func (a *app) reader() grammar.Reader {
	r := grammar.Reader{Now: a.now, Zone: a.zone, Me: a.me}
	if a.tab != boardTab {
		state := a.subject.state()
		tier := state.Tier
		r.People, r.Started, r.Tier = a.everybody(), state.Declared.At, &tier
	}
	return r
}

// readWait reads minutes or any other wait of the grammar; nothing is zero, which stands for the usual one.
func (a *app) readWait(text string) (time.Duration, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	if strings.Trim(text, "0123456789") == "" {
		text += "m"
	}
	p, err := a.reader().Parse("more A1 " + text)
	o, ok := p.Order.(incident.ExtendAction)
	if err != nil || !ok || o.In == 0 || o.Reason != "" {
		return 0, missing(quote(text)+" is no time to wait", "15, 15m or 1h30m")
	}
	return o.In, nil
}

// readWhen reads a time that has passed; nothing is nil.
func (a *app) readWhen(text string) (*incident.When, error) {
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	p, err := a.reader().Parse("correct 1 at " + text)
	o, ok := p.Order.(incident.Correct)
	if err != nil || !ok || o.When == nil || o.Text != nil || o.Reason != "" {
		return nil, missing(quote(text)+" is no time that has passed", "14:32, -5m or 2023-01-04 14:32")
	}
	return o.When, nil
}

// readPerson reads a handle, or me.
func (a *app) readPerson(text string) (incident.Person, error) {
	if strings.EqualFold(strings.TrimSpace(text), "me") && a.me != incident.Nobody {
		return a.me, nil
	}
	return incident.ParsePerson(text)
}

func (a *app) cleaned(text string) string { return strings.TrimSpace(a.clean(text)) }

func missing(reason, instead string) error {
	return &incident.Refusal{Reason: reason, Instead: instead}
}

func quote(s string) string { return `"` + s + `"` }

// refusalText is a refusal in one sentence, for the soft line under what is being typed.
func refusalText(err error) string {
	if r, ok := err.(*incident.Refusal); ok && r.Instead != "" {
		return r.Reason + ": " + r.Instead
	}
	return err.Error()
}
