package grammar

import "baton/incident"

const groupPeople = "people"

var responderVerbs = []verb{
	{
		Verb: Verb{
			Name: "page", Aliases: []string{"paged"}, Group: groupPeople,
			Usage: "page @PERSON [TEXT]", Example: "page @zac DNS trouble on some boxes", Help: "note that somebody is called",
			Takes: []Slot{need(SlotPerson), may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.Call{Step: incident.StepPaged, Person: c.person("the person"), Text: c.optionalText()}
		},
		write: writesCall(incident.StepPaged),
	},
	callVerb(incident.StepAcknowledged, Verb{
		Name: "ackpage", Aliases: []string{"answered"},
		Usage: "ackpage [@PERSON] [TEXT]", Example: "ackpage @zac", Help: "note that somebody answered the page",
	}),
	callVerb(incident.StepJoined, Verb{
		Name: "joined", Aliases: []string{"join", "joins"},
		Usage: "joined [@PERSON] [TEXT]", Example: "joined @zac", Help: "note that somebody is here and works on it",
	}),
	callVerb(incident.StepReleased, Verb{
		Name: "release", Aliases: []string{"released", "left"},
		Usage: "release [@PERSON] [TEXT]", Example: "release @zac thank you", Help: "let somebody go, with thanks",
	}),
}

// callVerb is a step that people can also say of themselves: without a person it is whoever acts.
func callVerb(step incident.CallStep, v Verb) verb {
	v.Group, v.Takes = groupPeople, []Slot{may(SlotPerson), may(SlotText)}
	return verb{
		Verb: v,
		read: func(c *cursor) incident.Order {
			o := incident.Call{Step: step}
			if c.more() && !c.words[0].quoted {
				o.Person = c.person("the person")
			}
			o.Text = c.optionalText()
			return o
		},
		write: writesCall(step),
	}
}

func writesCall(step incident.CallStep) func(*writer, incident.Order) bool {
	return func(w *writer, o incident.Order) bool {
		call, ok := o.(incident.Call)
		if !ok || call.Step != step {
			return false
		}
		w.person(call.Person)
		w.text(call.Text)
		return true
	}
}
