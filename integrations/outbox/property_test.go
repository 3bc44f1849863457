package outbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
)

// storm is a world in which calls take their time and go wrong, each in its own way.
type storm struct {
	*world
	mu    sync.Mutex
	rand  *rand.Rand
	calm  bool
	later sync.WaitGroup
	blind map[string]bool // the keys of what could not be looked for
}

func (w *storm) draw(n int) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.calm {
		return n - 1
	}
	return w.rand.IntN(n)
}

// takes lets a call take some time, or end with its context.
func (w *storm) takes(ctx context.Context) error {
	select {
	case <-time.After(time.Duration(w.draw(3000)) * time.Millisecond):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *storm) delivering(ctx context.Context, d Delivery) error {
	if err := w.takes(ctx); err != nil {
		return err
	}
	switch w.draw(14) {
	case 0:
		return &Trouble{Kind: Wait, Reason: "rate limited", After: time.Duration(w.draw(60)) * time.Second}
	case 1:
		return &Trouble{Kind: Refused, Reason: "no such channel"}
	case 2:
		return &Trouble{Kind: Unclear, Reason: "connection reset before it was made"}
	case 3:
		return errMade{&Trouble{Kind: Unclear, Reason: "connection reset after it was made"}}
	case 4:
		return errMade{fmt.Errorf("what is this: %w", errors.New("<html>"))}
	case 5:
		return &Trouble{Kind: Wait, Reason: "the token was revoked", All: true}
	case 6: // until the call is given up, or the worker stopped
		<-ctx.Done()
		return ctx.Err()
	case 7:
		w.later.Go(func() {
			time.Sleep(settling - time.Second)
			w.make(d)
		})
		return &Trouble{Kind: Unclear, Reason: "timeout"}
	case 8:
		w.make(d)
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func (w *storm) looking(ctx context.Context, d Delivery) error {
	if err := w.takes(ctx); err != nil {
		return err
	}
	switch w.draw(8) {
	case 0:
		return &Trouble{Kind: Wait, Reason: "rate limited"}
	case 1:
		return errors.New("connection reset")
	case 2:
		w.mu.Lock()
		w.blind[d.Key] = true
		w.mu.Unlock()
		return &Trouble{Kind: Refused, Reason: "no right to read"}
	case 3:
		return &Trouble{Kind: Unclear, Reason: "the token was revoked", All: true}
	}
	return nil
}

// play lives through what people, crashes and time do.
func (w *storm) play(s *scene, steps []step) {
	for _, st := range steps {
		switch st.what {
		case "kill":
			s.kill()
			s.start()
		case "stop":
			s.stop()
			time.Sleep(st.time)
			s.start()
		case "time":
			time.Sleep(st.time)
		case "resume":
			s.worker.Resume()
		case "retry":
			s.about(st.n, func(key string) incident.Order { return incident.RetryDelivery{Key: key} })
		case "skip":
			s.about(st.n, func(key string) incident.Order { return incident.SkipDelivery{Key: key, Reason: "old"} })
		case "reword":
			s.about(st.n, func(key string) incident.Order { return incident.RewordDelivery{Key: key, Text: "better " + key} })
		case "assign":
			s.tryOrder(incident.Assign{Owner: "nick", Task: "look", In: time.Minute})
		case "done":
			s.tryOrder(incident.FinishAction{No: 1 + st.n%3})
		default:
			s.tryOrder(incident.Note{Text: st.what + " x"})
		}
	}
}

// about gives an order about one of the deliveries that are not made; it may be refused.
func (s *scene) about(n int, order func(key string) incident.Order) {
	if items := s.worker.Items(ref); len(items) > 0 {
		s.tryOrder(order(items[n%len(items)].Key))
	}
}

func (s *scene) tryOrder(o incident.Order) {
	_, _, err := s.people.Do(context.Background(), ref, timeline.Instruction{Order: o, Given: incident.Given{By: "zac"}})
	if err != nil && !refused(err) {
		s.t.Errorf("%T%+v: %v", o, o, err)
	}
}

type step struct {
	what string
	n    int
	time time.Duration
}

func steps() *rapid.Generator[[]step] {
	kinds := []string{
		"post", "post", "post", "topic", "page", "shared", "channel", "reply", "assign", "done", "retry", "skip", "reword",
		"kill", "stop", "resume", "time", "time", "time",
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
		return step{
			what: rapid.SampledFrom(kinds).Draw(t, "what"), n: rapid.IntRange(0, 5).Draw(t, "n"),
			time: time.Duration(rapid.SampledFrom([]int{0, 1, 100, 1000, 3500, 10_000, 61_000, 600_000, 3_000_000}).Draw(t, "ms")) * time.Millisecond,
		}
	}), 1, 30)
}

// TestWhateverFails: whatever fails, crashes and starts again, each delivery is made exactly once, or is shown as failed,
// unclear or skipped, or a later one took its place; and in order within a lane.
func TestWhateverFails(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		all, seed := steps().Draw(rt, "steps"), rapid.Uint64().Draw(rt, "seed")
		var wrong []string
		synctest.Test(t, func(t *testing.T) {
			s := newScene(t)
			w := &storm{world: s.world, blind: map[string]bool{}, rand: rand.New(rand.NewPCG(seed, 1))}
			s.world.onDeliver(w.delivering)
			s.world.onLook(w.looking)
			s.declare(ref)
			s.start()
			w.play(s, all)
			w.mu.Lock()
			w.calm = true
			w.mu.Unlock()
			time.Sleep(2 * patience) // everything is made or given up
			s.stop()
			w.later.Wait()
			if wrong = append(s.world.wrong, s.verdict(w.blind)...); wrong != nil {
				wrong = append(wrong, s.history(), strings.Join(s.world.calls, "\n"))
			}
		})
		if wrong != nil {
			rt.Fatalf("%s", strings.Join(wrong, "\n"))
		}
	})
}

