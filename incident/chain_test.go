package incident

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

// noon is when the incidents of the tests are declared.
var noon = time.Date(2023, 1, 4, 12, 0, 0, 0, time.UTC)

// chain is a log in memory, written as the Recorder writes one: decide, encode, decode, apply.
type chain struct {
	t      testing.TB
	now    time.Time
	i      Incident
	was    Incident // the state before the last event
	events []Event
}

// declared is a chain with an incident of tier engineering.
func declared(t testing.TB) *chain {
	t.Helper()
	c := &chain{t: t, now: noon}
	c.do("zac", Declare{Ref: "20230104_list_import_problems", Title: "List import problems"})
	return c
}

// given is somebody at the keyboard now.
func (c *chain) given(by Person) Given { return Given{By: by, Now: c.now, Origin: "console"} }

// try carries an order out, or gives the refusal. A fact that does not apply fails the test.
func (c *chain) try(g Given, o Order) ([]Fact, error) {
	c.t.Helper()
	given, err := Decide(c.i, o, g)
	for _, f := range given {
		c.keep(f, g)
	}
	return given, err
}

func (c *chain) keep(f Fact, g Given) {
	c.t.Helper()
	e, err := NewEvent(f, g)
	if err != nil {
		c.t.Fatalf("%T%+v: %v", f, f, err)
	}
	e.Seq = c.i.Seq + 1
	if len(c.events) > 0 {
		if e.Prev, err = c.events[len(c.events)-1].Hash(); err != nil {
			c.t.Fatal(err)
		}
	}
	stored, err := e.AppendBinary(nil)
	if err != nil {
		c.t.Fatalf("%T%+v: %v", f, f, err)
	}
	if e, err = DecodeEvent(stored); err != nil {
		c.t.Fatal(err)
	}
	c.was = c.i
	if c.i, err = Apply(c.i, e); err != nil {
		c.t.Fatalf("%T%+v: %v", f, f, err)
	}
	c.events = append(c.events, e)
}

// do carries an order out that must be accepted, and gives the number of its last event.
func (c *chain) do(by Person, orders ...Order) uint64 {
	c.t.Helper()
	for _, o := range orders {
		if _, err := c.try(c.given(by), o); err != nil {
			c.t.Fatalf("%T%+v by %s: %v", o, o, by, err)
		}
	}
	return c.i.Seq
}

// wait lets the clock run.
func (c *chain) wait(d time.Duration) *chain {
	c.now = c.now.Add(d)
	return c
}

func asJSON(t interface{ Fatal(...any) }, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// step is one order in a table of decisions, and what comes of it: the facts as they are told, or "no: " and the refusal.
type step struct {
	by    Person
	order Order
	want  string
}

// play gives a chain the orders of a table, a minute apart.
func play(t *testing.T, c *chain, steps ...step) {
	t.Helper()
	for n, s := range steps {
		if got := outcome(c.wait(time.Minute).try(c.given(s.by), s.order)); got != s.want {
			t.Errorf("step %d, %T%+v by %s:\n got %s\nwant %s", n, s.order, s.order, s.by, got, s.want)
		}
	}
}

// outcome tells facts as they are told by themselves, so that a table shows what they hold.
func outcome(given []Fact, err error) string {
	if err != nil {
		return "no: " + err.Error()
	}
	var told []string
	for _, f := range given {
		told = append(told, f.Tell(&Incident{}))
	}
	return strings.Join(told, " + ")
}
