package grammar

import (
	"strings"

	"baton/incident"
)

var entryVerbs = []verb{
	{
		Verb: Verb{
			Name: "correct", Aliases: []string{"edit", "amend"}, Group: groupRecord,
			Usage:   "correct 12 [at TIME] [by @PERSON] [text TEXT] [because REASON]",
			Example: "correct 12 at 14:32", Help: "mend the time, the person or the wording of an entry; the first one is kept",
			Takes: []Slot{
				need(SlotEntry), may(SlotWord, "at"), may(SlotTime), may(SlotWord, "by"), may(SlotPerson),
				may(SlotWord, "text"), because, may(SlotText),
			},
		},
		read:  readCorrect,
		write: writes(writeCorrect),
	},
	{
		Verb: Verb{
			Name: "retract", Aliases: []string{"strike"}, Group: groupRecord,
			Usage: "retract 12 [because] REASON", Example: "retract 12 because it was another incident",
			Help:  "take an entry back; it stays, struck out",
			Takes: []Slot{need(SlotEntry), because, need(SlotText)},
		},
		read: func(c *cursor) incident.Order { return incident.Retract{Entry: c.entry(), Reason: c.reason()} },
		write: writes(func(w *writer, o incident.Retract) {
			w.entry(o.Entry)
			w.reason(o.Reason)
		}),
	},
	{
		Verb: Verb{
			Name: "restore", Aliases: []string{"unretract"}, Group: groupRecord,
			Usage: "restore 12", Example: "restore 12", Help: "take a retraction back",
			Takes: []Slot{need(SlotEntry)},
		},
		read:  func(c *cursor) incident.Order { return incident.Restore{Entry: c.entry()} },
		write: writes(func(w *writer, o incident.Restore) { w.entry(o.Entry) }),
	},
	mergeVerb(false, "into", Verb{
		Name: "merge", Usage: "merge 14 15 into 12", Example: "merge 14 15 into 12", Help: "say that entries repeat another one",
	}),
	mergeVerb(true, "from", Verb{
		Name: "unmerge", Usage: "unmerge 14 15 from 12", Example: "unmerge 14 from 12", Help: "say that they do not",
	}),
	starVerb(false, Verb{Name: "star", Usage: "star 12", Example: "star 12", Help: "mark an entry for the post-mortem"}),
	starVerb(true, Verb{Name: "unstar", Usage: "unstar 12", Example: "unstar 12", Help: "take that mark away"}),
	tagVerb(false, Verb{Name: "tag", Usage: "tag 12 WORD", Example: "tag 12 detection", Help: "put a word on an entry by which it is found"}),
	tagVerb(true, Verb{Name: "untag", Usage: "untag 12 WORD", Example: "untag 12 detection", Help: "take that word away"}),
}

func starVerb(off bool, v Verb) verb {
	v.Group, v.Takes = groupRecord, []Slot{need(SlotEntry)}
	return verb{
		Verb: v,
		read: func(c *cursor) incident.Order { return incident.Star{Entry: c.entry(), Off: off} },
		write: func(w *writer, order incident.Order) bool {
			o, ok := order.(incident.Star)
			w.entry(o.Entry)
			return ok && o.Off == off
		},
	}
}

func tagVerb(off bool, v Verb) verb {
	v.Group, v.Takes = groupRecord, []Slot{need(SlotEntry), need(SlotTag)}
	return verb{
		Verb: v,
		read: func(c *cursor) incident.Order {
			return incident.Tag{Entry: c.entry(), Tag: c.tag(), Off: off}
		},
		write: func(w *writer, order incident.Order) bool {
			o, ok := order.(incident.Tag)
			w.entry(o.Entry)
			w.word(nameText(o.Tag))
			return ok && o.Off == off
		},
	}
}

// tag takes a word, with or without the # that people put before tags.
func (c *cursor) tag() string {
	w := c.needWord("the tag")
	if c.fault != nil {
		return ""
	}
	c.skip(1)
	if w.quoted {
		return w.text
	}
	text := strings.TrimPrefix(w.text, "#")
	if text == "" {
		c.fail(w.at, "the tag is missing")
	}
	return text
}

// mergeVerb takes the entries, "14 15", "14, 15" or "14 and 15", and the one they repeat.
func mergeVerb(off bool, keyword string, v Verb) verb {
	v.Group, v.Takes = groupRecord, []Slot{need(SlotEntry), need(SlotWord, keyword), need(SlotEntry)}
	return verb{
		Verb: v,
		read: func(c *cursor) incident.Order {
			o := incident.Merge{Off: off, Entries: c.entriesUpTo(keyword)}
			o.Into = c.entry()
			return o
		},
		write: func(w *writer, order incident.Order) bool {
			o, ok := order.(incident.Merge)
			for _, n := range o.Entries {
				w.entry(n)
			}
			w.word(keyword)
			w.entry(o.Into)
			return ok && o.Off == off
		},
	}
}

func (c *cursor) entriesUpTo(keyword string) (list []uint64) {
	for c.fault == nil {
		list = append(list, c.entry())
		c.accept("and")
		if c.accept(keyword) {
			return list
		}
		if !c.more() {
			c.fail(c.at(), inQuotes(keyword)+" and the entry that they repeat are missing")
		}
	}
	return nil
}

// readCorrect takes what is corrected in any order. Text and reason run to the end of the line unless they are quoted.
func readCorrect(c *cursor) incident.Order {
	o := incident.Correct{Entry: c.entry()}
	for c.more() {
		c.correction(&o)
	}
	if o.When == nil && o.Text == nil && o.Actor == nil {
		c.fail(c.at(), "what is corrected is missing: at and a time, by and a person, or text and the text")
	}
	return o
}

func (c *cursor) correction(o *incident.Correct) {
	w := c.words[0]
	if c.accept("by") {
		rest := c.words[min(1, len(c.words)):]
		c.words = c.words[:min(1, len(c.words))]
		p := c.lastPerson("the person")
		o.Actor, c.words = &p, rest
	} else if c.accept("text") {
		text := c.part("the text")
		o.Text = &text
	} else if c.accept("because", "bc") {
		o.Reason = c.part("the reason")
	} else if at := c.optionalWhen(); !at.IsZero() {
		o.When = &at
	} else {
		c.fail(w.at, inQuotes(w.text)+" is no correction: at and a time, by and a person, or text and the text")
	}
}

// part takes one quoted text, or the rest of the line.
func (c *cursor) part(what string) string {
	if c.more() && c.words[0].quoted && !c.words[0].comma && len(c.words) > 1 && c.words[1].is("by", "text", "because", "bc", "at") {
		text := c.words[0].text
		c.skip(1)
		if strings.TrimSpace(text) == "" {
			c.fail(c.at(), what+" is missing")
		}
		return text
	}
	return c.text(what)
}

func writeCorrect(w *writer, o incident.Correct) {
	w.entry(o.Entry)
	if o.When != nil {
		w.word("at")
		w.when(*o.When)
	}
	if o.Actor != nil {
		w.word("by")
		w.person(*o.Actor)
	}
	if o.Text != nil {
		w.word("text")
		w.text(*o.Text)
	}
	w.reason(o.Reason)
}
