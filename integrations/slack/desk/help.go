package desk

import (
	"context"
	"fmt"
	"strings"

	"baton/incident"
	"baton/incident/grammar"
)

// help lists the verbs by what they are about.
func help(inside bool) Answer {
	var b strings.Builder
	if !inside {
		b.WriteString("Type " + typed("List import problems") + " to declare an incident of that title. " + typed(attach+" REF") +
			" makes this channel the one of an incident that is there. In an incident's channel every verb works:\n")
	}
	group := ""
	for _, v := range grammar.Verbs() {
		if v.Group == group {
			b.WriteString(", " + v.Name)
			continue
		}
		if group = v.Group; b.Len() > 0 && !strings.HasSuffix(b.String(), "\n") {
			b.WriteByte('\n')
		}
		b.WriteString("*" + group + "*: " + v.Name)
	}
	b.WriteString("\n" + typed("help action") + " says how one is typed. If Slack says that a command failed, look before you type it again: it may have been recorded.")
	return only(b.String())
}

// helpOf explains one verb.
func helpOf(word string) Answer {
	word, _ = line{text: word}.first()
	if word == attach {
		return only("*attach*: make this channel the one of an incident\nTyped " + typed(attach+" REF") + ", such as " + typed(attach+" import_problems"))
	}
	v, ok := verb(word)
	if !ok {
		text := "“" + shown(word, 40) + "” is no verb. "
		if near := incident.Near(word, verbNames()); len(near) > 0 {
			text += "Did you mean " + list(near, "or") + "? "
		}
		return only(text + typed("help") + " lists them.")
	}
	text := fmt.Sprintf("*%s*: %s\nTyped %s, such as %s", v.Name, escape(v.Help), typed(v.Usage), typed(v.Example))
	if len(v.Aliases) > 0 {
		text += "\nAlso: " + escape(strings.Join(v.Aliases, ", "))
	}
	return only(text)
}

// standing says how an incident stands, and what can be done in its channel.
func (d *Desk) standing(i *incident.Incident) Answer {
	text := fmt.Sprintf("*%s*: %s, %s, told to %s. ", shown(i.Title, maxEntry), i.Status, i.Severity, i.Tier)
	if ic := i.Holder(incident.IC); ic != incident.Nobody {
		text += "IC is " + who(i, ic) + "."
	} else {
		text += "Nobody is IC: " + typed("take command") + " makes you the one."
	}
	const most = 5
	open := i.OpenActions()
	for k, a := range open[:min(len(open), most)] {
		if k == 0 {
			text += "\nOpen action items:"
		}
		text += fmt.Sprintf("\n• A%d %s: %s, due %s", a.No, who(i, a.Owner), shown(a.Task, maxNames), clock(a.Due))
	}
	if more := len(open) - most; more > 0 {
		text += fmt.Sprintf("\nand %d more", more)
	}
	return only(text + "\nFor example " + typed("action @zac check DNS in 15m") + ", " + typed("note the queue has stopped growing") + " or " +
		typed("help") + " for all verbs.")
}

// lobby says what can be done outside of an incident's channel.
func (d *Desk) lobby(ctx context.Context) Answer {
	open, err := d.o.Open(ctx)
	if err != nil {
		return failed(err)
	}
	return only(d.channels(open) + "\n" + typed("List import problems") + " declares an incident of that title; " + typed("help") + " lists what else there is.")
}
