package timeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/timeline/ordertest"
)

const ref = incident.Ref("20230104_list_import_problems")

var noon = time.Date(2023, 1, 4, 12, 0, 0, 0, time.UTC)

func stopped() time.Time { return noon }

func open(t testing.TB, log timeline.Log) *timeline.Recorder {
	t.Helper()
	return timeline.NewRecorder(log, stopped)
}

func note(text string) timeline.Instruction {
	return timeline.Instruction{Order: incident.Note{Text: text}, Given: incident.Given{By: "mia", Origin: "console"}}
}

func declare(t testing.TB, r *timeline.Recorder) {
	t.Helper()
	o := timeline.Instruction{Order: incident.Declare{Ref: ref, Title: "List import problems"}, Given: incident.Given{By: "mia", Origin: "console"}}
	if _, _, err := r.Do(context.Background(), ref, o); err != nil {
		t.Fatal(err)
	}
}

func eventsOf(t testing.TB, log timeline.Log, ref incident.Ref) []incident.Event {
	t.Helper()
	var events []incident.Event
	for e, err := range log.Read(context.Background(), ref, 1) {
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestDeclareTakesTheFirstFreeReference(t *testing.T) {
	ctx, r := context.Background(), open(t, logtest.NewMemory())
	for _, want := range []incident.Ref{"20230104_list_import_problems", "20230104_list_import_problems_2", "20230104_list_import_problems_3"} {
		state, err := r.Declare(ctx, incident.Declare{Title: "List import problems"}, incident.Given{By: "mia"}, time.UTC)
		if err != nil || state.Ref != want {
			t.Errorf("got %q, %v; want %q", state.Ref, err, want)
		}
	}
}

func TestDeclareUsesTheCalendarDayOfTheZone(t *testing.T) {
	zone := time.FixedZone("far east", 13*3600)
	state, err := open(t, logtest.NewMemory()).Declare(context.Background(), incident.Declare{Title: "x"}, incident.Given{By: "mia"}, zone)
	if err != nil || state.Ref != "20230105_x" {
		t.Errorf("got %q, %v", state.Ref, err)
	}
}

// TestDeclareKeepsTheZone: the incident's own zone is the one that is asked for, or that of whoever declares it where its
// name means the same everywhere.
func TestDeclareKeepsTheZone(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zone database: ", err)
	}
	r := open(t, logtest.NewMemory())
	for n, tt := range []struct {
		asked string
		zone  *time.Location
		want  string
	}{
		{"", paris, "Europe/Paris"},
		{"America/New_York", paris, "America/New_York"},
		{"", time.UTC, "UTC"},
		{"", time.Local, map[bool]string{true: "UTC"}[time.Local.String() == "UTC"]},
		{"", time.FixedZone("CET", 3600), ""},
		{"", time.FixedZone("", 3600), ""},
		{"", time.FixedZone("not/a zone", 3600), ""},
	} {
		o := incident.Declare{Title: fmt.Sprint("incident ", n), Zone: tt.asked}
		i, err := r.Declare(context.Background(), o, incident.Given{By: "mia", Origin: "console"}, tt.zone)
		if err != nil || i.Zone != tt.want {
			t.Errorf("declared with %q in %s: %q, %v; want %q", tt.asked, tt.zone, i.Zone, err, tt.want)
		}
	}
}

func TestDeclareTwiceWithOneKeyIsOneIncident(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	given := func(key string) incident.Given { return incident.Given{By: "mia", Key: key} }
	for k, want := range []struct {
		key string
		ref incident.Ref
	}{{"trigger-1", "20230104_x"}, {"trigger-1", "20230104_x"}, {"trigger-2", "20230104_x_2"}, {"trigger-2", "20230104_x_2"}} {
		state, err := r.Declare(ctx, incident.Declare{Title: "x"}, given(want.key), time.UTC)
		if err != nil || state.Ref != want.ref {
			t.Errorf("%d: got %q, %v; want %q", k, state.Ref, err, want.ref)
		}
	}
	if heads, _ := log.List(ctx); len(heads) != 2 {
		t.Errorf("%d logs", len(heads))
	}
}

func TestDeclareRefusedMakesNoLog(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	_, err := open(t, log).Declare(ctx, incident.Declare{Title: "  "}, incident.Given{By: "mia"}, time.UTC)
	if refusal := (*incident.Refusal)(nil); !errors.As(err, &refusal) {
		t.Errorf("got %v", err)
	}
	if heads, _ := log.List(ctx); len(heads) != 0 {
		t.Errorf("%d logs", len(heads))
	}
}

func TestDeclareAtOnceGivesEachItsOwn(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r, other := open(t, log), open(t, log)
	var wg sync.WaitGroup
	for k := range 20 {
		wg.Go(func() {
			who := []*timeline.Recorder{r, other}[k%2]
			if _, err := who.Declare(ctx, incident.Declare{Title: "x"}, incident.Given{By: "mia"}, time.UTC); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	heads, _ := log.List(ctx)
	for _, h := range heads {
		if h.Seq != 1 {
			t.Errorf("%s has %d events", h.Ref, h.Seq)
		}
	}
	if len(heads) != 20 {
		t.Errorf("%d logs", len(heads))
	}
}

func TestRefusedOrdersDoNotStopTheOthers(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	outcomes, state, err := r.Intake(ctx, ref, []timeline.Instruction{note("one"), note(""), note("two")})
	if err != nil || state.Seq != 3 {
		t.Fatalf("at %d, %v", state.Seq, err)
	}
	refusal := (*incident.Refusal)(nil)
	if outcomes[0].Err != nil || !errors.As(outcomes[1].Err, &refusal) || outcomes[2].Err != nil {
		t.Errorf("got %+v", outcomes)
	}
	if got := outcomes[2].Events[0].Seq; got != 3 {
		t.Errorf("two is event %d", got)
	}
	if _, _, err := r.Do(ctx, ref, note("")); !errors.As(err, &refusal) {
		t.Errorf("Do gave %v", err)
	}
}

func TestAKeyIsTakenOnce(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	keyed := note("one")
	keyed.Given.Key = "slack:C1:1"
	outcomes, _, err := r.Intake(ctx, ref, []timeline.Instruction{keyed, keyed})
	if err != nil || outcomes[0].Repeated || !outcomes[1].Repeated || len(outcomes[1].Events) != 0 {
		t.Errorf("in one batch: %+v, %v", outcomes, err)
	}
	for _, again := range []*timeline.Recorder{r, open(t, log)} {
		outcome, state, err := again.Do(ctx, ref, keyed)
		if err != nil || !outcome.Repeated || state.Seq != 2 {
			t.Errorf("later: %+v at %d, %v", outcome, state.Seq, err)
		}
	}
}

func TestARefusedOrderDoesNotUseItsKeyUp(t *testing.T) {
	ctx, r := context.Background(), open(t, logtest.NewMemory())
	declare(t, r)
	bad, good := note(""), note("good")
	bad.Given.Key, good.Given.Key = "k", "k"
	if outcomes, _, err := r.Intake(ctx, ref, []timeline.Instruction{bad, good}); err != nil || outcomes[1].Repeated {
		t.Errorf("got %+v, %v", outcomes, err)
	}
}

func TestManyWritersOnOneIncident(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	recorders := []*timeline.Recorder{open(t, log), open(t, log)} // as if two processes
	declare(t, recorders[0])
	const writers, notes = 16, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := range notes {
				outcome, state, err := recorders[w%2].Do(ctx, ref, note(fmt.Sprintf("%d/%d", w, n)))
				if err != nil || len(outcome.Events) != 1 || state.Seq < outcome.Events[0].Seq {
					t.Errorf("got %+v, %v", outcome, err)
				}
			}
		})
	}
	wg.Wait()
	seen := map[string]int{}
	for _, e := range eventsOf(t, log, ref)[1:] {
		seen[string(e.Data)]++
	}
	if len(seen) != writers*notes {
		t.Errorf("%d of %d notes are there", len(seen), writers*notes)
	}
}

func TestOnlyOneOfTwoProcessesGetsTheRole(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	a, b := open(t, log), open(t, log)
	declare(t, a)
	take := func(r *timeline.Recorder, p incident.Person) error {
		_, _, err := r.Do(ctx, ref, timeline.Instruction{Order: incident.TakeRole{Role: incident.IC, Holder: p}, Given: incident.Given{By: p}})
		return err
	}
	if _, err := b.State(ctx, ref); err != nil { // b has folded before a takes the role
		t.Fatal(err)
	}
	if err := take(a, "mia"); err != nil {
		t.Fatal(err)
	}
	refusal := (*incident.Refusal)(nil)
	if err := take(b, "zac"); !errors.As(err, &refusal) {
		t.Errorf("the second got %v", err)
	}
}

func TestTimesAreUTCAndTheRecordersWhereNoneAreGiven(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	in := note("seen on the wall clock")
	in.Given.Now = noon.Add(time.Minute).In(time.FixedZone("CET", 3600))
	in.Given.When = incident.When{Precision: incident.Unknown}
	outcome, _, err := r.Do(ctx, ref, in)
	if err != nil {
		t.Fatal(err)
	}
	written, read := outcome.Events[0], eventsOf(t, log, ref)[1]
	written.Prev = read.Prev
	if asJSON(t, written) != asJSON(t, read) {
		t.Errorf("the outcome says %s, the log %s", asJSON(t, written), asJSON(t, read))
	}
	if !read.When.At.Equal(noon.Add(time.Minute)) || read.When.Precision != incident.Unknown {
		t.Errorf("it has the time %+v", read.When)
	}
}

// faultyLog fails in the ways that a test orders.
type faultyLog struct {
	timeline.Log
	appendErr, saveErr error
}

func (l *faultyLog) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if l.appendErr != nil {
		return timeline.Appended{}, l.appendErr
	}
	return l.Log.Append(ctx, ref, expected, events...)
}

