package desk

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/boltlog"
)

// BenchmarkCommand is one note typed in the channel of an incident with 20,000 messages, until it is durable and its
// answer is there. An answer has to be acknowledged within 3 seconds; the target is 50 ms.
func BenchmarkCommand(b *testing.B) {
	log, err := boltlog.Open(filepath.Join(b.TempDir(), "baton.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	s := newStage(b, nil)
	s.rec = timeline.NewRecorder(log, s.clock)
	s.Desk = s.another(nil)
	ref := s.incident("List import problems", "C1")
	orders := make([]timeline.Instruction, 20_000)
	for k := range orders {
		orders[k].Order = incident.Post{MessagePosted: incident.MessagePosted{Text: "it is still slow here, and nobody knows why"}}
		orders[k].Given = incident.Given{By: "nick", Key: fmt.Sprintf("slack:C1:%d.000100", k)}
	}
	if _, _, err := s.rec.Intake(context.Background(), ref, orders); err != nil {
		b.Fatal(err)
	}
	var longest time.Duration
	for b.Loop() {
		r := s.typed("U1", "C1", fmt.Sprint("note ", b.Elapsed()))
		began := time.Now()
		s.answer(r)
		longest = max(longest, time.Since(began))
	}
	b.ReportMetric(float64(longest.Microseconds())/1000, "ms-longest")
}