// verdict holds what was made to what the log asks for, read by itself.
func (s *scene) verdict(blind map[string]bool) (wrong []string) {
	complain := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	var state incident.Incident
	var served time.Time
	asked, order := map[string]Delivery{}, map[string][]Delivery{}
	retried, touched := map[string]bool{}, map[string]bool{}
	for e, err := range s.log.Read(context.Background(), ref, 1) {
		if err != nil {
			complain("read: %v", err)
			return wrong
		}
		if state, err = incident.Apply(state, e); err != nil {
			complain("fold: %v", err)
			return wrong
		}
		f, _ := e.Fact()
		switch f := f.(type) {
		case incident.DeliveryRetried:
			retried[f.Key], touched[f.Key] = true, true
		case incident.DeliverySkipped: // which does not hold up what is under way
			touched[f.Key] = true
		case incident.DeliveryBegun:
			if served.IsZero() {
				served = e.Recorded
			}
			if _, known := asked[f.Key]; !known {
				asked[f.Key] = Delivery{Key: f.Key, What: f.What}
			}
		}
		for _, d := range s.planner.Of(&state, e, f) {
			if _, known := asked[d.Key]; !known {
				asked[d.Key] = d
				order[d.Lane] = append(order[d.Lane], d)
			}
		}
	}
	for _, key := range s.world.made {
		if _, known := asked[key]; !known {
			complain("%s was made and not asked for", key)
		}
	}
	for key, d := range asked {
		at, _ := state.DeliveryOf(key)
		if outOfDate := !d.GiveUp.IsZero() && (served.IsZero() || !d.GiveUp.After(served)); at.Stage == "" && outOfDate {
			continue // before anything of the incident was told at all: see TestIncidentsOlderThanTheService
		}
		// What somebody asked for again is made again where nobody could see whether it was.
		s.judge(d, at, retried[key] && blind[key], order[d.Lane], complain)
	}
	for _, lane := range order {
		s.inOrder(lane, touched, complain)
	}
	return wrong
}

// judge holds one delivery to what was made of it.
func (s *scene) judge(d Delivery, at incident.Delivery, twice bool, lane []Delivery, complain func(string, ...any)) {
	n := 0
	for _, key := range s.world.made {
		if key == d.Key {
			n++
		}
	}
	passed := d.Latest && slices.ContainsFunc(lane, func(o Delivery) bool { return o.What == d.What && o.Seq > d.Seq })
	switch visible := at.Stage == incident.StageFailed || at.Stage == incident.StageSkipped || at.Stage == incident.StageUnclear; {
	case n > 1 && !twice:
		complain("%s was made %d times", d.Key, n)
	case at.Stage == incident.StageMade && n == 0:
		complain("%s is recorded as made, and was not", d.Key)
	case n == 0 && !visible && !(passed && at.Stage == ""):
		complain("%s was not made and is %q", d.Key, at.Stage)
	case n > 0 && at.Stage != incident.StageMade && !visible:
		complain("%s was made and is %q", d.Key, at.Stage)
	case n > 0 && at.Stage == incident.StageFailed && !at.Doubt:
		complain("%s was made, and failed without a doubt", d.Key)
	}
}

// inOrder holds a lane to the order of the log, those aside that waited for another one or for a person.
func (s *scene) inOrder(lane []Delivery, touched map[string]bool, complain func(string, ...any)) {
	var want, got []string
	for _, d := range lane {
		if slices.Contains(s.world.made, d.Key) && !touched[d.Key] && d.After == "" {
			want = append(want, d.Key)
		}
	}
	for _, key := range s.world.made {
		if slices.Contains(want, key) {
			got = append(got, key)
		}
	}
	if !slices.Equal(got, want) {
		complain("made in the order %v, asked in the order %v", got, want)
	}
}
