package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

const ref incident.Ref = "20230104_list_import_problems"

// bubble is the clock of a synctest bubble, which stands still while anybody has something to do.
type bubble struct{}

func (bubble) Now() time.Time { return time.Now().UTC() }

func (bubble) AfterFunc(d time.Duration, f func()) (stop func()) {
	timer := time.AfterFunc(d, f)
	return func() { timer.Stop() }
}

// plan asks for a delivery for each note that begins with one of its words, such as "post imports fail", "topic late" or
// "channel", and for a check-back of each action item that is due.
type plan struct{}

// patience is after how long the plan gives up.
const patience = 40 * time.Minute

func (plan) Of(i *incident.Incident, e incident.Event, f incident.Fact) []Delivery {
	note, ok := f.(incident.NoteTaken)
	if !ok {
		return nil
	}
	d := Delivery{
		Key: fmt.Sprintf("e%d", e.Seq), Lane: "slack:" + string(i.Ref), Seq: e.Seq, Asked: e.Recorded, GiveUp: e.Recorded.Add(patience),
	}
	d.What, d.Text, _ = strings.Cut(note.Text, " ")
	switch d.What {
	case "post":
	case "page", "shared":
		d.Lane = d.What
	case "topic":
		d.Latest = true
	case "channel":
		d.Key, d.GiveUp = "channel", time.Time{}
	case "reply":
		d.After = "channel"
	default:
		return nil
	}
	return []Delivery{d}
}

func (plan) Due(i *incident.Incident, now time.Time) []Delivery {
	var all []Delivery
	for _, a := range i.OpenActions() {
		if now.Before(a.Due) {
			continue
		}
		all = append(all, Delivery{
			Key: fmt.Sprintf("due/A%d/%d", a.No, a.Due.Unix()), Lane: "slack:" + string(i.Ref), What: "check-back", Text: a.Task,
			Seq: a.Assigned.Seq, Asked: a.Due, GiveUp: a.Due.Add(patience),
		})
	}
	return all
}

// world is what a stand-in courier changes, and can be looked at. What it does at a call is up to onDeliver and onLook.
type world struct {
	mu     sync.Mutex
	made   []string // keys, in the order in which they were made
	texts  map[string]string
	calls  []string // of either kind
	flying map[string]int
	wrong  []string

	deliver, look calling
}

// calling is what happens at a call: the error that it gives, or nil for what a world without trouble does.
type calling func(ctx context.Context, d Delivery) error

func newWorld() *world { return &world{texts: map[string]string{}, flying: map[string]int{}} }

func (w *world) onDeliver(does calling) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.deliver = does
}

func (w *world) onLook(does calling) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.look = does
}

func (w *world) does(c *calling) calling {
	w.mu.Lock()
	defer w.mu.Unlock()
	return *c
}

func (w *world) call(what string, d Delivery) (end func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, what+" "+d.Key)
	if w.flying[d.Lane]++; w.flying[d.Lane] > 1 {
		w.wrong = append(w.wrong, "two at once in lane "+d.Lane)
	}
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.flying[d.Lane]--
	}
}

func (w *world) make(d Delivery) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.made = append(w.made, d.Key)
	w.texts[d.Key] = d.Text
}

func (w *world) has(key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Contains(w.made, key)
}

func (w *world) called() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.calls)
}

// soFar are the keys of what was made, in order.
func (w *world) soFar() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.made)
}

// told is in which words something was made.
func (w *world) told(key string) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.texts[key]
}

// opened is how many incidents the worker keeps.
func (w *Worker) opened() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.books)
}

func (w *world) outcome(d Delivery) Outcome {
	o := Outcome{Receipt: "C1:" + d.Key}
	if d.What == "channel" {
		o.Orders = []incident.Order{incident.BindChannel{Service: "slack", ID: "C1", Name: "imports"}}
	}
	return o
}

// errMade is what deliver gives to have the thing made all the same.
type errMade struct{ error }

func (w *world) Deliver(ctx context.Context, i *incident.Incident, d Delivery) (Outcome, error) {
	defer w.call("deliver", d)()
	if at, _ := i.DeliveryOf(d.Key); at.Stage != incident.StageBegun {
		w.mu.Lock()
		w.wrong = append(w.wrong, d.Key+" is delivered while it is "+string(at.Stage))
		w.mu.Unlock()
	}
	if does := w.does(&w.deliver); does != nil {
		if err := does(ctx, d); err != nil {
			if anyhow := (errMade{}); errors.As(err, &anyhow) {
				w.make(d)
				err = anyhow.error
			}
			return Outcome{}, err
		}
	}
	w.make(d)
	return w.outcome(d), nil
}

func (w *world) Look(ctx context.Context, _ *incident.Incident, d Delivery, since time.Time) (Outcome, bool, error) {
	defer w.call("look", d)()
	if since.IsZero() {
		w.mu.Lock()
		w.wrong = append(w.wrong, d.Key+" is looked for since never")
		w.mu.Unlock()
	}
	if does := w.does(&w.look); does != nil {
		if err := does(ctx, d); err != nil {
			return Outcome{}, false, err
		}
	}
	if !w.has(d.Key) {
		return Outcome{}, false, nil
	}
	return w.outcome(d), true, nil
}