func (l *faultyLog) SaveSnapshot(ctx context.Context, ref incident.Ref, s timeline.Snapshot) error {
	if l.saveErr != nil {
		return l.saveErr
	}
	return l.Log.SaveSnapshot(ctx, ref, s)
}

func TestAFailedAppendRecordsNothing(t *testing.T) {
	ctx, log := context.Background(), &faultyLog{Log: logtest.NewMemory()}
	r := open(t, log)
	declare(t, r)
	log.appendErr = timeline.ErrFull
	if _, _, err := r.Do(ctx, ref, note("lost")); !errors.Is(err, timeline.ErrFull) {
		t.Errorf("got %v", err)
	}
	log.appendErr = nil
	outcome, state, err := r.Do(ctx, ref, note("kept"))
	if err != nil || state.Seq != 2 || outcome.Events[0].Seq != 2 {
		t.Errorf("at %d, %v", state.Seq, err)
	}
}

func TestAnOrderThatCannotBeStoredFailsAlone(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	poison := note("poison")
	poison.Given.Key = strings.Repeat("k", 70_000)
	outcomes, state, err := r.Intake(ctx, ref, []timeline.Instruction{note("one"), poison, note("two")})
	if err != nil || state.Seq != 3 || outcomes[1].Err == nil || outcomes[2].Err != nil {
		t.Errorf("at %d, %v, %v", state.Seq, outcomes, err)
	}
}

