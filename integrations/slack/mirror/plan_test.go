package mirror

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"baton/integrations/slack/message"
)

func stamp(second int) message.Stamp {
	at, _ := message.ParseStamp(ts(second))
	return at
}

// carryOut makes the calls of a plan against pages by thread, and keeps the plan as JSON between them.
func carryOut(t *testing.T, p *Plan, pages map[string][]Page) (calls []string) {
	t.Helper()
	for len(calls) < 20 {
		kept, err := json.Marshal(p)
		p = &Plan{}
		if err == nil {
			err = json.Unmarshal(kept, p)
		}
		if err != nil {
			t.Fatal(err)
		}
		r, ok := p.Next()
		if !ok {
			break
		}
		calls = append(calls, fmt.Sprintf("%s %s–%s: %s", r.Thread, r.Oldest.Time().Format("15:04:05"), r.Latest.Time().Format("15:04:05"), p.Progress(time.UTC)))
		thread := r.Thread.String()
		var page Page
		if left := pages[thread]; len(left) > 0 {
			page, pages[thread] = left[0], left[1:]
		}
		p.Answer(r, page)
	}
	if !p.Done() || p.Progress(time.UTC) != "caught up" {
		t.Errorf("not done: %+v", p)
	}
	return calls
}

func TestPlan(t *testing.T) {
	const history = "0.000000"
	from, to := time.Unix(began+120, 0), time.Unix(began+540, 0)
	old, alive := stamp(-100_000), stamp(-200_000)
	known := []Thread{{Root: old, Latest: stamp(-95_000)}, {Root: alive, Latest: stamp(60)}, {Root: stamp(10), Latest: stamp(20)}}
	got := carryOut(t, NewPlan(from, to, known), map[string][]Page{
		history: {
			{Newest: stamp(530), Oldest: stamp(300), More: true, Threads: []Thread{{Root: stamp(400), Latest: stamp(500)}}},
			{Newest: stamp(290), Oldest: stamp(10), Threads: []Thread{{Root: stamp(10), Latest: stamp(20)}, {Root: stamp(50), Latest: stamp(130)}}},
		},
		stamp(50).String(): {{Newest: stamp(200), Oldest: stamp(50), More: true}, {Newest: stamp(220), Oldest: stamp(50)}},
	})
	want := []string{
		history + " 13:02:00–13:09:00: catching up 13:02–13:09",
		history + " 13:02:00–13:05:00: catching up 13:02–13:09",
		alive.String() + " 13:02:00–13:09:00: catching up 13:02–13:09, 3 threads left",
		stamp(50).String() + " 13:02:00–13:09:00: catching up 13:02–13:09, 2 threads left",
		stamp(50).String() + " 13:03:20–13:09:00: catching up 13:02–13:09, 2 threads left",
		stamp(400).String() + " 13:02:00–13:09:00: catching up 13:02–13:09, 1 thread left",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestAPlanEndsWhateverPagesSay(t *testing.T) {
	stuck := Page{Newest: stamp(130), Oldest: stamp(130), More: true, Threads: []Thread{{Root: stamp(130), Latest: stamp(140)}}}
	pages := map[string][]Page{}
	for _, thread := range []string{"0.000000", stamp(130).String()} {
		for range 10 {
			pages[thread] = append(pages[thread], stuck)
		}
	}
	if calls := carryOut(t, NewPlan(time.Unix(began+120, 0), time.Unix(began+540, 0), nil), pages); len(calls) > 4 {
		t.Errorf("%d calls: %q", len(calls), calls)
	}
	p := NewPlan(time.Unix(began, 0), time.Unix(began+60, 0), nil)
	p.Answer(Request{Thread: stamp(1)}, stuck)
	if p.Done() || !p.Upto.IsZero() {
		t.Errorf("the answer to another request moved it: %+v", p)
	}
}

// What a mirror has of a channel's threads goes into its plan.
func TestPlanOfAMirror(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	root := c.say("U1", "imports are slow")
	c.message(object{"user": "U2", "text": "looking", "thread_ts": root})
	d.take(t, c.events...)
	from := time.Unix(began+2, 0).Add(Reach)
	if p := d.mirror.Plan(from, from.Add(time.Minute)); len(p.Threads) != 1 || p.Threads[0].Root.String() != root {
		t.Errorf("%+v", p)
	}
	if p := d.mirror.Plan(from.Add(time.Minute), from.Add(time.Hour)); len(p.Threads) != 0 {
		t.Errorf("%+v", p)
	}
}

// Threads are forgotten once they ended days before the messages that are dropped, and not before.
func TestOldThreadsAreForgotten(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	root := c.say("U1", "imports are slow")
	c.message(object{"user": "U2", "text": "looking", "thread_ts": root})
	for _, step := range []struct{ pause, threads int }{{int(Reach.Seconds()), 1}, {int(2 * Reach.Seconds()), 0}} {
		c.now += step.pause
		for range 8 {
			c.say("U3", "looking")
		}
		d.take(t, c.events...)
		if p := d.mirror.Plan(time.Unix(began+2, 0).Add(Reach), time.Unix(began, 0).Add(5*Reach)); len(p.Threads) != step.threads {
			t.Errorf("after %d seconds: %+v", step.pause, p.Threads)
		}
	}
}
