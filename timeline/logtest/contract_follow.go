package logtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"baton/incident"
	"baton/timeline"
)

func testFollow(t *testing.T, f *fixture) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	f.append(refA, 0, Event(1), Event(2), Event(3))
	next := uint64(2)
	for e, err := range f.Follow(ctx, refA, 2) {
		if err != nil || e.Seq != next {
			t.Fatalf("got %d, %v, want %d", e.Seq, err, next)
		}
		if next++; e.Seq >= 3 {
			f.append(refA, e.Seq, Event(int(e.Seq)+1)) // each brings the next
		}
		if e.Seq == 200 {
			break
		}
	}
	if next != 201 {
		t.Fatalf("ended before event %d", next)
	}
}

func testFollowers(t *testing.T, f *fixture) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	const followers, events = 8, 100
	f.append(refA, 0, Event(1))
	var wg sync.WaitGroup
	for n := range followers {
		wg.Go(func() {
			from := uint64(n * 10) // some begin in the past, some ahead
			next := max(from, 1)
			for e, err := range f.Follow(ctx, refA, from) {
				if err != nil || e.Seq != next {
					t.Errorf("follower %d: got %d, %v, want %d", n, e.Seq, err, next)
					return
				}
				if next++; e.Seq == events {
					return
				}
			}
		})
	}
	for n := 1; n < events; n++ {
		f.append(refA, uint64(n), Event(n+1))
		f.append(refB, uint64(n-1), Event(n)) // news of another log is not theirs
	}
	wg.Wait()
}

func testFollowAhead(t *testing.T, f *fixture) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	got := make(chan uint64, 1)
	go func() {
		for e, err := range f.Follow(ctx, refA, 3) {
			if err == nil {
				got <- e.Seq
			}
			return
		}
	}()
	f.append(refA, 0, Event(1), Event(2))
	f.append(refA, 2, Event(3))
	select {
	case seq := <-got:
		if seq != 3 {
			t.Fatalf("got event %d, want 3", seq)
		}
	case <-ctx.Done():
		t.Fatal("the follower was not told")
	}
}

func testCancel(t *testing.T, f *fixture) {
	f.append(refA, 0, Event(1), Event(2))
	done, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Append(done, refA, 2, Event(3)); !errors.Is(err, context.Canceled) {
		t.Errorf("Append: %v", err)
	}
	if _, err := f.Find(done, refA, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("Find: %v", err)
	}
	if _, err := f.List(done); !errors.Is(err, context.Canceled) {
		t.Errorf("List: %v", err)
	}
	for _, err := range f.Read(done, refA, 1) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("Read: %v", err)
		}
	}
	if n := len(f.read(refA, 1)); n != 2 {
		t.Fatalf("an append whose context had ended was made: %d events", n)
	}
	testCancelReading(t, f)
	testCancelFollowing(t, f)
}

func testCancelReading(t *testing.T, f *fixture) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var last error
	n := 0
	for _, err := range f.Read(ctx, refA, 1) {
		cancel()
		last = err
		n++
	}
	if !errors.Is(last, context.Canceled) || n != 2 {
		t.Errorf("Read canceled after its first event: %d pairs, the last with %v", n, last)
	}
}

func testCancelFollowing(t *testing.T, f *fixture) {
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(10*time.Millisecond, cancel)
	var last error
	for _, err := range f.Follow(ctx, refA, 3) {
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("Follow ended with %v", last)
	}
}

func testClose(t *testing.T, f *fixture) {
	f.append(refA, 0, Event(1))
	ended := make(chan error, 1)
	began := make(chan struct{})
	go func() {
		var last error
		for e, err := range f.Follow(context.Background(), refA, 1) {
			if e.Seq == 1 {
				close(began)
			}
			last = err
		}
		ended <- last
	}()
	<-began
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	f.shut = true
	select {
	case err := <-ended:
		if !errors.Is(err, timeline.ErrClosed) {
			t.Errorf("Follow ended with %v", err)
		}
	case <-time.After(patience):
		t.Fatal("Close does not end Follow")
	}
	checkClosed(t, f)
	if err := f.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

func checkClosed(t *testing.T, f *fixture) {
	ctx := context.Background()
	_, appendErr := f.Append(ctx, refA, 1, Event(2))
	_, readErr := collect(f.Log, refA, 1)
	_, findErr := f.Find(ctx, refA, "x")
	_, listErr := f.List(ctx)
	_, snapshotErr := f.Snapshot(ctx, refA)
	for name, err := range map[string]error{
		"Append": appendErr, "Read": readErr, "Find": findErr, "List": listErr, "Snapshot": snapshotErr,
		"SaveSnapshot": f.SaveSnapshot(ctx, refA, timeline.Snapshot{Seq: 1}),
	} {
		if !errors.Is(err, timeline.ErrClosed) {
			t.Errorf("%s after Close: %v", name, err)
		}
	}
}

// testCloseBusy: whatever is appended while the log is being closed is there or was refused, never in between.
func testCloseBusy(t *testing.T, f *fixture) {
	f.shut = true
	var wg sync.WaitGroup
	started := make(chan struct{}, 16)
	for w := range 16 {
		wg.Go(func() {
			ref := incident.Ref(fmt.Sprintf("20260101_writer_%d", w))
			for n := uint64(0); ; n++ {
				_, err := f.Append(context.Background(), ref, n, Event(1))
				if n == 0 {
					started <- struct{}{}
				}
				if errors.Is(err, timeline.ErrClosed) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	<-started
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	wg.Wait()
}
