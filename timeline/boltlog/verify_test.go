package boltlog

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"baton/incident"
	"baton/timeline"
)

// forge gives stored bytes of the event at seq with other data and a checksum that fits.
func forge(t testing.TB, tx *bolt.Tx, seq uint64) []byte {
	t.Helper()
	e, err := incident.DecodeEvent(tx.Bucket(bucketEvents).Get(eventKey(1, seq)))
	if err != nil {
		t.Fatal(err)
	}
	e.Data = []byte(`{"text":"I was never there"}`)
	b, err := e.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func eventsOf(tx *bolt.Tx) *bolt.Bucket { return tx.Bucket(bucketEvents) }

var tamperings = []struct {
	name   string
	fault  timeline.Fault
	seq    uint64
	change func(t testing.TB, tx *bolt.Tx) error
}{
	{"nothing", "", 0, func(testing.TB, *bolt.Tx) error { return nil }},
	{"a flipped bit", timeline.FaultChanged, 5, func(_ testing.TB, tx *bolt.Tx) error {
		b := bytes.Clone(eventsOf(tx).Get(eventKey(1, 5)))
		b[100] ^= 1
		return eventsOf(tx).Put(eventKey(1, 5), b)
	}},
	{"a forged event", timeline.FaultChanged, 5, func(t testing.TB, tx *bolt.Tx) error {
		return eventsOf(tx).Put(eventKey(1, 5), forge(t, tx, 5))
	}},
	{"a forged last event", timeline.FaultChanged, 20, func(t testing.TB, tx *bolt.Tx) error {
		return eventsOf(tx).Put(eventKey(1, 20), forge(t, tx, 20))
	}},
	{"an event taken out", timeline.FaultMissing, 5, func(_ testing.TB, tx *bolt.Tx) error {
		return eventsOf(tx).Delete(eventKey(1, 5))
	}},
	{"the first taken out", timeline.FaultMissing, 1, func(_ testing.TB, tx *bolt.Tx) error {
		return eventsOf(tx).Delete(eventKey(1, 1))
	}},
	{"the end cut off", timeline.FaultMissing, 19, func(_ testing.TB, tx *bolt.Tx) error {
		return errors.Join(eventsOf(tx).Delete(eventKey(1, 19)), eventsOf(tx).Delete(eventKey(1, 20)))
	}},
	{"two exchanged", timeline.FaultReordered, 5, func(_ testing.TB, tx *bolt.Tx) error {
		a, b := bytes.Clone(eventsOf(tx).Get(eventKey(1, 5))), bytes.Clone(eventsOf(tx).Get(eventKey(1, 6)))
		return errors.Join(eventsOf(tx).Put(eventKey(1, 5), b), eventsOf(tx).Put(eventKey(1, 6), a))
	}},
	{"one put at the end", timeline.FaultExtra, 21, func(_ testing.TB, tx *bolt.Tx) error {
		return eventsOf(tx).Put(eventKey(1, 21), bytes.Clone(eventsOf(tx).Get(eventKey(1, 20))))
	}},
	{"one of no log", timeline.FaultExtra, 1, func(_ testing.TB, tx *bolt.Tx) error {
		return eventsOf(tx).Put(eventKey(99, 1), bytes.Clone(eventsOf(tx).Get(eventKey(1, 1))))
	}},
	{"a key that points elsewhere", timeline.FaultIndex, 5, func(_ testing.TB, tx *bolt.Tx) error {
		return tx.Bucket(bucketKeys).Put(indexKey(1, "k"+string(refA)+"4"), encodeSeq(9))
	}},
	{"a key of no event", timeline.FaultIndex, 0, func(_ testing.TB, tx *bolt.Tx) error {
		return tx.Bucket(bucketKeys).Put(indexKey(1, "invented"), encodeSeq(9))
	}},
	{"a head of another form", timeline.FaultIndex, 0, func(_ testing.TB, tx *bolt.Tx) error {
		return tx.Bucket(bucketLogs).Put([]byte(refA), []byte("?"))
	}},
}

func TestVerifyFinds(t *testing.T) {
	for _, test := range tamperings {
		t.Run(test.name, func(t *testing.T) {
			path := filled(t, 20)
			inside(t, path, func(tx *bolt.Tx) error { return test.change(t, tx) })
			found, err := VerifyFile(context.Background(), path)
			if err != nil {
				t.Fatal(err)
			}
			hit := test.fault == "" && found.Sound()
			for _, f := range found.Findings {
				t.Log(f.Fault, f.Seq, f.Text)
				hit = hit || (f.Fault == test.fault && f.Seq == test.seq)
			}
			if !hit {
				t.Errorf("not found: %s at %d; found %+v", test.fault, test.seq, found)
			}
		})
	}
}

func TestVerifyRef(t *testing.T) {
	path := filled(t, 20)
	inside(t, path, func(tx *bolt.Tx) error { return tx.Bucket(bucketEvents).Delete(eventKey(2, 5)) })
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for ref, sound := range map[incident.Ref]bool{refA: true, "20260102_beta": false} {
		found, err := l.VerifyRef(context.Background(), ref)
		if err != nil || found.Sound() != sound || found.Logs != 1 {
			t.Errorf("%s: %+v, %v", ref, found, err)
		}
	}
	if _, err := l.VerifyRef(context.Background(), "20260101_nowhere"); err == nil {
		t.Error("a log that does not exist was verified")
	}
	if found, err := l.Verify(context.Background()); err != nil || found.Sound() || found.Logs != 3 {
		t.Errorf("%+v, %v", found, err)
	}
	for _, err := range l.Read(context.Background(), "20260102_beta", 1) {
		if err != nil {
			if !errors.Is(err, incident.ErrDamaged) {
				t.Errorf("reading across the gap: %v", err)
			}
			return
		}
	}
	t.Error("a gap was read over in silence")
}

// TestVerifyWhileAppending: what is being written is never taken for damage.
func TestVerifyWhileAppending(t *testing.T) {
	l := openNew(t)
	defer l.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		fillLog(t, l, refA, 400)
	}()
	for n := 0; ; n++ {
		found, err := l.Verify(context.Background())
		if err != nil || !found.Sound() {
			t.Fatalf("%+v, %v", found.Findings, err)
		}
		select {
		case <-done:
			t.Logf("%d verifications", n)
			return
		default:
		}
	}
}

