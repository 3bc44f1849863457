package postmortem

import (
	"fmt"
	"slices"
	"time"
)

// Bounds on the length of a cell and of a quoted output, in characters.
const maxCell = 400

// starred are the entries that somebody marked for this document.
func (w author) starred(rows []Row) Section {
	var kept []Row
	for _, r := range rows {
		if r.Starred && !r.Struck && r.MergedTo == 0 {
			kept = append(kept, r)
		}
	}
	if len(kept) == 0 {
		return fromRecord("starred", "Key moments", missing("starred entry; `star` marks one"))
	}
	return fromRecord("starred", "Key moments", Timeline{Rows: kept, Of: len(kept)})
}

// timeline is the curated one: what happened, and what of the chat somebody marked.
func (w author) timeline(rows []Row) Section {
	var kept []Row
	chat := 0
	for _, r := range rows {
		if r.curated() {
			kept = append(kept, r)
		} else if r.Chat {
			chat++
		}
	}
	zone := "Times are UTC"
	if w.zone != nil {
		zone += ", " + w.zone.String() + " second"
	}
	text := fmt.Sprintf("%s. “~” is about, “?” is not known. %d of %s; %s without a star or a tag and what was retracted or merged are only in the full log.",
		zone, len(kept), counted(len(rows), "entry", "entries"), counted(chat, "chat message", "chat messages"))
	return fromRecord("timeline", "Timeline", Paragraph{say(text)}, Timeline{Rows: kept, Of: len(rows)})
}

func (w author) links() Section {
	if len(w.facts.Links) == 0 {
		return fromRecord("links", "Links", missing("link"))
	}
	var items []Item
	for _, l := range w.facts.Links {
		text := Text{{Text: l.URL, URL: l.URL}}
		if l.Title != "" {
			text = say(l.Title + ": ").and(text)
		}
		items = append(items, Item{Text: text.by(l.Seq)})
	}
	return fromRecord("links", "Links", List{"links", items})
}

// silences are the stretches that want an explanation.
func (w author) silences() Section {
	if len(w.facts.Silences) == 0 {
		return fromRecord("silences", "Silent stretches", Paragraph{say(fmt.Sprintf("None longer than %s between the declaration and %s.", lasted(silent), w.facts.EndIs))})
	}
	t := Table{What: "stretches", Columns: []string{"From", "To", "How long", "Why was nothing written down?"}}
	for k, s := range w.facts.Silences {
		if s.To.Sub(s.From) > 3*silent/2 {
			t.Notable = append(t.Notable, k)
		}
		t.Rows = append(t.Rows, []Text{say(w.utc(s.From)).by(s.After), say(w.utc(s.To)).by(s.Before), say(lasted(s.To.Sub(s.From))), nil})
	}
	return fromRecord("silences", "Silent stretches",
		Paragraph{say(fmt.Sprintf("Between two entries of any kind, chat included, longer than %s. Times are UTC.", lasted(silent)))}, t)
}

// corrections are what was changed in the record afterwards, so that a reader can judge it.
func (w author) corrections() Section {
	if len(w.facts.Corrections) == 0 {
		return fromRecord("corrections", "Corrections and retractions", Paragraph{say("None: every entry is as it was first written, save what authors of chat messages edited.")})
	}
	t := Table{What: "corrections", Columns: []string{"Entry", "What", "As it was written", "Change or reason", "By", "UTC"}}
	shift := time.Duration(0)
	for _, c := range w.facts.Corrections {
		shift = max(shift, c.Shift.Abs())
		t.Rows = append(t.Rows, []Text{Text{}.by(c.Entry), say(c.What), say(c.Was), say(c.Change), say(c.By), say(w.utc(c.At.At))})
	}
	text := counted(len(t.Rows), "change", "changes") + " to earlier entries. "
	if shift > 0 {
		text += "The largest shift of a time is " + lasted(shift) + ". "
	}
	return fromRecord("corrections", "Corrections and retractions", Paragraph{say(text + "The originals stay in the record.")}, t)
}

// sources are the doors through which the record came, and its seal.
func (w author) sources() Section {
	t := Table{What: "sources", Columns: []string{"Origin", "Entries", "Of these chat", "First", "Last"}}
	for _, o := range w.facts.Origins {
		origin := string(o.Origin)
		if origin == "" {
			origin = "not named"
		}
		t.Rows = append(t.Rows, []Text{say(origin), say(fmt.Sprint(o.Entries)), say(fmt.Sprint(o.Chat)), say(w.utc(o.First)), say(w.utc(o.Last))})
	}
	return fromRecord("sources", "Sources", t, Paragraph{say(counted(w.facts.Entries, "entry", "entries") + " in all. Times are UTC.")})
}

// clip shortens a text to about so many characters and says that it did.
func clip(t Text, most int) Text {
	for k, s := range t {
		r := []rune(s.Text)
		if len(r) <= most {
			most -= len(r)
			continue
		}
		cut := slices.Clone(t[:k+1])
		cut[k].Text = string(r[:most])
		cut = cut.and(say(fmt.Sprintf("… (%d more characters in the record)", rest(t[k:])-most)))
		for _, s := range t[k+1:] {
			cut = cut.by(s.Entry)
		}
		return cut
	}
	return t
}

func rest(t Text) (n int) {
	for _, s := range t {
		n += len([]rune(s.Text))
	}
	return n
}
