package incident

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestDeliveries(t *testing.T) {
	play(
		t, declared(t),
		step{"baton", FinishDelivery{Key: "e1"}, "no: e1 was not begun"},
		step{"baton", DoubtDelivery{"e1", "broke"}, "no: e1 was not begun"},
		step{"baton", RetryDelivery{"e1"}, "no: e1 was not begun"},
		step{"baton", BeginDelivery{"e1", ""}, "no: the name of what is told outside is missing; instead: resend e57"},
		step{"baton", BeginDelivery{"e 1", "post"}, `no: "e 1" is not the key of anything told outside, which is one word; instead: resend e57`},
		step{"baton", BeginDelivery{"e1", "post"}, "telling outside: post e1"},
		step{"baton", BeginDelivery{"e1", "post"}, "no: e1 is under way"},
		step{"baton", RewordDelivery{"e1", "x"}, "no: e1 is under way"},
		step{"baton", RetryDelivery{"e1"}, "no: e1 is under way"},
		step{"baton", DoubtDelivery{"e1", "the connection broke"}, "not known whether this was told outside: post e1: the connection broke"},
		step{"baton", DoubtDelivery{"e1", "the connection broke"}, "no: it is not known whether e1 was done; instead: resend e1"},
		step{"baton", FinishDelivery{"e1", "C1:\x1b"}, "no: the receipt holds control characters"},
		step{"baton", FinishDelivery{"e1", "C1:1.1"}, "told outside: post e1"},
		step{"baton", FinishDelivery{"e1", "C1:1.1"}, "no: e1 was done already"},
		step{"baton", BeginDelivery{"e1", "post"}, "no: e1 was done already"},
		step{"baton", FailDelivery{Key: "e1", Reason: "late"}, "no: e1 was done already"},
		step{"zac", RetryDelivery{"e1"}, "no: e1 was done already"},
		step{"zac", SkipDelivery{"e1", "old"}, "no: e1 was done already"},
		step{"zac", RewordDelivery{"e1", "x"}, "no: e1 was done already"},

		step{"baton", BeginDelivery{"topic/2", "topic"}, "telling outside: topic/2"},
		step{"baton", FailDelivery{Key: "topic/2", Reason: "archived"}, "could not be told outside: topic/2: archived"},
		step{"baton", BeginDelivery{"topic/2", "topic"}, "no: topic/2 failed; instead: resend topic/2"},
		step{"baton", FailDelivery{Key: "topic/2", Reason: "archived"}, "no: topic/2 failed; instead: resend topic/2"},
		step{"zac", RewordDelivery{"topic/2", "imports work"}, "topic/2 is told outside as: imports work"},
		step{"zac", RewordDelivery{"topic/2", "imports work"}, "no: topic/2 has these words already"},
		step{"zac", RetryDelivery{"topic/2"}, "to be told outside again: topic/2"},
		step{"zac", RetryDelivery{"topic/2"}, "no: topic/2 is tried again already"},
		step{"baton", BeginDelivery{"topic/2", "topic"}, "telling outside: topic/2"},
		step{"zac", SkipDelivery{"topic/2", "old news"}, "not told outside: topic/2: old news"},
		step{"zac", SkipDelivery{"topic/2", "old news"}, "no: topic/2 was skipped; instead: resend topic/2"},
		step{"baton", BeginDelivery{"topic/2", "topic"}, "no: topic/2 was skipped; instead: resend topic/2"},
		step{"baton", FinishDelivery{"topic/2", ""}, "told outside: topic/2"}, // it was under way when somebody skipped it
		step{"baton", FailDelivery{Key: "e3", What: "post", Reason: "given up after 24h"}, "could not be told outside: post e3: given up after 24h"},
		step{"baton", FinishDelivery{"e3", ""}, "no: e3 failed; instead: resend e3"},
	)
}

func TestBindChannel(t *testing.T) {
	c := declared(t)
	bind := BindChannel{Service: "slack", ID: "C1", Name: "imports", URL: "https://x.slack.example/C1"}
	play(
		t, c,
		step{"zac", BindChannel{Service: "slack", ID: "C1"}, "no: the channel's name is missing"},
		step{"zac", BindChannel{Service: "slack", ID: "C1", Name: "x", URL: "javascript:alert(1)"}, `no: "javascript:alert(1)" is not a web link`},
		step{"zac", bind, "the incident's channel is #imports"},
		step{"zac", bind, "no: the incident has the channel #imports already"},
	)
	bind.ID, bind.Team = "C2", "Example"
	play(t, c, step{"zac", bind, "the incident's channel is #imports of Example"})
	if got := c.i.Channel; got.ID != "C2" || got.Bound.Seq != c.i.Seq {
		t.Errorf("the channel is %+v", got)
	}
}