// TestDamage: whatever happens to the bytes of a store, nothing panics, nothing that was changed is given out as it was,
// and a repair gives a sound store again with a part of what was there.
func TestDamage(t *testing.T) {
	path := filled(t, 60)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	used := len(bytes.TrimRight(whole, "\x00"))
	rapid.Check(t, func(rt *rapid.T) {
		b := bytes.Clone(whole)
		for range rapid.IntRange(1, 12).Draw(rt, "wounds") {
			at := rapid.IntRange(0, used-1).Draw(rt, "at")
			switch rapid.SampledFrom([]string{"flip", "zero page", "garbage", "copy page"}).Draw(rt, "how") {
			case "flip":
				b[at] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
			case "zero page":
				clear(b[at&^4095 : at&^4095+4096])
			case "garbage":
				copy(b[at:], rapid.SliceOfN(rapid.Byte(), 1, 64).Draw(rt, "garbage"))
			case "copy page":
				from := rapid.IntRange(0, used-1).Draw(rt, "from")
				copy(b[at&^4095:at&^4095+4096], whole[from&^4095:])
			}
		}
		if rapid.Bool().Draw(rt, "cut") {
			b = b[:rapid.IntRange(1, len(b)).Draw(rt, "length")]
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			rt.Fatal(err)
		}
		surviveDamage(rt, path)
		mendDamage(rt, path)
	})
}

// surviveDamage opens and reads whatever can be read.
func surviveDamage(t *rapid.T, path string) {
	ctx := context.Background()
	_, _ = VerifyFile(ctx, path)
	l, err := Open(path)
	if err != nil {
		return
	}
	defer l.Close()
	_, _ = l.Verify(ctx)
	heads, _ := l.List(ctx)
	for _, h := range heads {
		checkPrefix(t, l, h.Ref)
		_, _ = l.Find(ctx, h.Ref, "x")
		_, _ = l.Append(ctx, h.Ref, h.Seq, benchEvent(1))
	}
}

// checkPrefix reads as far as it goes: what is given out must be what was written.
func checkPrefix(t *rapid.T, l *Log, ref incident.Ref) (n int) {
	for e, err := range l.Read(context.Background(), ref, 1) {
		if err != nil {
			return n
		}
		if n++; strings.HasPrefix(string(ref), "recovered") {
			continue // its name is lost
		}
		if e.Key != "k"+string(ref)+decimal(uint32(n-1)) && n <= 60 {
			t.Fatalf("%s: event %d has key %q", ref, n, e.Key)
		}
	}
	return n
}

func mendDamage(t *rapid.T, path string) {
	ctx := context.Background()
	planned, planErr := PlanRepair(ctx, path)
	plan, err := Repair(ctx, path)
	if err != nil {
		return // nothing to keep; the file is as it was
	}
	if planErr != nil || len(planned.Logs) != len(plan.Logs) || planned.Leftover != plan.Leftover {
		t.Fatalf("planned %+v, %v, did %+v", planned, planErr, plan)
	}
	found, err := VerifyFile(ctx, path)
	if err != nil || !found.Sound() {
		t.Fatalf("after repair: %+v, %v", found.Findings, err)
	}
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, k := range plan.Logs {
		if n := checkPrefix(t, l, k.Ref); uint64(n) != k.Events && k.Ref[0] == '2' {
			t.Fatalf("%s has %d events, the plan says %d", k.Ref, n, k.Events)
		}
	}
}
