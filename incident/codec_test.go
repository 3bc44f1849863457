package incident

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var anEvent = rapid.Custom(func(rt *rapid.T) Event {
	when := rapid.Custom(func(rt *rapid.T) time.Time {
		switch rapid.IntRange(0, 3).Draw(rt, "time") {
		case 0:
			return time.Time{}
		case 1:
			return rapid.SampledFrom([]time.Time{
				time.Date(firstYear, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(lastYear, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
				time.Unix(0, 1).UTC(), time.Unix(0, -1).UTC(),
			}).Draw(rt, "extreme")
		}
		return time.Unix(rapid.Int64Range(-8e9, 7e9).Draw(rt, "s"), rapid.Int64Range(1, 999_999_999).Draw(rt, "ns")).UTC()
	})
	short := rapid.StringN(-1, -1, 255)
	e := Event{
		Seq: rapid.Uint64().Draw(rt, "seq"), Version: rapid.Uint8().Draw(rt, "version"),
		Kind:     Kind(rapid.SampledFrom([]string{"note_taken", "x", strings.Repeat("k", 255)}).Draw(rt, "kind")),
		When:     When{At: when.Draw(rt, "at"), Until: when.Draw(rt, "until"), Precision: Precision(rapid.Uint8().Draw(rt, "precision"))},
		Recorded: when.Draw(rt, "recorded"), Known: when.Draw(rt, "known"),
		Actor: Person(short.Draw(rt, "actor")), EnteredBy: Person(short.Draw(rt, "enteredBy")), Origin: Origin(short.Draw(rt, "origin")),
		Key:  rapid.StringN(-1, -1, 1000).Draw(rt, "key"),
		Data: rapid.SliceOfN(rapid.Byte(), 0, 500).Draw(rt, "data"),
	}
	copy(e.Prev[:], rapid.SliceOfN(rapid.Byte(), len(e.Prev), len(e.Prev)).Draw(rt, "prev"))
	return e
})

func TestStoredEventsComeBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := anEvent.Draw(rt, "event")
		before := []byte("before")
		b, err := e.AppendBinary(before)
		if err != nil {
			rt.Fatal(err)
		}
		back, err := DecodeEvent(b[len(before):])
		if err != nil || !reflect.DeepEqual(back, e) {
			rt.Fatalf("%v\n got %+v\nwant %+v", err, back, e)
		}
		if h, err := e.Hash(); err != nil || h != HashOf(b[len(before):]) {
			rt.Fatalf("hash %s, %v", h, err)
		}
	})
}

// TestDamageIsSeen: no flipped bit, cut or added byte passes for an event, nor for one of a newer baton.
func TestDamageIsSeen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b, err := anEvent.Draw(rt, "event").AppendBinary(nil)
		if err != nil {
			rt.Fatal(err)
		}
		bit := rapid.IntRange(0, len(b)*8-1).Draw(rt, "bit")
		b[bit/8] ^= 1 << (bit % 8)
		if e, err := DecodeEvent(b); !errors.Is(err, ErrDamaged) {
			rt.Fatalf("bit %d: %v, %+v", bit, err, e)
		}
		b[bit/8] ^= 1 << (bit % 8)
		for cut := range b {
			if e, err := DecodeEvent(b[:cut]); !errors.Is(err, ErrDamaged) {
				rt.Fatalf("cut to %d: %v, %+v", cut, err, e)
			}
		}
		if e, err := DecodeEvent(append(b, 0)); !errors.Is(err, ErrDamaged) {
			rt.Fatalf("a byte more: %v, %+v", err, e)
		}
	})
}

// sealed gives a body the checksum of a stored event.
func sealed(body []byte) []byte {
	return binary.BigEndian.AppendUint32(body, crc32.Checksum(body, castagnoli()))
}

func TestDecodeEventErrors(t *testing.T) {
	good, err := Event{Kind: "note_taken", Data: []byte("{}")}.AppendBinary(nil)
	if err != nil {
		t.Fatal(err)
	}
	changed := func(at int, to byte) []byte {
		body := append([]byte(nil), good[:len(good)-checksumBytes]...)
		body[at] = to
		return sealed(body)
	}
	for name, c := range map[string]struct {
		stored []byte
		want   error
	}{
		"nothing":               {nil, ErrDamaged},
		"a checksum of nothing": {sealed(nil), ErrDamaged},
		"format 0":              {changed(0, 0), ErrDamaged},
		"the next format":       {changed(0, 2), ErrNewerFormat},
		"a short newer one":     {sealed([]byte{9, 1, 2}), ErrNewerFormat},
		"the reserved byte":     {changed(3, 1), ErrDamaged},
		"a kind too long":       {changed(44, 255), ErrDamaged},
		"a kind too short":      {changed(44, 3), ErrDamaged},
		"data of 4 GB":          {changed(50, 255), ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			if e, err := DecodeEvent(c.stored); !errors.Is(err, c.want) {
				t.Errorf("got %v, %+v, want %v", err, e, c.want)
			}
		})
	}
}

