package tui

import (
	"fmt"
	"strings"

	"baton/incident"
	"baton/timeline/postmortem"
)

// The document is said from its parts and not as Markdown: a table's cells each come with the name of their column, so
// that a line is understood without the ones above it.

func (f foundDocument) tell(p *plain) {
	all := f.document.Sections
	switch {
	case f.no > len(all):
		p.refuse(fmt.Sprintf("the document has %s; document lists them", plural(len(all), "section", "sections")))
	case f.no > 0:
		p.saySection(all[f.no-1])
		if f.no < len(all) {
			p.sayf("End of section %d of %d; document %d goes on.", f.no, len(all), f.no+1)
		}
	default:
		p.sayf("The post-mortem has %s; document and a number says one.", plural(len(all), "section", "sections"))
		for k, s := range all {
			p.sayf("section %d: %s%s", k+1, s.Title, only(asksPerson(s), ", waits for you to write it"))
		}
	}
}

// asksPerson tells whether a part of the section is for a person to write.
func asksPerson(s postmortem.Section) bool {
	for _, b := range s.Blocks {
		if _, ok := b.(postmortem.Prompt); ok {
			return true
		}
	}
	return s.Fill == postmortem.ForPerson
}

func (p *plain) saySection(s postmortem.Section) {
	p.sayf("%s. %s.", s.Title, s.Fill)
	for _, b := range s.Blocks {
		p.sayBlock(b)
	}
}

func (p *plain) sayBlock(b postmortem.Block) {
	switch b := b.(type) {
	case postmortem.Paragraph:
		p.say(spoken(b.Text))
	case postmortem.Prompt:
		p.say("for you to write: " + string(b))
	case postmortem.Fields:
		for _, f := range b {
			p.say(f.Label + ": " + spoken(f.Value))
		}
	case postmortem.Table:
		for _, row := range b.Rows {
			p.say(spokenRow(b.Columns, row))
		}
	case postmortem.List:
		for _, item := range b.Items {
			p.say(only(item.Box, map[bool]string{true: "done: ", false: "to do: "}[item.Done]) + spoken(item.Text))
		}
	case postmortem.Quote:
		p.say(spoken(b.Head) + ": " + b.Text)
	case postmortem.Commands:
		for _, c := range b {
			p.say(c.Name + ", " + spoken(c.Story) + ": " + c.Text)
			for _, o := range c.Outputs {
				p.sayBlock(o)
			}
		}
	case postmortem.Timeline:
		p.sayRows(b)
	}
}

// sayRows says a timeline with the day where it changes.
func (p *plain) sayRows(t postmortem.Timeline) {
	p.sayf("%d of %s, oldest first:", len(t.Rows), plural(t.Of, "entry", "entries"))
	p.day = ""
	for _, r := range t.Rows {
		if r.When.Precision < incident.Unknown {
			for _, day := range p.dayOf(r.When.At) {
				p.say(day)
			}
		}
		when := r.When.Clock("15:04", p.app.zone)
		p.say(joinParts(" ", when, only(r.Starred, "starred"), fmt.Sprintf("entry %d", r.Seq), only(r.By != "", r.By+":"), only(r.Struck, "STRUCK OUT"),
			spoken(r.Text), only(len(r.Marks) > 0, "("+strings.Join(r.Marks, ", ")+")")))
	}
}

func spokenRow(columns []string, row []postmortem.Text) string {
	var parts []string
	for k, cell := range row {
		if text := spoken(cell); text != "" && k < len(columns) {
			parts = append(parts, columns[k]+": "+text)
		}
	}
	return strings.Join(parts, "; ")
}

// spoken is the text of a document without its styles, with the entries that it rests on by number.
func spoken(t postmortem.Text) string {
	var b strings.Builder
	for _, s := range t {
		switch {
		case s.Entry != 0:
			fmt.Fprintf(&b, " (entry %d)", s.Entry)
		case s.URL != "" && s.URL != s.Text:
			b.WriteString(s.Text + " " + s.URL)
		default:
			b.WriteString(s.Text)
		}
	}
	return strings.TrimSpace(b.String())
}
