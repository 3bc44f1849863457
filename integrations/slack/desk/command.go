package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/clean"
	"baton/timeline"
)

// command answers a line behind /incident.
func (d *Desk) command(ctx context.Context, r *Request) Answer {
	l := d.line(r.Text)
	ref, inside := d.o.IncidentOf(r.Channel)
	var i incident.Incident
	if inside {
		var err error
		if i, err = d.o.Recorder.State(ctx, ref); err != nil {
			return failed(err)
		}
	}
	switch word, rest := l.first(); {
	case word == "help" && rest != "":
		return helpOf(rest)
	case word == "help" || word == "?":
		return help(inside)
	case word == "" && inside:
		return d.standing(&i)
	case word == "":
		return d.lobby(ctx)
	case word == attach && !strings.ContainsAny(rest, " \t\n"): // "attach failures in Jira" is a title
		return d.attach(ctx, r, rest)
	case inside:
		return d.within(ctx, r, &i, l)
	}
	return d.elsewhere(ctx, r, l)
}

// within carries out a line that was typed in an incident's channel.
func (d *Desk) within(ctx context.Context, r *Request, i *incident.Incident, l line) Answer {
	me := d.person(r.User)
	phrase, err := d.reader(i, me).Parse(l.text)
	if err != nil {
		return misread(err, l).orTitle(l)
	}
	if o, ok := phrase.Order.(incident.Declare); ok {
		return d.declare(ctx, r, o, phrase)
	}
	if p := named(phrase.Order); l.crowds[p] {
		return only(fmt.Sprintf("Nothing was recorded: @%s is more than one person, and this needs one who is named, such as %s", shown(string(p), maxNames), example(phrase.Verb)))
	}
	return d.guarded(ctx, asked(r, me, i, phrase), func(ctx context.Context) Answer {
		if seq, err := d.typedTwice(ctx, r, i, phrase.Order); err != nil {
			return failed(err)
		} else if seq != 0 {
			return only(fmt.Sprintf("You have just said that: it is #%d. Nothing was recorded twice; if you mean it again, type it in a minute, or in other words.", seq))
		}
		a, _ := d.record(ctx, i.Ref, phrase.Order, d.givenBy(r, phrase))
		return a
	})
}

// givenBy is what surrounds the order of a line, which may be for another person and about another time.
func (d *Desk) givenBy(r *Request, p grammar.Phrase) incident.Given {
	g := d.given(r)
	g.When = p.When
	if p.As != incident.Nobody {
		g.By, g.EnteredBy = p.As, g.By
	}
	return g
}

// record carries an order out and says which entries it made.
func (d *Desk) record(ctx context.Context, ref incident.Ref, o incident.Order, g incident.Given) (a Answer, recorded bool) {
	out, i, refusal, err := d.do(ctx, ref, o, g)
	switch {
	case err != nil:
		return failed(err), false
	case refusal != nil:
		return only(refused(refusal)), false
	}
	return d.entries(ctx, &i, out, g.Key), true
}

// entries says what was recorded, an entry a line with its number. Of a request that came twice it is what the first one
// made.
func (d *Desk) entries(ctx context.Context, i *incident.Incident, out timeline.Outcome, key string) Answer {
	events := out.Events
	if out.Repeated {
		e, _, err := d.find(ctx, i.Ref, key)
		if err != nil {
			return failed(err)
		}
		events = []incident.Event{e}
	}
	var lines []string
	for _, e := range events {
		f, err := e.Fact()
		if err != nil {
			return failed(err)
		}
		lines = append(lines, fmt.Sprintf("#%d %s", e.Seq, shown(f.Tell(i), maxEntry)))
	}
	if len(lines) == 0 {
		return only("Nothing had to be recorded: it is so already.")
	}
	return only(strings.Join(lines, "\n"))
}

// maxEntry is how much of an entry an answer shows, in characters.
const maxEntry = 300

// refused is a refusal for the person who typed. What to do instead is a line of the grammar, or begins with one.
func refused(err error) string {
	refusal := (*incident.Refusal)(nil)
	if !errors.As(err, &refusal) {
		return "Nothing was recorded: " + shown(err.Error(), maxEntry) + "."
	}
	text := "Nothing was recorded: " + shown(refusal.Reason, maxEntry) + "."
	if refusal.Instead == "" {
		return text
	}
	instead := clean.Title(refusal.Instead, maxEntry)
	if word, _ := (line{text: instead}).first(); word != "as" && !isVerb(word) {
		return text + " Instead: " + escape(instead)
	}
	return text + " Instead: " + typed(instead)
}

