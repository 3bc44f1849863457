package archive

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// fullLog has room for so many appends.
type fullLog struct {
	timeline.Log
	room int
}

func (l *fullLog) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if l.room--; l.room < 0 {
		return timeline.Appended{}, timeline.ErrFull
	}
	return l.Log.Append(ctx, ref, expected, events...)
}

// long is an export of more messages than one batch holds.
func long() export {
	e := small()
	for day := range 10 {
		var text string
		for k := range 2 * batchOrders / 10 {
			text += msg(day*86400+k, "U3", fmt.Sprintf("message %d of day %d", k, day)) + ","
		}
		e[fmt.Sprintf("inc-1-imports/2023-01-%02d.json", 4+day)] = "[" + text[:len(text)-1] + "]"
	}
	return e
}

// An import that the disk stops says so, and goes on where it ended when there is room again.
func TestFullDisk(t *testing.T) {
	path := long().folder(t)
	log := &fullLog{Log: logtest.NewMemory(), room: 2} // the declaration and one batch
	rec := timeline.NewRecorder(log, func() time.Time { return today })
	a, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	report, err := a.Import(context.Background(), rec, Options{Each: "*"})
	if !errors.Is(err, timeline.ErrFull) || report.Added == 0 {
		t.Fatalf("added %d, error %v", report.Added, err)
	}
	log.room = 1000
	rest, err := a.Import(context.Background(), rec, Options{Each: "*"})
	if err != nil || rest.Messages != 2*batchOrders || report.Added+rest.Added != 2*batchOrders+1 || rest.Repeated == 0 {
		t.Errorf("added %d and then %d, %d repeated, of %d messages: %v", report.Added, rest.Added, rest.Repeated, rest.Messages, err)
	}
}

// An import that is interrupted ends soon, and goes on where it ended.
func TestInterruption(t *testing.T) {
	a, err := Open(long().zip(t))
	if err != nil {
		t.Fatal(err)
	}
	rec := newRecorder()
	ctx, cancel := context.WithCancel(context.Background())
	report, err := a.Import(ctx, rec, Options{Each: "*", Progress: func(p Progress) {
		if p.Files == 3 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || report.Messages == 2*batchOrders {
		t.Fatalf("%d messages, error %v", report.Messages, err)
	}
	rest, err := a.Import(context.Background(), rec, Options{Each: "*"})
	if err != nil || rest.Messages != 2*batchOrders || report.Added+rest.Added != 2*batchOrders+1 {
		t.Errorf("added %d and then %d of %d messages: %v", report.Added, rest.Added, rest.Messages, err)
	}
}
