package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/capture"
	"baton/timeline"
)

// Player plays the afternoon into a record, line by line as its clock reaches them. Whoever sits at the keyboard can
// act in between: a line that no longer fits what they did is left out.
type Player struct {
	recorder *timeline.Recorder
	clock    *Clock
	declare  incident.Declare
	given    incident.Given // of the declaration
	steps    []step         // after it
	ref      incident.Ref
	made     map[string]int // what the words of the script stand for
	ledger   *capture.Ledger
	messages int
}

// NewPlayer reads the bundled script. The recorder must go by the same clock.
func NewPlayer(r *timeline.Recorder, c *Clock) (*Player, error) {
	steps, err := readScript(afternoon)
	if err != nil {
		return nil, fmt.Errorf("read the demo: %w", err)
	}
	p := &Player{recorder: r, clock: c, steps: steps[1:], made: map[string]int{}, ledger: capture.NewLedger()}
	phrase, err := p.read(steps[0])
	if err != nil {
		return nil, fmt.Errorf("read the demo: %w", err)
	}
	declare, ok := phrase.Order.(incident.Declare)
	if !ok {
		return nil, errors.New("the demo does not begin with a declaration")
	}
	p.declare, p.given = declare, p.saidBy(steps[0].who)
	p.ref = incident.NewRef(declare.Title, p.given.Now, 1)
	return p, nil
}

// Ref is the reference that the incident has in a record with no other of its name, so that a console can open its room
// before it is declared.
func (p *Player) Ref() incident.Ref { return p.ref }

// Begin declares the incident and returns its reference.
func (p *Player) Begin(ctx context.Context) (incident.Ref, error) {
	state, err := p.recorder.Declare(ctx, p.declare, p.given, time.UTC)
	p.ref = state.Ref
	return state.Ref, err
}

// Play goes on to the end of the script, or until the context ends. It returns what became of the lines that no longer
// fitted.
func (p *Player) Play(ctx context.Context) (leftOut []error, err error) {
	for _, s := range p.steps {
		select {
		case <-ctx.Done():
			return leftOut, nil
		case <-time.After(p.clock.until(s.at)):
		}
		err := p.perform(ctx, s)
		var refusal *incident.Refusal
		if errors.As(err, &refusal) {
			leftOut = append(leftOut, fmt.Errorf("%s %s: %w", s.who, s.text, refusal))
		} else if err != nil {
			return leftOut, fmt.Errorf("play the demo: %w", err)
		}
	}
	return leftOut, nil
}

func (p *Player) perform(ctx context.Context, s step) error {
	if s.chat {
		return p.say(ctx, s)
	}
	phrase, err := p.read(s)
	if err != nil {
		return err
	}
	outcome, _, err := p.recorder.Do(ctx, p.ref, timeline.Instruction{Order: phrase.Order, Given: p.saidBy(s.who)})
	if err != nil || s.word == "" {
		return err
	}
	return p.remember(s.word, outcome.Events)
}

func (p *Player) read(s step) (grammar.Phrase, error) {
	line := s.text
	for word, no := range p.made {
		line = strings.ReplaceAll(line, "{"+word+"}", fmt.Sprint(no))
	}
	if strings.ContainsAny(line, "{}") {
		return grammar.Phrase{}, &incident.Refusal{Reason: "the line speaks of something that was never made"}
	}
	return grammar.Reader{Now: p.clock.Now(), Zone: time.UTC, Me: s.who}.Parse(line)
}

func (p *Player) saidBy(who incident.Person) incident.Given {
	return incident.Given{By: who, Now: p.clock.Now(), Origin: "demo"}
}

// remember keeps the number of what an order made.
func (p *Player) remember(word string, events []incident.Event) error {
	for _, e := range events {
		f, err := e.Fact()
		if err != nil {
			return err
		}
		switch f := f.(type) {
		case incident.ActionAssigned:
			p.made[word] = f.No
		case incident.DeployFrozen:
			p.made[word] = f.No
		case incident.DecisionProposed:
			p.made[word] = f.No
		}
	}
	return nil
}
