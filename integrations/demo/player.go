package demo

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"baton/incident"
	"baton/incident/grammar"
	"baton/timeline"
)

// Scene is where people play the afternoon: a workspace that baton serves, or the record alone. What does not fit the
// incident, as it has become, is an *incident.Refusal.
type Scene interface {
	// Declare declares an incident and returns when it is in the record.
	Declare(ctx context.Context, who incident.Person, title string) (incident.Ref, error)
	// Post says something in the incident's channel.
	Post(ctx context.Context, ref incident.Ref, who incident.Person, text string) error
	// Type gives an order there, in the words of the grammar, and returns when it is in the record.
	Type(ctx context.Context, ref incident.Ref, who incident.Person, line string) error
	// Press presses a button there, and returns when the record has what it does.
	Press(ctx context.Context, ref incident.Ref, who incident.Person, b Button) error
}

// Button is one of those that baton posts: a verb, and what it is about, "A3", "C2" or a role.
type Button struct{ Verb, About string }

// Player plays the afternoon, line by line as its clock reaches them. Whoever sits at the keyboard can act in between: a
// line that no longer fits what they did is left out.
type Player struct {
	recorder *timeline.Recorder
	clock    *Clock
	scene    Scene
	begins   step
	title    string
	steps    []step // after the declaration
	ref      incident.Ref
	made     map[string]int // what the words of the script stand for
}

// NewPlayer reads the bundled script. The recorder must go by the same clock.
func NewPlayer(r *timeline.Recorder, c *Clock, s Scene) (*Player, error) {
	steps, err := readScript(afternoon)
	if err != nil {
		return nil, fmt.Errorf("read the demo: %w", err)
	}
	p := &Player{recorder: r, clock: c, scene: s, begins: steps[0], steps: steps[1:], made: map[string]int{}}
	phrase, err := grammar.Reader{Now: c.Now(), Zone: time.UTC, Me: p.begins.who}.Parse(p.begins.text)
	if err != nil {
		return nil, fmt.Errorf("read the demo: %w", err)
	}
	declare, ok := phrase.Order.(incident.Declare)
	if !ok {
		return nil, errors.New("the demo does not begin with a declaration")
	}
	p.title = declare.Title
	p.ref = incident.NewRef(declare.Title, p.begins.at, 1)
	return p, nil
}

// Ref is the reference that the incident has in a record with no other of its name, so that a console can open its room
// before it is declared.
func (p *Player) Ref() incident.Ref { return p.ref }

// Begin declares the incident and returns its reference.
func (p *Player) Begin(ctx context.Context) (incident.Ref, error) {
	ref, err := p.scene.Declare(ctx, p.begins.who, p.title)
	if err != nil {
		return "", fmt.Errorf("declare the demo's incident: %w", err)
	}
	p.ref = ref
	return ref, nil
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
		refusal := (*incident.Refusal)(nil)
		switch {
		case err == nil:
		case ctx.Err() != nil:
			return leftOut, nil
		case errors.As(err, &refusal):
			leftOut = append(leftOut, fmt.Errorf("%s %s: %w", s.who, s.text, refusal))
		default:
			return leftOut, fmt.Errorf("play the demo: %w", err)
		}
	}
	return leftOut, nil
}

func (p *Player) perform(ctx context.Context, s step) error {
	line, err := p.filled(s)
	if err != nil {
		return err
	}
	before, err := p.recorder.State(ctx, p.ref)
	if err != nil {
		return err
	}
	if err := p.act(ctx, s, line); err != nil || s.word == "" {
		return err
	}
	return p.remember(ctx, s, before.Seq+1)
}

// act does what a line of the script says, in the manner that it says.
func (p *Player) act(ctx context.Context, s step, line string) error {
	switch s.how {
	case posted:
		return p.scene.Post(ctx, p.ref, s.who, line)
	case pressed:
		verb, about, _ := strings.Cut(line, " ")
		return p.scene.Press(ctx, p.ref, s.who, Button{Verb: verb, About: about})
	case atConsole:
		return Do(ctx, p.recorder, p.ref, s.who, line)
	}
	return p.scene.Type(ctx, p.ref, s.who, line)
}

// filled is a line with numbers in the place of the script's words. What people say is left as it is.
func (p *Player) filled(s step) (string, error) {
	if s.how == posted {
		return s.text, nil
	}
	line := s.text
	for word, no := range p.made {
		line = strings.ReplaceAll(line, "{"+word+"}", fmt.Sprint(no))
	}
	if strings.ContainsAny(line, "{}") {
		return "", &incident.Refusal{Reason: "the line speaks of something that was never made"}
	}
	return line, nil
}

// remember keeps the number of what a person made by an order, from an event of the record on.
func (p *Player) remember(ctx context.Context, s step, from uint64) error {
	for e, err := range p.recorder.Log().Read(ctx, p.ref, from) {
		if err != nil {
			return err
		}
		f, err := e.Fact()
		if err != nil {
			return err
		}
		if no := number(f); no > 0 && e.Actor == s.who {
			p.made[s.word] = no
			return nil
		}
	}
	return &incident.Refusal{Reason: "the record has nothing that the line made"}
}

// number is that of what a fact makes, 0 where it makes nothing that has one.
func number(f incident.Fact) int {
	switch f := f.(type) {
	case incident.ActionAssigned:
		return f.No
	case incident.DeployFrozen:
		return f.No
	case incident.DecisionProposed:
		return f.No
	case incident.CommandProposed:
		return f.No
	}
	return 0
}

// Do gives an order in the words of the grammar straight to the record, as baton's console does.
func Do(ctx context.Context, r *timeline.Recorder, ref incident.Ref, who incident.Person, line string) error {
	phrase, err := grammar.Reader{Now: r.Now(), Zone: time.UTC, Me: who}.Parse(line)
	if err != nil {
		return err
	}
	given := incident.Given{By: who, Now: r.Now(), Origin: "console"}
	outcome, _, err := r.Do(ctx, ref, timeline.Instruction{Order: phrase.Order, Given: given})
	if err != nil {
		return err
	}
	return outcome.Err
}
