package table

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/timeline"
)

// origin is the door that a sheet comes in by.
const origin incident.Origin = "csv"

// given is what surrounds a row: it was known when it was over, and not before.
func (e *entry) given() incident.Given {
	w := e.when.recorded(e.place)
	known := w.At
	if !w.Until.IsZero() {
		known = w.Until
	}
	return incident.Given{By: e.actor, When: w, Known: known, Origin: origin, Key: e.key}
}

// settle finds or declares the incident.
func settle(ctx context.Context, rec *timeline.Recorder, o Options, entries []entry, report *Report) error {
	if o.Into == "" && strings.TrimSpace(o.Title) == "" {
		return errors.New("name the incident that the rows go into, or give a title for a new one")
	}
	zone := o.Zone
	if zone == nil {
		zone = time.UTC
	}
	first := entries[0].place
	for _, e := range entries {
		if e.place.Before(first) {
			first = e.place
		}
	}
	title := label(o.Title, 200)
	key := fmt.Sprintf("csv:%s:%s:declare", first.In(zone).Format("2006-01-02"), strings.ToLower(clean.Title(title, 100)))
	ref := o.Into
	if ref == "" {
		var err error
		if ref, err = earlier(ctx, rec.Log(), key); err != nil {
			return err
		}
	}
	if ref == "" {
		g := incident.Given{When: incident.At(first), Known: first.UTC(), Origin: origin, Key: key}
		state, err := rec.Declare(ctx, incident.Declare{Title: title, Past: true}, g, zone)
		report.Ref, report.Title, report.New = state.Ref, state.Title, err == nil
		if err == nil {
			report.Added++
		}
		return err
	}
	state, err := rec.State(ctx, ref)
	if err == nil && state.Ref == "" {
		err = fmt.Errorf("there is no incident %s; baton list shows them", ref)
	}
	report.Ref, report.Title = ref, state.Title
	return err
}

// earlier finds the incident that an earlier import of the sheet declared.
func earlier(ctx context.Context, log timeline.Log, key string) (incident.Ref, error) {
	heads, err := log.List(ctx)
	if err != nil {
		return "", fmt.Errorf("list the incidents: %w", err)
	}
	for _, h := range heads {
		seqs, err := log.Find(ctx, h.Ref, key)
		if err != nil {
			return "", fmt.Errorf("look into %s: %w", h.Ref, err)
		}
		if seqs[0] != 0 {
			return h.Ref, nil
		}
	}
	return "", nil
}

// batchRows is how many rows go to the record at once.
const batchRows = 4000

// record takes the rows into the record, and the name of each actor before their first row.
func record(ctx context.Context, rec *timeline.Recorder, entries []entry, report *Report) error {
	named := map[incident.Person]bool{}
	var orders []timeline.Instruction
	var lines []int
	for k := range entries {
		e := &entries[k]
		g := e.given()
		if e.name != "" && !named[e.actor] {
			named[e.actor] = true
			by := g
			by.Key, by.When.Precision, by.When.Until = "csv:"+string(e.actor)+":name:"+e.name, incident.Exact, time.Time{}
			orders, lines = append(orders, timeline.Instruction{Order: incident.NamePerson{Person: e.actor, Name: e.name}, Given: by}), append(lines, 0)
		}
		orders, lines = append(orders, timeline.Instruction{Order: e.order, Given: g}), append(lines, e.line)
		if len(orders) < batchRows && k < len(entries)-1 {
			continue
		}
		if err := intake(ctx, rec, orders, lines, report); err != nil {
			return err
		}
		orders, lines = orders[:0], lines[:0]
	}
	return nil
}

func intake(ctx context.Context, rec *timeline.Recorder, orders []timeline.Instruction, lines []int, report *Report) error {
	outcomes, _, err := rec.Intake(ctx, report.Ref, orders)
	if err != nil {
		return err
	}
	for k, o := range outcomes {
		report.Added += len(o.Events)
		switch {
		case o.Repeated:
			report.Repeated++
		case o.Err != nil && lines[k] > 0: // a name that is known already has no line
			report.Refused++
			report.fault(lines[k], fmt.Errorf("the record did not take it: %w", o.Err))
		}
	}
	return nil
}