func isVerb(word string) bool {
	_, ok := verb(word)
	return ok
}

// misread is a line that was not understood, for the person who typed it.
func misread(err error, l line) Answer {
	fault := (*grammar.ParseError)(nil)
	if !errors.As(err, &fault) {
		return only("That was not understood: " + shown(err.Error(), maxEntry))
	}
	text := "That was not understood: " + shown(fault.Problem, maxEntry)
	if len(fault.Near) > 0 {
		near := slices.Clone(fault.Near)
		for k := range near {
			near[k] = typed(near[k])
		}
		text += "; did you mean " + list(near, "or") + "?"
	} else {
		text += "."
	}
	text += "\nReading stopped " + place(fault) + " of " + typed(clean.Title(l.text, maxEntry))
	if fault.Example != "" {
		text += "\nFor example: " + typed(fault.Example)
	}
	return only(text)
}

// orTitle adds to a line of an incident's channel that begins with no verb how an incident of that title is declared.
func (a Answer) orTitle(l line) Answer {
	if word, rest := l.first(); rest != "" && !isVerb(word) {
		a.Replies[0].Text = clip(a.Replies[0].Text + "\nTo declare another incident: " + typed("declare "+clean.Title(l.text, maxEntry)))
	}
	return a
}

// place is where reading stopped, in words: a chat window has no caret to point with.
func place(e *grammar.ParseError) string {
	rest := strings.TrimSpace(e.Line[e.At:])
	if rest == "" {
		return "at the end"
	}
	word := strings.Fields(rest)[0]
	return fmt.Sprintf("at “%s”, word %d", shown(word, 40), len(strings.Fields(e.Line[:e.At]))+1)
}

// example is a line that is right, of a verb.
func example(name string) string {
	v, _ := verb(name)
	return typed(v.Example)
}

// elsewhere answers a line that was typed outside of every incident's channel: it declares an incident, unless it is an
// order for one that is there.
func (d *Desk) elsewhere(ctx context.Context, r *Request, l line) Answer {
	reader := d.reader(&incident.Incident{}, d.person(r.User))
	phrase, err := reader.Parse(l.text)
	if o, ok := phrase.Order.(incident.Declare); ok && err == nil {
		return d.declare(ctx, r, o, phrase)
	}
	if word, rest := l.first(); err == nil || isVerb(word) || doubtful(&reader, word, rest) {
		if v, ok := verb(word); ok && v.Name == "declare" {
			return misread(err, l)
		}
		return d.misplaced(ctx, l)
	}
	phrase, err = reader.Parse("declare " + l.text)
	if o, ok := phrase.Order.(incident.Declare); ok && err == nil {
		return d.declare(ctx, r, o, phrase)
	}
	return misread(err, l)
}

// doubtful tells whether a line that begins with no verb may have been meant as an order all the same: what an order can
// begin with, a slip of "declare", or one single word that is nearly a verb.
func doubtful(reader *grammar.Reader, word, rest string) bool {
	if _, err := reader.ParseTime(word); word == "as" || err == nil {
		return true
	}
	if rest == "" {
		return len(incident.Near(word, verbNames())) > 0
	}
	return utf8.RuneCountInString(word) > len("new") && slices.Contains(incident.Near(word, []string{"declare", attach}), "declare")
}

// misplaced answers an order for an incident that was typed elsewhere.
func (d *Desk) misplaced(ctx context.Context, l line) Answer {
	open, err := d.o.Open(ctx)
	if err != nil {
		return failed(err)
	}
	text := "That is an order for an incident, and this is no incident's channel. " + d.channels(open)
	return only(text + "\nTo declare an incident of that title: " + typed("declare "+clean.Title(l.text, maxEntry)))
}

// channels says which incidents are open, and where.
func (d *Desk) channels(open []incident.Incident) string {
	if len(open) == 0 {
		return "No incident is open."
	}
	const most = 10
	lines := []string{"Open are:"}
	for k := range open[:min(len(open), most)] {
		i := &open[k]
		lines = append(lines, "• "+d.where(i.Ref)+" "+shown(i.Title, maxNames)+", "+i.Status.String())
	}
	if more := len(open) - most; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// where names an incident by its channel, or by its reference where it has none yet.
func (d *Desk) where(ref incident.Ref) string {
	if channel := id(d.o.ChannelOf(ref)); channel != "" {
		return "<#" + channel + ">"
	}
	return "`" + string(ref) + "` (no channel yet)"
}