// scene is an incident, people who write, and a worker that delivers.
type scene struct {
	t       testing.TB
	log     timeline.Log
	people  *timeline.Recorder
	world   *world
	planner Planner
	wanted  func(*incident.Incident) bool

	worker *Worker
	store  *mortal
	stop   func()
}

// mortal is the log as a process sees it: when that is killed, nothing that it still writes comes to be.
type mortal struct {
	timeline.Log
	dead atomic.Bool
}

func (m *mortal) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if m.dead.Load() {
		return timeline.Appended{}, timeline.ErrClosed
	}
	return m.Log.Append(ctx, ref, expected, events...)
}

// inBubble plays a scene in a bubble, with a worker running from the start.
func inBubble(t *testing.T, play func(*scene)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.declare(ref)
		s.start()
		play(s)
		s.end()
	})
}

func newScene(t testing.TB) *scene {
	log := logtest.NewMemory()
	return &scene{t: t, log: log, people: timeline.NewRecorder(log, bubble{}.Now), world: newWorld(), planner: plan{}}
}

func (s *scene) declare(ref incident.Ref) {
	s.t.Helper()
	s.orderIn(ref, incident.Declare{Ref: ref, Title: "List import problems"})
}

func (s *scene) start() {
	s.store = &mortal{Log: s.log}
	s.worker = New(Options{
		Recorder: timeline.NewRecorder(s.store, bubble{}.Now), Planner: s.planner, Courier: s.world, Clock: bubble{}, Wanted: s.wanted,
	})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := s.worker.Run(ctx); err != nil {
			s.t.Errorf("run: %v", err)
		}
	}()
	s.stop = func() {
		cancel()
		<-done
	}
	synctest.Wait()
}

// kill ends the worker as a crash does: what it has not written it never does.
func (s *scene) kill() {
	s.store.dead.Store(true)
	s.stop()
}

func (s *scene) end() {
	s.t.Helper()
	s.stop()
	for _, wrong := range s.world.wrong {
		s.t.Error(wrong)
	}
}

// order gives orders that have to be accepted, all at once, and lets the worker do what can be done at once.
func (s *scene) order(orders ...incident.Order) {
	s.t.Helper()
	s.orderIn(ref, orders...)
	synctest.Wait()
}

func (s *scene) orderIn(ref incident.Ref, orders ...incident.Order) {
	s.t.Helper()
	var all []timeline.Instruction
	for _, o := range orders {
		all = append(all, timeline.Instruction{Order: o, Given: incident.Given{By: "zac"}})
	}
	outcomes, _, err := s.people.Intake(s.t.Context(), ref, all)
	for k, o := range outcomes {
		if o.Err != nil {
			s.t.Fatalf("%T%+v: %v", orders[k], orders[k], o.Err)
		}
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

func notes(texts ...string) []incident.Order {
	var all []incident.Order
	for _, text := range texts {
		all = append(all, incident.Note{Text: text})
	}
	return all
}

// later lets time pass.
func (s *scene) later(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// madeIs holds the world to what was made, in order.
func (s *scene) madeIs(want string) {
	s.t.Helper()
	if got := strings.Join(s.world.soFar(), " "); got != want {
		s.t.Errorf("made %q, want %q", got, want)
	}
}

// itemsAre holds what is shown as not made to "key stage: reason" of each, in the worker and from the log alone.
func (s *scene) itemsAre(want ...string) {
	s.t.Helper()
	fromLog, err := NewView(s.log, s.planner, ref).Pending(s.t.Context(), time.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	if got := shown(fromLog); !slices.Equal(got, want) {
		s.t.Errorf("the log shows %q, want %q", got, want)
	}
	if got := shown(s.worker.Items(ref)); !slices.Equal(got, want) {
		s.t.Errorf("the worker shows %q, want %q", got, want)
	}
}

func shown(items []Item) []string {
	var all []string
	for _, i := range items {
		text := i.Key + " " + string(i.Stage)
		if i.Reason != "" {
			text += ": " + i.Reason
		}
		all = append(all, text)
	}
	return all
}

// history is what the record says of deliveries, in a line each.
func (s *scene) history() string {
	s.t.Helper()
	var told []string
	for e, err := range s.log.Read(s.t.Context(), ref, 1) {
		if err != nil {
			s.t.Fatal(err)
		}
		if !strings.HasPrefix(string(e.Kind), "delivery_") {
			continue
		}
		f, err := e.Fact()
		if err != nil {
			s.t.Fatal(err)
		}
		told = append(told, f.Tell(&incident.Incident{}))
	}
	return strings.Join(told, "\n")
}

func (s *scene) historyIs(lines ...string) {
	s.t.Helper()
	if got, want := s.history(), strings.Join(lines, "\n"); got != want {
		s.t.Errorf("the record says\n%s\nwant\n%s", got, want)
	}
}
