package grammar

import "baton/incident"

const groupRecord = "the record"

var noteVerbs = []verb{
	{
		Verb: Verb{
			Name: "note", Aliases: []string{"n"}, Group: groupRecord,
			Usage: "note [TIME] TEXT", Example: "note -5m the queue has stopped growing", Help: "write something down",
			Takes: []Slot{may(SlotTime), need(SlotText)},
		},
		read:  func(c *cursor) incident.Order { return incident.Note{Text: c.text("the note")} },
		write: writes(func(w *writer, o incident.Note) { w.text(o.Text) }),
	},
	{
		Verb: Verb{
			Name: "link", Aliases: []string{"url"}, Group: groupRecord,
			Usage: "link URL [TITLE]", Example: "link https://grafana.example/d/imports the import dashboard",
			Help:  "keep a link to a dashboard, a pull request or a playbook",
			Takes: []Slot{need(SlotLink), may(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.AddLink{URL: c.literal("the address"), Title: c.optionalText()}
		},
		write: writes(func(w *writer, o incident.AddLink) {
			w.text(o.URL)
			w.text(o.Title)
		}),
	},
	{
		Verb: Verb{
			Name: "name", Group: groupRecord,
			Usage: "name @PERSON NAME", Example: "name @zac Zac Hill", Help: "say what a person is called",
			Takes: []Slot{need(SlotPerson), need(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.NamePerson{Person: c.person("the person"), Name: c.text("the name")}
		},
		write: writes(func(w *writer, o incident.NamePerson) {
			w.person(o.Person)
			w.text(o.Name)
		}),
	},
}
