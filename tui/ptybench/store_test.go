package ptybench

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// The titles of incidents in a store. Each is one word, which a screen shows in one piece.
func titleOf(k int) string { return fmt.Sprintf("Queue-grows-%04d", k) }

// openOnes is how many incidents of a store are not over: the newest.
const openOnes = 3

// writeStore makes a store of so many incidents of so many events each and gives its folder. The newest is the one with
// the highest number. Nothing of it is synced: it lives as long as the benchmark.
func writeStore(b *testing.B, events ...int) (home string) {
	b.Helper()
	home = b.TempDir()
	log, err := boltlog.Open(filepath.Join(home, "baton.db"), boltlog.Unsynced())
	if err != nil {
		b.Fatal(err)
	}
	r := timeline.NewRecorder(log, time.Now)
	first := time.Now().UTC().Add(-time.Duration(len(events)) * time.Hour)
	for k, n := range events {
		writeIncident(b, r, k, n, first.Add(time.Duration(k)*time.Hour), k < len(events)-openOnes)
	}
	if err := r.Close(b.Context()); err != nil { // it keeps the folds, as a console does that was there
		b.Fatal(err)
	}
	if err := log.Close(); err != nil {
		b.Fatal(err)
	}
	return home
}

// writeIncident records an incident as the store has them: the orders of a commander, and for the rest chat.
func writeIncident(b *testing.B, r *timeline.Recorder, k, n int, declared time.Time, over bool) {
	b.Helper()
	orders := []incident.Order{
		incident.TakeCommand{},
		incident.Freeze{Reason: "no deploys now", For: 30 * time.Minute},
		incident.SetStatus{To: incident.Identified},
		incident.Thaw{No: 1},
	}
	if over {
		orders = append(orders, incident.Resolve{Text: "fix in place"})
	}
	given := func(j int) incident.Given {
		at := declared.Add(time.Duration(j) * time.Hour / time.Duration(n))
		return incident.Given{By: "zac", Now: at, When: incident.At(at), Origin: "slack", Key: fmt.Sprintf("slack:C%d:%d.000100", k, j)}
	}
	ctx := context.Background()
	i, err := r.Declare(ctx, incident.Declare{Title: titleOf(k), Severity: 2}, given(0), time.UTC)
	if err != nil {
		b.Fatal(err)
	}
	all := make([]timeline.Instruction, 0, n)
	for j := 1; j < n-len(orders); j++ {
		text := fmt.Sprintf("%d: the importer answers with a timeout again and again, since about 12:40, on every box that I looked at", j)
		g := given(j)
		g.By = incident.Person(fmt.Sprintf("person%d", j%20))
		all = append(all, timeline.Instruction{Order: incident.Post{MessagePosted: incident.MessagePosted{Text: text}}, Given: g})
	}
	for _, o := range orders {
		g := given(len(all) + 1)
		all = append(all, timeline.Instruction{Order: o, Given: g})
	}
	for some := range slices.Chunk(all, 20_000) {
		outcomes, _, err := r.Intake(ctx, i.Ref, some)
		if err != nil {
			b.Fatal(err)
		}
		for at, o := range outcomes {
			if o.Err != nil {
				b.Fatalf("%T: %v", some[at].Order, o.Err)
			}
		}
	}
}
