package demo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
)

// Cast is the Scene on a Stage: the company's people do in their workspace what the script says, and whoever serves it
// puts that into the record.
type Cast struct {
	stage    *Stage
	recorder *timeline.Recorder
	heard    slackfake.ChannelID // a channel that baton is known to hear
}

// NewCast gives the people of a stage their parts. The recorder is that of the service.
func NewCast(s *Stage, r *timeline.Recorder) *Cast { return &Cast{stage: s, recorder: r} }

// Declare types the slash command in the channel for incidents; see Scene.
func (c *Cast) Declare(ctx context.Context, who incident.Person, title string) (incident.Ref, error) {
	if err := c.stage.world.WaitSockets(ctx, 1); err != nil {
		return "", err
	}
	dev, ok := c.stage.channel(devIncidents)
	if !ok {
		return "", errors.New("the channel for incidents is gone")
	}
	ref := incident.NewRef(title, c.recorder.Now(), 1)
	reply, err := c.incidentCommand(ctx, dev.ID, who, title)
	if err != nil {
		return "", err
	}
	state, err := c.recorder.State(ctx, ref)
	if err == nil && state.Seq == 0 {
		err = fmt.Errorf("baton answered: %s", reply)
	}
	return ref, err
}

// Post posts in the incident's channel; see Scene.
func (c *Cast) Post(ctx context.Context, ref incident.Ref, who incident.Person, text string) error {
	id, p, err := c.enter(ctx, ref, who)
	if err != nil {
		return err
	}
	if _, err := p.Say(id, c.stage.markup(text)); err != nil {
		return cannot(err)
	}
	return nil
}

// Type types the slash command in the incident's channel; see Scene.
func (c *Cast) Type(ctx context.Context, ref incident.Ref, who incident.Person, line string) error {
	id, _, err := c.enter(ctx, ref, who)
	if err != nil {
		return err
	}
	reply, err := c.incidentCommand(ctx, id, who, line)
	if err == nil && !strings.HasPrefix(reply, "#") { // entries are answered with their numbers
		err = &incident.Refusal{Reason: reply}
	}
	return err
}

// buttonPatience is how long a button is waited for, on the machine's clock, before its order is typed instead: baton tells
// a channel in order, and may be behind a story that runs fast.
const buttonPatience = 10 * time.Second

// Press presses the button once it is there; see Scene.
func (c *Cast) Press(ctx context.Context, ref incident.Ref, who incident.Person, b Button) error {
	id, p, err := c.enter(ctx, ref, who)
	if err != nil {
		return err
	}
	waiting, stop := context.WithTimeout(ctx, buttonPatience)
	defer stop()
	_, err = c.until(waiting, ref, func(i *incident.Incident) bool { return !b.asked(i) || c.stage.stands(id, b) })
	if err != nil && waiting.Err() != nil && ctx.Err() == nil {
		return c.Type(ctx, ref, who, b.Verb+" "+b.About)
	}
	if err != nil {
		return err
	}
	i, err := c.stage.press(id, p, b)
	if err != nil {
		return &incident.Refusal{Reason: err.Error()}
	}
	reply, err := c.answer(ctx, i)
	if err == nil && !reply.ReplaceOriginal { // what is carried out takes the place of the question
		err = &incident.Refusal{Reason: c.stage.plain(reply.Text)}
	}
	return err
}

// asked tells whether an incident, as it stands, asks what the button answers.
func (b Button) asked(i *incident.Incident) bool {
	if offer, ok := i.OfferOf(incident.Role(b.About)); ok {
		return offer.To != incident.Nobody
	}
	no, err := strconv.Atoi(b.About[min(1, len(b.About)):])
	if err != nil {
		return false
	}
	action, given := i.Action(no)
	_, shown := i.Command(no)
	return b.About[0] == 'A' && given && action.Open() || b.About[0] == 'C' && shown
}

// incidentCommand types the slash command and gives the first answer.
func (c *Cast) incidentCommand(ctx context.Context, id slackfake.ChannelID, who incident.Person, line string) (string, error) {
	i, err := c.stage.person(string(who)).Type(id, command+" "+line)
	if err != nil {
		return "", cannot(err)
	}
	reply, err := c.answer(ctx, i)
	return c.stage.plain(reply.Text), err
}

// answer waits for baton's first answer. Where there is none, the line is out of the story.
func (c *Cast) answer(ctx context.Context, i *slackfake.Interaction) (slackfake.Reply, error) {
	if _, err := i.Wait(ctx); err != nil {
		return slackfake.Reply{}, cannot(unanswered(ctx, err))
	}
	all, err := waitReplies(ctx, i, 1, buttonPatience)
	if err == nil && len(all) == 0 {
		err = &incident.Refusal{Reason: "baton did not answer"}
	}
	if err != nil {
		return slackfake.Reply{}, err
	}
	return all[0], nil
}

// cannot says that a person cannot do something as things are: the channel is archived, say.
func cannot(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &incident.Refusal{Reason: err.Error()}
}

// enter brings somebody into the incident's channel, once it has one and baton hears what is said there.
func (c *Cast) enter(ctx context.Context, ref incident.Ref, who incident.Person) (slackfake.ChannelID, *slackfake.Person, error) {
	p := c.stage.person(string(who))
	if p == nil {
		return "", nil, &incident.Refusal{Reason: "nobody in the workspace is called " + who.String()}
	}
	state, err := c.until(ctx, ref, func(i *incident.Incident) bool { return i.Channel.ID != "" })
	if err != nil {
		return "", nil, err
	}
	channel := c.stage.world.Channel(slackfake.ChannelID(state.Channel.ID))
	if err := c.stage.join(channel, p); err != nil {
		return "", nil, cannot(err)
	}
	if c.heard != channel.ID {
		if _, err := c.until(ctx, ref, func(*incident.Incident) bool { return c.hears(ctx, ref, channel.ID) }); err != nil {
			return "", nil, err
		}
		c.heard = channel.ID
	}
	return channel.ID, p, nil
}

// hears tells whether something that stands in a channel is in the record.
func (c *Cast) hears(ctx context.Context, ref incident.Ref, id slackfake.ChannelID) bool {
	var keys []string
	for _, m := range c.stage.world.Messages(id) {
		keys = append(keys, "slack:"+string(id)+":"+string(m.TS))
	}
	at, err := c.recorder.Log().Find(ctx, ref, keys...)
	return err == nil && slices.ContainsFunc(at, func(seq uint64) bool { return seq > 0 })
}

// until waits until something holds of an incident, which is asked again after each event of its record.
func (c *Cast) until(ctx context.Context, ref incident.Ref, holds func(*incident.Incident) bool) (incident.Incident, error) {
	state, err := c.recorder.State(ctx, ref)
	if err != nil || holds(&state) {
		return state, err
	}
	for _, err := range c.recorder.Log().Follow(ctx, ref, state.Seq+1) {
		if err != nil {
			return state, err
		}
		if state, err = c.recorder.State(ctx, ref); err != nil || holds(&state) {
			return state, err
		}
	}
	return state, context.Cause(ctx)
}

// stands tells whether a button of baton's stands in a channel.
func (s *Stage) stands(id slackfake.ChannelID, b Button) bool {
	return slices.ContainsFunc(s.world.Messages(id), func(m slackfake.Message) bool {
		return m.BotID != "" && slices.Contains(buttons(m), b)
	})
}
