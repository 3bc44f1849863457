package boltlog

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"slices"

	"baton/incident"
)

// salvage is everything in a damaged file that looks like a part of a store, found page by page without trusting the
// tree. bbolt writes changed pages to new places, so most events are there several times; an old copy makes good a
// damaged one.
type salvage struct {
	heads   map[incident.Ref]foundHead
	events  map[uint32]map[uint64][]found // log number, seq
	damaged []wreck                       // records in use that cannot be read
	behind  bool                          // what the tree says may be one transaction old
}

// found is one stored event.
type found struct {
	prev, hash incident.Hash
	at         int64 // in the file
	size       int
	used       bool // the tree refers to its page
}

type foundHead struct {
	head
	used bool
}

// wreck is a record that is in the way of a log and cannot be kept.
type wreck struct {
	Ref incident.Ref `json:"ref"`
	Num uint32       `json:"log"`
	Seq uint64       `json:"seq"`
	Why string       `json:"why"`
	Raw []byte       `json:"raw"`
}

// dig goes through every page of the file.
func dig(ctx context.Context, f *os.File) (*salvage, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	s := &salvage{heads: map[incident.Ref]foundHead{}, events: map[uint32]map[uint64][]found{}}
	used, size := map[uint64]bool{}, os.Getpagesize()
	metas := readMetas(f)
	s.behind = len(metas) < 2
	if len(metas) > 0 {
		size = metas[0].pageSize
		used, _ = walkPages(f, info.Size(), metas[0])
	}
	p := pages{r: f, size: size, n: uint64(info.Size()) / uint64(size)}
	for id := uint64(0); id < p.n; id++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if g, err := p.read(id); err == nil && g.flags == flagLeaf {
			s.leaf(g, used[id])
		}
	}
	return s, nil
}

func (s *salvage) leaf(g page, used bool) {
	for n := range g.count {
		e, err := g.element(n)
		if err != nil {
			continue // the others may be whole
		}
		if inner, ok := g.inline(e); e.bucket && ok {
			s.leaf(inner, used)
		} else if !e.bucket {
			s.record(e, used)
		}
	}
}

// record keeps what an entry of a leaf is: an event, the head of a log, or nothing of interest.
func (s *salvage) record(e element, used bool) {
	num, seq, ok := splitEventKey(e.key)
	if ok && len(e.value) >= envelopeBytes-8 {
		s.event(num, seq, e, used)
		return
	}
	if s.isRecent(e) {
		at := e
		at.value, at.at = e.value[4:], e.at+4
		r, _ := splitRecent(e.key, e.value)
		s.event(r.num, r.seq, at, used)
		return
	}
	h, err := decodeHead(e.value)
	if err != nil && len(e.value) == 4 && !bytes.Equal(e.key, keyFormat) { // format 1
		h, err = head{num: binary.BigEndian.Uint32(e.value)}, nil
	}
	ref, refErr := incident.ParseRef(string(e.key))
	if err != nil || refErr != nil {
		return
	}
	if old, ok := s.heads[ref]; !ok || (used && !old.used) || (used == old.used && h.seq > old.seq) {
		s.heads[ref] = foundHead{h, used}
	}
}

// isRecent tells whether an entry is an event that was not settled.
func (s *salvage) isRecent(e element) bool {
	return len(e.key) == 8 && len(e.value) >= 4+envelopeBytes-8
}

func (s *salvage) event(num uint32, seq uint64, e element, used bool) {
	ev, err := incident.DecodeEvent(e.value)
	if err != nil || ev.Seq != seq {
		if used {
			why := "it stands at another event's place"
			if err != nil {
				why = err.Error()
			}
			s.damaged = append(s.damaged, wreck{Num: num, Seq: seq, Why: why, Raw: bytes.Clone(e.value)})
		}
		return
	}
	log, ok := s.events[num]
	if !ok {
		log = map[uint64][]found{}
		s.events[num] = log
	}
	hash := incident.HashOf(e.value)
	n := slices.IndexFunc(log[seq], func(f found) bool { return f.hash == hash })
	if n < 0 {
		log[seq] = append(log[seq], found{ev.Prev, hash, e.at, len(e.value), used})
	} else if used && !log[seq][n].used {
		log[seq][n].used, log[seq][n].at = true, e.at
	}
}

// refOf gives the name of a log, one made of its number where the name is lost.
func (s *salvage) refOf(num uint32) (incident.Ref, foundHead) {
	for ref, h := range s.heads {
		if h.num == num {
			return ref, h
		}
	}
	return incident.Ref("recovered_" + decimal(num)), foundHead{}
}

func decimal(num uint32) string {
	b := []byte{}
	for {
		b = append(b, byte('0'+num%10))
		if num /= 10; num == 0 {
			slices.Reverse(b)
			return string(b)
		}
	}
}

// longest gives the longest run of events from the first on in which each carries the hash of the one before. Nothing
// after the head counts where the head is known: it was never acknowledged.
func (s *salvage) longest(num uint32, h foundHead) []found {
	end := ^uint64(0)
	if h.used && h.seq > 0 && !s.behind {
		end = h.seq
	}
	return s.from(num, 1, end, incident.Hash{})
}

func (s *salvage) from(num uint32, seq, end uint64, prev incident.Hash) (run []found) {
	for ; seq <= end; seq++ {
		var fits []found
		for _, f := range s.events[num][seq] {
			if f.prev == prev {
				fits = append(fits, f)
			}
		}
		switch len(fits) {
		case 0:
			return run
		case 1:
			run, prev = append(run, fits[0]), fits[0].hash
		default:
			return append(run, s.fork(num, seq, end, fits)...)
		}
	}
	return run
}

// fork decides between events that could follow the same one: what the tree refers to, then what goes on longest.
func (s *salvage) fork(num uint32, seq, end uint64, fits []found) (best []found) {
	for _, f := range fits {
		run := append([]found{f}, s.from(num, seq+1, end, f.hash)...)
		if best == nil || (f.used && !best[0].used) || (f.used == best[0].used && len(run) > len(best)) {
			best = run
		}
	}
	return best
}

var errNothing = errors.New("nothing in it can be kept")
