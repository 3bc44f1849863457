package demo

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"baton/integrations/slack/slackfake"
)

// How long answers to what a person does are waited for, on the machine's clock: the first one as long as Slack would
// (docs.slack.dev, "Handling user interaction"), and further ones until there has been none for a while.
const (
	firstAnswer = 3 * time.Second
	moreAnswers = 3 * time.Second
)

// Say lets somebody do something in a channel: a line that begins with /incident is typed as a slash command, a button as
// Read shows it, "[done A3]", is pressed, and everything else is posted. They join the channel first if they are not in it.
// heard is called with each answer, or with what was posted or pressed. Errors are sentences.
func (s *Stage) Say(ctx context.Context, channel, who, text string, heard func(string)) error {
	c, ok := s.channel(channel)
	if !ok {
		return fmt.Errorf("there is no channel #%s; baton demo channels lists them", strings.TrimPrefix(channel, "#"))
	}
	p := s.person(who)
	if p == nil {
		return fmt.Errorf("nobody is called @%s there; there are %s", strings.TrimPrefix(who, "@"), s.everybody())
	}
	if err := s.join(c, p); err != nil {
		return fmt.Errorf("join #%s: %w", c.Name, err)
	}
	text = strings.TrimSpace(text)
	switch b, pressing := button(text); {
	case text == "":
		return errors.New("there is nothing to say; type some words, or /incident help")
	case text == command || strings.HasPrefix(text, command+" "):
		return s.listen(ctx, func() (*slackfake.Interaction, error) { return p.Type(c.ID, text) }, heard)
	case pressing:
		return s.listen(ctx, func() (*slackfake.Interaction, error) { return s.press(c.ID, p, b) }, heard)
	}
	return s.post(c, p, text, heard)
}

// command is the one that baton's app has.
const command = "/incident"

func (s *Stage) post(c slackfake.Channel, p *slackfake.Person, text string, heard func(string)) error {
	ts, err := p.Say(c.ID, s.markup(text))
	if err != nil {
		return fmt.Errorf("post in #%s: %w", c.Name, err)
	}
	for _, m := range s.world.Messages(c.ID) {
		if m.TS == ts {
			heard(strings.Join(s.lines(m, ""), "\n"))
		}
	}
	return nil
}

// join brings somebody into a channel.
func (s *Stage) join(c slackfake.Channel, p *slackfake.Person) error {
	if slices.Contains(c.Members, p.ID()) {
		return nil
	}
	if err := p.Join(c.ID); err != nil && err.Error() != "already_in_channel" {
		return err
	}
	return nil
}

// listen lets somebody do something once baton is there, and hands on the answers until no more are to be expected.
func (s *Stage) listen(ctx context.Context, act func() (*slackfake.Interaction, error), heard func(string)) error {
	if !s.served(ctx, firstAnswer) {
		return errors.New("baton is not connected to the workspace; wait a moment and type it again")
	}
	i, err := act()
	if err != nil {
		return err
	}
	if _, err := i.Wait(ctx); err != nil {
		return unanswered(ctx, err)
	}
	patience := s.first
	for n := 1; ; n++ {
		all, err := waitReplies(ctx, i, n, patience)
		if err != nil {
			return context.Cause(ctx)
		}
		if len(all) < n {
			return nil
		}
		heard(s.plain(all[n-1].Text))
		patience = s.more
	}
}

// served waits until baton's app is connected, and tells whether it is.
func (s *Stage) served(ctx context.Context, patience time.Duration) bool {
	waiting, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return s.world.WaitSockets(waiting, 1) == nil
}

// waitReplies gives the first n replies, or those that there are after a while.
func waitReplies(ctx context.Context, i *slackfake.Interaction, n int, patience time.Duration) ([]slackfake.Reply, error) {
	waiting, stop := context.WithTimeout(ctx, patience)
	defer stop()
	all, err := i.WaitReplies(waiting, n)
	if err != nil && ctx.Err() == nil {
		return all, nil
	}
	return all, err
}

// unanswered is the sentence for a person whom nobody answered.
func unanswered(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err.Error() == "operation_timeout" {
		return errors.New("baton did not answer within 3 seconds, so perhaps nothing was recorded; look at the console, and type it again")
	}
	return err
}

// buttonForm is a button as Read shows it.
var buttonForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\[([a-z]+) ([A-Za-z0-9_-]+)\]$`) })

// button reads a button as a person types it.
func button(text string) (b Button, ok bool) {
	parts := buttonForm().FindStringSubmatch(text)
	if parts == nil {
		return Button{}, false
	}
	return Button{Verb: parts[1], About: parts[2]}, true
}

// String is the button as Read shows it.
func (b Button) String() string { return "[" + b.Verb + " " + b.About + "]" }

// press presses the newest button of its kind that stands in a channel.
func (s *Stage) press(id slackfake.ChannelID, p *slackfake.Person, b Button) (*slackfake.Interaction, error) {
	for _, m := range slices.Backward(s.world.Messages(id)) {
		if m.BotID != "" && slices.Contains(buttons(m), b) {
			return p.Press(id, m.TS, actionPrefix+b.Verb)
		}
	}
	return nil, fmt.Errorf("no button %s stands in #%s; baton demo read '#%s' shows them", b, s.world.Channel(id).Name, s.world.Channel(id).Name)
}

// mention is a person as they are typed in a message.
var mention = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`@([a-z0-9][a-z0-9._-]*)`) })

var entities = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;") })

// markup is what a client sends for typed text: mentions by id, and entities.
func (s *Stage) markup(text string) string {
	return mention().ReplaceAllStringFunc(entities().Replace(text), func(at string) string {
		name := strings.TrimRight(at, ".")
		if p := s.person(name); p != nil {
			return "<@" + string(p.ID()) + ">" + at[len(name):]
		}
		return at
	})
}

// everybody lists who is there.
func (s *Stage) everybody() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for p := range s.people {
		all = append(all, p.String())
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}