// TestDeliveryState: what people and couriers have to know of one, at each stage.
func TestDeliveryState(t *testing.T) {
	c := declared(t)
	see := func(want string, orders ...Order) {
		t.Helper()
		c.do("zac", orders...)
		d, ok := c.i.DeliveryOf("e1")
		d.Begun, d.Changed = Moment{Seq: d.Begun.Seq}, Moment{Seq: d.Changed.Seq}
		if got := fmt.Sprintf("%v %s %q %q %q doubt %v, %d %d", ok, d.Stage, d.Text, d.Reason, d.Receipt, d.Doubt, d.Begun.Seq, d.Changed.Seq); got != want {
			t.Errorf("after %+v\n got %s\nwant %s", orders, got, want)
		}
	}
	see(`false  "" "" "" doubt false, 0 0`)
	see(`true  "better" "" "" doubt false, 0 2`, RewordDelivery{"e1", "better"})
	see(`true begun "better" "" "" doubt false, 3 3`, BeginDelivery{"e1", "post"})
	see(`true unclear "better" "cut" "" doubt true, 3 4`, DoubtDelivery{"e1", "cut"})
	see(`true unclear "best" "cut" "" doubt true, 3 4`, RewordDelivery{"e1", "best"})
	see(`true failed "best" "late" "" doubt true, 3 6`, FailDelivery{Key: "e1", Reason: "late"})
	see(`true again "best" "" "" doubt true, 3 7`, RetryDelivery{"e1"})
	see(`true begun "best" "" "" doubt false, 8 8`, BeginDelivery{"e1", "post"})
	see(`true skipped "best" "old" "" doubt true, 8 9`, SkipDelivery{"e1", "old"}) // while it was under way
	see(`true begun "best" "" "" doubt false, 11 11`, RetryDelivery{"e1"}, BeginDelivery{"e1", "post"})
	see(`true failed "best" "gone" "" doubt false, 11 12`, FailDelivery{Key: "e1", Reason: "gone"})
	see(`true failed "best" "archived" "" doubt false, 11 12`, Correct{Entry: 12, Text: new("archived")})
	see(`true made "" "" "C1:1" doubt false, 0 0`, FinishDelivery{"e1", "C1:1"})
}

func TestUndelivered(t *testing.T) {
	c := declared(t)
	for n := range 6 {
		c.do("baton", BeginDelivery{fmt.Sprintf("e%d", n), "post"})
	}
	c.do("baton", DoubtDelivery{"e1", "cut"}, FailDelivery{Key: "e3", Reason: "gone"}, FailDelivery{Key: "e2", Reason: "gone"},
		FinishDelivery{Key: "e0"}, SkipDelivery{"e4", "old"})
	var keys []string
	for _, d := range c.i.Undelivered() {
		keys = append(keys, d.Key)
	}
	if got := strings.Join(keys, " "); got != "e3 e2 e1 e5" {
		t.Errorf("undelivered are %s", got)
	}
}

// TestDeliveriesAreAMap holds the shelves to a plain map: whatever is put in, in any order, also where it is kept and read
// again, and no set changes when another is made from it.
func TestDeliveriesAreAMap(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var sets []Deliveries
		var maps []map[string]Delivery
		set, want := Deliveries{}, map[string]Delivery{}
		for n := range rapid.IntRange(0, 400).Draw(rt, "n") {
			d := Delivery{Key: fmt.Sprintf("e%d", rapid.IntRange(0, 300).Draw(rt, "key")), Stage: StageMade, Receipt: fmt.Sprint(n)}
			if rapid.IntRange(0, 9).Draw(rt, "failed") == 0 {
				d.Stage, d.Reason, d.Changed.Seq = StageFailed, "gone", uint64(n)
			}
			set, want = set.With(d), put(want, d.Key, d)
			sets, maps = append(sets, set), append(maps, want)
		}
		for k, set := range sets {
			got := map[string]Delivery{}
			for d := range set.All() {
				got[d.Key] = d
				if one, ok := set.Get(d.Key); !ok || one != d {
					rt.Fatalf("%s is %+v, or %+v", d.Key, d, one)
				}
			}
			if !reflect.DeepEqual(got, maps[k]) {
				rt.Fatalf("set %d\n got %v\nwant %v", k, got, maps[k])
			}
		}
		var back Deliveries
		if err := json.Unmarshal([]byte(asJSON(rt, set)), &back); err != nil || !reflect.DeepEqual(back, set) {
			rt.Fatalf("%s reads as %s, %v", asJSON(rt, set), asJSON(rt, back), err)
		}
		if d, ok := set.Get("none"); ok {
			rt.Fatalf("there is %+v", d)
		}
	})
}

// TestKeptDeliveriesAreSmall: of one that was made a snapshot keeps its key and its receipt.
func TestKeptDeliveriesAreSmall(t *testing.T) {
	var set Deliveries
	const n = 5000
	for k := range n {
		set = set.With(made(fmt.Sprintf("e%d", 10_000+k), "C0123456789:1672855500.000100"))
	}
	if size := len(asJSON(t, set)); size > n*48 {
		t.Errorf("%d deliveries take %d bytes", n, size)
	}
}

func BenchmarkFoldDeliveries(b *testing.B) {
	var events []Event
	c := declared(b)
	for k := range 10_000 {
		c.do("baton", BeginDelivery{fmt.Sprintf("e%d", k), "post"}, FinishDelivery{fmt.Sprintf("e%d", k), "C0123456789:1672855500.000100"})
	}
	events = c.events
	for b.Loop() {
		if _, err := Fold(Incident{}, eventsOf(events)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(len(events)), "ns/event")
}
