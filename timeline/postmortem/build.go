package postmortem

import (
	"context"
	"fmt"
	"slices"
	"time"

	"baton/incident"
	"baton/timeline"
)

// Options say how a document is made.
type Options struct {
	// Zone is the zone whose clock stands beside UTC; nil or UTC for UTC alone.
	Zone *time.Location
	// At is the moment whose knowledge the document is to have, zero for all there is.
	At time.Time
}

// Build reads an incident's log and makes the document. The same events and options give the same document.
func Build(ctx context.Context, log timeline.Log, ref incident.Ref, o Options) (Document, error) {
	g, err := gather(ctx, log, ref, o)
	if err != nil {
		return Document{}, fmt.Errorf("post-mortem of %s: %w", ref, err)
	}
	w := author{facts: &g.facts, state: &g.facts.State, zone: zoneOf(o)}
	return Document{
		Ref: ref, Title: g.facts.State.Title, Zone: w.zone, KnownAt: o.At.UTC(), Head: g.head,
		Sections: w.sections(g.rows), Log: g.rows,
	}, nil
}

// Compute gives only the facts of an incident, for lists and comparisons.
func Compute(ctx context.Context, log timeline.Log, ref incident.Ref, at time.Time) (Facts, error) {
	g, err := gather(ctx, log, ref, Options{At: at})
	if err != nil {
		return Facts{}, fmt.Errorf("facts of %s: %w", ref, err)
	}
	return g.facts, nil
}

func zoneOf(o Options) *time.Location {
	if o.Zone == nil || o.Zone == time.UTC || o.Zone.String() == "UTC" {
		return nil
	}
	return o.Zone
}

// gathered is what one reading of the log gives.
type gathered struct {
	log     timeline.Log
	ref     incident.Ref
	horizon time.Time
	index   *timeline.Index
	amended []incident.Event // the events that changed other entries
	head    timeline.Head

	facts Facts
	rows  []Row
	times []entryTime
	first map[uint64]original // entries that were changed, as they were
}

func gather(ctx context.Context, log timeline.Log, ref incident.Ref, o Options) (*gathered, error) {
	g := &gathered{log: log, ref: ref, horizon: o.At, index: timeline.NewIndex(o.At), first: map[uint64]original{}}
	if err := g.readEvents(ctx); err != nil {
		return nil, err
	}
	g.facts.State = *g.index.State()
	if g.facts.State.Ref == "" {
		return nil, fmt.Errorf("nothing is known of it%s", asOf(o.At))
	}
	if err := g.readEntries(ctx); err != nil {
		return nil, err
	}
	g.facts.End, g.facts.EndIs = g.end()
	g.facts.settle(g.times)
	return g, g.corrections()
}

func asOf(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return " at " + at.UTC().Format(time.RFC3339)
}

// end is until when what still lasted is counted.
func (g *gathered) end() (time.Time, string) {
	i := &g.facts.State
	switch {
	case !i.Resolved.IsZero():
		return i.Resolved.At, "the resolution"
	case !g.horizon.IsZero():
		return g.horizon.UTC(), "the moment of this document"
	case len(g.times) > 0:
		return g.times[len(g.times)-1].at, "the last entry"
	}
	return i.Declared.At, "the declaration"
}

// readEvents fills the index.
func (g *gathered) readEvents(ctx context.Context) error {
	var last incident.Event
	for e, err := range g.log.Read(ctx, g.ref, 1) {
		if err != nil {
			return err
		}
		if err := g.index.Add(e); err != nil {
			return err
		}
		if !g.horizon.IsZero() && e.KnownAt().After(g.horizon) {
			continue
		}
		switch e.Kind {
		case incident.EntryCorrected{}.Kind(), incident.EntryRetracted{}.Kind(), incident.EntryRestored{}.Kind(), incident.EntriesMerged{}.Kind():
			g.amended = append(g.amended, e)
		}
		last = e
	}
	g.head = timeline.Head{Ref: g.ref, Seq: last.Seq}
	if last.Seq == 0 {
		return nil
	}
	hash, err := last.Hash()
	g.head.Hash = hash
	return err
}

// readAtOnce is how many entries are held in full.
const readAtOnce = 1024

// readEntries makes a row of each entry and counts.
func (g *gathered) readEntries(ctx context.Context) error {
	origins := map[incident.Origin]*OriginCount{}
	for k := 0; k < g.index.Len(); k += readAtOnce {
		entries, err := timeline.Load(ctx, g.log, g.ref, g.index.Request(k, k+readAtOnce))
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := g.take(e); err != nil {
				return err
			}
			count(origins, e)
		}
	}
	for _, c := range origins {
		g.facts.Origins = append(g.facts.Origins, *c)
	}
	return nil
}

func count(origins map[incident.Origin]*OriginCount, e timeline.Entry) {
	c := origins[e.Event.Origin]
	if c == nil {
		c = &OriginCount{Origin: e.Event.Origin, First: e.When.At}
		origins[e.Event.Origin] = c
	}
	c.Entries, c.Last = c.Entries+1, e.When.At
	if e.Event.IsChat() {
		c.Chat++
	}
}

func wasChanged(e timeline.Entry) bool {
	a := e.Amendment
	return e.Original != "" || a.Corrected > 0 || a.Retracted || a.MergedTo != 0 || !a.By.IsZero()
}

func (g *gathered) take(e timeline.Entry) error {
	row, err := rowOf(e, &g.facts.State)
	if err != nil {
		return err
	}
	g.rows = append(g.rows, row)
	g.facts.Entries++
	if row.Chat {
		g.facts.Chat++
	}
	if wasChanged(e) {
		g.first[row.Seq] = originalOf(e)
	}
	if row.Struck {
		return nil
	}
	if e.When.Precision != incident.Unknown {
		g.times = append(g.times, entryTime{e.When.At, row.Seq})
	}
	return g.remember(e, row)
}

// remember keeps the numbers of entries that a section of their own shows.
func (g *gathered) remember(e timeline.Entry, row Row) error {
	if err := g.rememberFact(e, row); err != nil {
		return err
	}
	if row.Starred {
		g.facts.Starred = append(g.facts.Starred, row.Seq)
	}
	if slices.ContainsFunc(row.Tags, func(t string) bool { return t == "detection" || t == "detect" }) {
		g.facts.Tagged = append(g.facts.Tagged, row.Seq)
	}
	return nil
}

func (g *gathered) rememberFact(e timeline.Entry, row Row) error {
	if row.Chat {
		return nil
	}
	f, err := e.Event.Fact()
	if err != nil {
		return err
	}
	switch f := f.(type) {
	case incident.ImpactStated:
		g.facts.Impacts = append(g.facts.Impacts, row.Seq)
		if !f.From.IsZero() {
			g.facts.ImpactFrom.Seq = max(g.facts.ImpactFrom.Seq, row.Seq)
		}
		if !f.Until.IsZero() {
			g.facts.ImpactUntil.Seq = max(g.facts.ImpactUntil.Seq, row.Seq)
		}
	case incident.LinkAdded:
		g.facts.Links = append(g.facts.Links, Link{URL: f.URL, Title: f.Title, Seq: row.Seq})
	}
	return nil
}