func TestABatchThatIsTooLargeIsSplit(t *testing.T) {
	ctx, log := context.Background(), logtest.NewMemory()
	r := open(t, log)
	declare(t, r)
	big := strings.Repeat("x", 2_000_000)
	posts := func(name string, n int) (orders []timeline.Instruction) {
		for k := range n {
			post := incident.Post{MessagePosted: incident.MessagePosted{Text: fmt.Sprint(name, k) + big}}
			orders = append(orders, timeline.Instruction{Order: post, Given: incident.Given{By: "mia", Key: fmt.Sprint(name, k)}})
		}
		return orders
	}
	failed := timeline.AtOnce(ctx, r, ref, posts("a", 20), posts("b", 20), posts("too many", 40), posts("c", 20), posts("a", 20))
	for k, want := range []error{nil, nil, timeline.ErrTooLarge, nil, nil} {
		if !errors.Is(failed[k], want) {
			t.Errorf("intake %d: %.200v", k, failed[k])
		}
	}
	if n := len(eventsOf(t, log, ref)); n != 61 {
		t.Errorf("%d events", n)
	}
	if state, err := r.State(ctx, ref); err != nil || state.Seq != 61 {
		t.Errorf("at %d, %v", state.Seq, err)
	}
}

func TestTheRecorderIsAFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx, log := context.Background(), logtest.NewMemory()
		r := timeline.NewRecorder(log, stopped)
		var state incident.Incident
		for _, in := range ordertest.Walk(t, 60) {
			var err error
			if _, state, err = r.Do(ctx, ordertest.Ref, in); err != nil && !errors.As(err, new(*incident.Refusal)) {
				t.Fatal(err)
			}
		}
		folded, err := timeline.Fold(ctx, log, ordertest.Ref)
		if err != nil {
			t.Fatal(err)
		}
		a, _ := json.Marshal(state)
		b, _ := json.Marshal(folded)
		if string(a) != string(b) {
			t.Fatalf("the recorder has %s, a fold %s", a, b)
		}
	})
}

// TestLookIsState: it gives the same fold, keeps no desk, and leaves a snapshot where folding took long.
func TestLookIsState(t *testing.T) {
	ctx := context.Background()
	log := logtest.NewMemory()
	writer := timeline.NewRecorder(log, time.Now)
	orders := []timeline.Instruction{{Order: incident.Declare{Ref: ref, Title: "List import problems"}, Given: incident.Given{By: "zac"}}}
	for range 300 {
		orders = append(orders, timeline.Instruction{Order: incident.Note{Text: "it is DNS"}, Given: incident.Given{By: "zac"}})
	}
	if _, _, err := writer.Intake(ctx, ref, orders); err != nil {
		t.Fatal(err)
	}
	looker := timeline.NewRecorder(log, time.Now)
	seen, err := looker.Look(ctx, ref)
	if err != nil {
		t.Fatal(err)
	}
	if want, err := writer.State(ctx, ref); err != nil || !reflect.DeepEqual(seen, want) {
		t.Errorf("got %+v, want %+v, %v", seen, want, err)
	}
	if s, err := log.Snapshot(ctx, ref); err != nil || s.Seq != seen.Seq {
		t.Errorf("the snapshot is of %d, the state of %d, %v", s.Seq, seen.Seq, err)
	}
}