func TestAppendBinaryRefuses(t *testing.T) {
	fine := Event{Kind: "note_taken", When: At(noon), Recorded: noon}
	for name, spoil := range map[string]func(*Event){
		"no kind":          func(e *Event) { e.Kind = "" },
		"a long kind":      func(e *Event) { e.Kind = Kind(strings.Repeat("k", 256)) },
		"a long actor":     func(e *Event) { e.Actor = Person(strings.Repeat("z", 256)) },
		"a long typist":    func(e *Event) { e.EnteredBy = Person(strings.Repeat("z", 256)) },
		"a long origin":    func(e *Event) { e.Origin = Origin(strings.Repeat("o", 256)) },
		"a long key":       func(e *Event) { e.Key = strings.Repeat("k", math.MaxUint16+1) },
		"too much":         func(e *Event) { e.Data = make([]byte, MaxEventBytes+1) },
		"an early year":    func(e *Event) { e.When.At = time.Date(firstYear-1, 12, 31, 0, 0, 0, 0, time.UTC) },
		"a late year":      func(e *Event) { e.Known = time.Date(lastYear+1, 1, 1, 0, 0, 0, 0, time.UTC) },
		"the first of all": func(e *Event) { e.Recorded = time.Unix(0, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			e := fine
			spoil(&e)
			if b, err := e.AppendBinary([]byte("kept")); err == nil || string(b) != "kept" {
				t.Errorf("%d bytes, %v", len(b), err)
			}
		})
	}
	if _, err := fine.AppendBinary(nil); err != nil {
		t.Error(err)
	}
}

func TestParseHash(t *testing.T) {
	h := HashOf([]byte("some stored bytes"))
	if back, err := ParseHash(h.String()); err != nil || back != h {
		t.Errorf("%s: %v", back, err)
	}
	for _, s := range []string{"", "00", h.String() + "00", strings.Repeat("x", 64)} {
		if _, err := ParseHash(s); err == nil {
			t.Errorf("%q is a hash", s)
		}
	}
}

func FuzzDecodeEvent(f *testing.F) {
	for _, e := range frozenEvents(f) {
		b, err := e.AppendBinary(nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b[:len(b)-checksumBytes])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if _, err := DecodeEvent(body); err == nil && len(body) < envelopeBytes+checksumBytes {
			t.Fatal("too short for an event")
		}
		stored := sealed(body)
		e, err := DecodeEvent(stored)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewerFormat) {
				t.Fatal(err)
			}
			return
		}
		again, err := e.AppendBinary(nil)
		if err == nil && string(again) != string(stored) {
			t.Fatalf("stored as %x, then as %x", stored, again)
		}
		if f, err := e.Fact(); err == nil {
			f.Tell(&Incident{})
		}
	})
}

// FuzzFactDecode: whatever stands in an event's data, decoding, telling and folding it end in a state or an error, and a
// state that comes of it can be kept.
func FuzzFactDecode(f *testing.F) {
	kinds := Kinds()
	for n, k := range kinds {
		for _, fact := range story {
			if fact.Kind() == k {
				data, err := encodeFact(fact)
				if err != nil {
					f.Fatal(err)
				}
				f.Add(n, data)
			}
		}
	}
	for n, data := range []string{`{"no":-1}`, `{"no":9223372036854775807}`, `null`, `[]`, `{"when":{}}`, `{"left":["importer"]}`, `{"severity":"SEV-9"}`} {
		f.Add(n, []byte(data))
	}
	whole, err := Fold(Incident{}, eventsOf(frozenEvents(f)))
	if err != nil {
		f.Fatal(err)
	}
	before := asJSON(f, whole)
	f.Fuzz(func(t *testing.T, n int, data []byte) {
		e := Event{Seq: whole.Seq + 1, Kind: kinds[((n%len(kinds))+len(kinds))%len(kinds)], Version: 1, When: At(noon), Actor: "zac", Data: data}
		if fact, err := e.Fact(); err == nil {
			fact.Tell(&Incident{})
			fact.Tell(&whole)
		}
		for _, i := range []Incident{{}, whole} {
			if next, err := Apply(i, e); err == nil {
				asJSON(t, next)
				next.DueList()
			}
		}
		if asJSON(t, whole) != before {
			t.Fatal("the state from before has changed")
		}
	})
}
