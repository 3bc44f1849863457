package grammar

import "baton/incident"

const groupOutside = "what is told outside"

var deliveryVerbs = []verb{
	{
		Verb: Verb{
			Name: "resend", Aliases: []string{"retry"}, Group: groupOutside,
			Usage: "resend KEY", Example: "resend e57", Help: "try again what could not be told outside, or may not have been",
			Takes: []Slot{need(SlotDelivery)},
		},
		read:  func(c *cursor) incident.Order { return incident.RetryDelivery{Key: c.delivery()} },
		write: writes(func(w *writer, o incident.RetryDelivery) { w.word(keyText(o.Key)) }),
	},
	{
		Verb: Verb{
			Name: "skip", Group: groupOutside,
			Usage: "skip KEY [because] REASON", Example: "skip e57 because it is old news", Help: "leave something untold outside",
			Takes: []Slot{need(SlotDelivery), because, need(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.SkipDelivery{Key: c.delivery(), Reason: c.reason()}
		},
		write: writes(func(w *writer, o incident.SkipDelivery) {
			w.word(keyText(o.Key))
			w.reason(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "reword", Group: groupOutside,
			Usage: "reword KEY TEXT", Example: "reword e57 imports work again", Help: "give what is not told outside yet other words; resend sends them",
			Takes: []Slot{need(SlotDelivery), need(SlotText)},
		},
		read: func(c *cursor) incident.Order {
			return incident.RewordDelivery{Key: c.delivery(), Text: c.text("the new text")}
		},
		write: writes(func(w *writer, o incident.RewordDelivery) {
			w.word(keyText(o.Key))
			w.text(o.Text)
		}),
	},
}

// delivery takes the key of something that is told outside, as it stands.
func (c *cursor) delivery() string {
	return c.literal("the key of what is told outside, such as e57,")
}

// keyText writes a key so that it reads back as one: in quotes where it is unusual, or could be a time.
func keyText(key string) string {
	if words := split(key, 0); len(words) == 1 && len(afterTime(words)) == 1 {
		return nameText(key)
	}
	return quote(key)
}
