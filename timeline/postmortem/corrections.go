package postmortem

import (
	"fmt"
	"strings"
	"time"

	"baton/incident"
	"baton/timeline"
)

// original is an entry as it was written.
type original struct {
	text string
	at   time.Time
}

func originalOf(e timeline.Entry) original {
	if e.Original != "" {
		return original{e.Original, e.Event.When.At}
	}
	return original{e.Text, e.Event.When.At}
}

// corrections words the events that changed other entries.
func (g *gathered) corrections() error {
	i := &g.facts.State
	for _, e := range g.amended {
		f, err := e.Fact()
		if err != nil {
			return err
		}
		c := Correction{By: name(i, e.Actor), At: Point{"", e.When.At, e.Seq}}
		switch f := f.(type) {
		case incident.EntryCorrected:
			c.Entry, c.What = f.Entry, "corrected"
			c.Change = changes(i, f, g.first[f.Entry])
			if f.When != nil {
				c.Shift = f.When.At.Sub(g.first[f.Entry].at)
			}
		case incident.EntryRetracted:
			c.Entry, c.What, c.Change = f.Entry, "retracted", f.Reason
		case incident.EntryRestored:
			c.Entry, c.What = f.Entry, "restored"
		case incident.EntriesMerged:
			c.Entry, c.What = f.Into, "merged"
			c.Change = "the same as " + strings.Trim(fmt.Sprint(f.Entries), "[]")
		}
		if _, shown := g.index.Place(c.Entry); !shown {
			continue // about an entry that was not known then
		}
		c.Was = g.first[c.Entry].text
		g.facts.Corrections = append(g.facts.Corrections, c)
	}
	return nil
}

func changes(i *incident.Incident, f incident.EntryCorrected, was original) string {
	var parts []string
	if f.When != nil {
		parts = append(parts, fmt.Sprintf("time %s → %s UTC", stamp(was.at), f.When.Clock("2006-01-02 15:04", time.UTC)))
	}
	if f.Text != nil {
		parts = append(parts, "text → “"+*f.Text+"”")
	}
	if f.Actor != nil {
		parts = append(parts, "person → "+i.Name(*f.Actor))
	}
	text := strings.Join(parts, ", ")
	if f.Reason != "" {
		text += " (" + f.Reason + ")"
	}
	return text
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04") }
