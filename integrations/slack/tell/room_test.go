package tell

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"baton/incident"
	"baton/incident/grammar"
	"baton/integrations/outbox"
)

// noon is when the incidents of the tests are declared: 12:00 UTC, 13:00 in Paris.
var noon = time.Date(2023, 1, 4, 12, 0, 0, 0, time.UTC)

// room is an incident in memory, written line by line as people type, and what the planner makes of it.
type room struct {
	t       testing.TB
	planner *Planner
	now     time.Time
	i       incident.Incident
	last    []outbox.Delivery // what the last line asked for
	all     []outbox.Delivery
}

// newRoom has a workspace that knows Zac, Nick, Mia and Omar.
func newRoom(t testing.TB) *room {
	return &room{t: t, now: noon, planner: New(Options{Mention: mention})}
}

func mention(p incident.Person) string {
	switch p {
	case "zac", "nick", "mia", "omar":
		return "<@U" + strings.ToUpper(string(p)) + ">"
	}
	return ""
}

// do carries out lines such as "zac: action @nick check DNS in 15m"; "+15m" lets the clock run.
func (r *room) do(lines ...string) {
	r.t.Helper()
	for _, line := range lines {
		if wait, ok := strings.CutPrefix(line, "+"); ok {
			d, err := time.ParseDuration(wait)
			if err != nil {
				r.t.Fatal(err)
			}
			r.now = r.now.Add(d)
			continue
		}
		who, text, _ := strings.Cut(line, ": ")
		phrase, err := grammar.Reader{Now: r.now, Me: incident.Person(who)}.Parse(text)
		if err != nil {
			r.t.Fatalf("%s: %v", line, err)
		}
		r.order(phrase.Order, r.given(who))
	}
}

func (r *room) given(who string) incident.Given {
	return incident.Given{By: incident.Person(who), Now: r.now, Origin: "console"}
}

// order carries one out; what it asks for is then last.
func (r *room) order(o incident.Order, g incident.Given) {
	r.t.Helper()
	if d, ok := o.(incident.Declare); ok && d.Ref == "" {
		d.Ref = incident.NewRef(d.Title, g.Now, 1)
		o = d
	}
	facts, err := incident.Decide(r.i, o, g)
	if err != nil {
		r.t.Fatalf("%+v: %v", o, err)
	}
	r.last = nil
	for _, f := range facts {
		e, err := incident.NewEvent(f, g)
		if err != nil {
			r.t.Fatal(err)
		}
		e.Seq = r.i.Seq + 1
		if r.i, err = incident.Apply(r.i, e); err != nil {
			r.t.Fatal(err)
		}
		r.last = append(r.last, r.planner.Of(&r.i, e, f)...)
	}
	r.all = append(r.all, r.last...)
}

// due is what the clock asks for now.
func (r *room) due() []outbox.Delivery { return r.planner.Due(&r.i, r.now) }

// sight is what people see of deliveries, one after another.
func sight(t testing.TB, all []outbox.Delivery) string {
	t.Helper()
	var lines []string
	for _, d := range all {
		lines = append(lines, d.Key+seen(t, d.Body))
	}
	return strings.Join(lines, "\n")
}

func seen(t testing.TB, body any) string {
	switch b := body.(type) {
	case CreateChannel:
		return " create #" + b.Name
	case SetPurpose:
		return " purpose: " + b.Text
	case SetTopic:
		return " topic: " + b.Text
	case AddBookmark:
		return " bookmark: " + b.Title + " → " + b.Link
	case Invite:
		return " invite " + b.Person.String()
	case Pin:
		return " pin " + b.Of
	case Edit:
		return " edits " + b.Of + ":\n" + shown(t, b.Post)
	case Post:
		where := ""
		if b.Thread != "" {
			where = " in " + b.Thread
		}
		if b.Broadcast {
			where += " aloud"
		}
		return where + ":\n" + shown(t, b)
	}
	t.Fatalf("body %T", body)
	return ""
}

// shown is what Slack shows of a post's blocks, as slack-go reads them.
func shown(t testing.TB, p Post) string {
	t.Helper()
	data, err := json.Marshal(p.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	var blocks slack.Blocks
	if err := json.Unmarshal(data, &blocks); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	var lines []string
	for _, b := range blocks.BlockSet {
		switch b := b.(type) {
		case *slack.HeaderBlock:
			lines = append(lines, "  # "+b.Text.Text)
		case *slack.RichTextBlock:
			for _, e := range b.Elements {
				lines = append(lines, richLines(t, e, "  ")...)
			}
		case *slack.ActionBlock:
			var row []string
			for _, e := range b.Elements.ElementSet {
				press := e.(*slack.ButtonBlockElement)
				row = append(row, fmt.Sprintf("[%s: %s %s]", press.Text.Text, strings.TrimPrefix(press.ActionID, "baton_"), press.Value))
			}
			lines = append(lines, "  "+strings.Join(row, " "))
		default:
			t.Fatalf("a block of type %T: %s", b, data)
		}
	}
	return strings.Join(lines, "\n")
}

func richLines(t testing.TB, e slack.RichTextElement, indent string) []string {
	switch e := e.(type) {
	case *slack.RichTextSection:
		return []string{indent + richWordsOf(t, e.Elements)}
	case *slack.RichTextQuote:
		return framedLines(indent+"> ", richWordsOf(t, e.Elements))
	case *slack.RichTextPreformatted:
		return framedLines(indent+"$ ", richWordsOf(t, e.Elements))
	case *slack.RichTextList:
		var lines []string
		for _, item := range e.Elements {
			lines = append(lines, richLines(t, item, indent+"• ")...)
		}
		return lines
	}
	t.Fatalf("rich text of type %T", e)
	return nil
}

func framedLines(frame, text string) []string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, frame+line)
	}
	return lines
}

func richWordsOf(t testing.TB, words []slack.RichTextSectionElement) string {
	var b strings.Builder
	for _, w := range words {
		switch w := w.(type) {
		case *slack.RichTextSectionTextElement:
			text := w.Text
			if w.Style != nil && w.Style.Bold {
				text = "*" + text + "*"
			}
			if w.Style != nil && w.Style.Code {
				text = "`" + text + "`"
			}
			if w.Text == "" {
				t.Fatal("an empty text, which Slack refuses")
			}
			b.WriteString(text)
		case *slack.RichTextSectionUserElement:
			b.WriteString("@" + w.UserID)
		case *slack.RichTextSectionLinkElement:
			if w.Text != "" {
				t.Fatalf("a link with a label: %+v", w)
			}
			b.WriteString("‹" + w.URL + "›")
		default:
			t.Fatalf("a word of type %T", w)
		}
	}
	return b.String()
}
