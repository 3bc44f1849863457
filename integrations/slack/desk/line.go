package desk

import (
	"regexp"
	"strings"
	"sync"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/clean"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mrkdwn"
)

// line is what stands behind a slash command as a line of the grammar.
type line struct {
	text string
	// crowds are the handles in it that stand for more than one person: user groups, @here, @channel.
	crowds map[incident.Person]bool
}

// crowd matches the angle forms of those: <!subteam^S1|@sre>, <!here>.
var crowd = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<!(subteam\^)?([^<>|^\n]{1,200})[^<>|\n]*(?:\|@?([^<>\n]{1,200}))?>`)
})

// line reads a command's text: mentions become handles, entities what they stand for; then it is cleaned and masked, as
// everything is that a person types.
func (d *Desk) line(text string) line {
	l := line{crowds: map[incident.Person]bool{}}
	for _, form := range crowd().FindAllStringSubmatch(text, -1) {
		for _, name := range form[2:] {
			if name != "" {
				l.crowds[message.HandleOf(name)] = true
			}
		}
	}
	l.text = door(mrkdwn.Text(text, d.names()))
	return l
}

// names says what the ids in a text stand for. The names of channels and groups come with the text.
func (d *Desk) names() mrkdwn.Names {
	return mrkdwn.Names{Person: func(id string) string {
		if !message.IsID(id) {
			return ""
		}
		return string(d.person(id))
	}}
}

// door makes text from outside safe to keep: controls are stripped, secrets masked.
func door(text string) string {
	masked, _ := clean.Secrets(clean.Text(text))
	return strings.TrimSpace(masked)
}

// first is the first word of the line in lower case, rest what follows it.
func (l line) first() (word, rest string) {
	if at := strings.IndexAny(l.text, " \t\n"); at >= 0 {
		return strings.ToLower(l.text[:at]), strings.TrimSpace(l.text[at:])
	}
	return strings.ToLower(l.text), ""
}

// named is whom an order names for something that one person has to do, nobody where there is no such person.
func named(o incident.Order) incident.Person {
	switch o := o.(type) {
	case incident.Assign:
		return o.Owner
	case incident.HandOnAction:
		return o.To
	case incident.OfferRole:
		return o.To
	case incident.TakeRole:
		return o.Holder
	case incident.Freeze:
		return o.Holder
	case incident.Call:
		return o.Person
	case incident.OwnPostmortem:
		return o.Owner
	case incident.AddFollowUp:
		return o.Owner
	}
	return incident.Nobody
}

// verb finds a verb by its name or one of its aliases.
func verb(name string) (grammar.Verb, bool) {
	name = strings.TrimSuffix(strings.TrimLeft(strings.ToLower(name), ":"), ":")
	v, ok := verbs()[name]
	return v, ok
}

// verbs are the grammar's, by every name that they have.
var verbs = sync.OnceValue(func() map[string]grammar.Verb {
	m := make(map[string]grammar.Verb)
	for _, v := range grammar.Verbs() {
		m[v.Name] = v
		for _, alias := range v.Aliases {
			m[alias] = v
		}
	}
	return m
})

// verbNames are what verbs are called, those that only Slack has first and what else they are called last.
var verbNames = sync.OnceValue(func() []string {
	names, aliases := []string{attach, "help"}, []string(nil)
	for _, v := range grammar.Verbs() {
		names, aliases = append(names, v.Name), append(aliases, v.Aliases...)
	}
	return append(names, aliases...)
})
