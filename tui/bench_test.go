package tui

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// longLog is a log of so many events that makes each up as it is read.
type longLog struct {
	timeline.Log
	n     uint64
	first []incident.Event
}

func (l *longLog) Read(_ context.Context, _ incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	return func(yield func(incident.Event, error) bool) {
		for seq := from; seq <= l.n; seq++ {
			if !yield(l.event(seq), nil) {
				return
			}
		}
	}
}

func (l *longLog) event(seq uint64) incident.Event {
	if k := int(seq) - 1; k < len(l.first) {
		return l.first[k]
	}
	return syntheticEvent(seq)
}

// longRoom is the room of an incident with n entries, its end on the screen, and its log.
func longRoom(b *testing.B, n, w, h int) (*app, *longLog) {
	b.Helper()
	log := &longLog{n: uint64(n)}
	facts := []incident.Fact{incident.IncidentDeclared{Ref: importRef, Title: "List import problems"}, incident.RoleTaken{Role: incident.IC, Holder: "zac"}}
	for k := range 12 {
		facts = append(facts, incident.ActionAssigned{No: k + 1, Owner: "nick", Task: "look at the resolver and its connections", Due: began.Add(time.Duration(k) * time.Minute)})
	}
	for k, f := range facts {
		e, err := incident.NewEvent(f, incident.Given{By: "zac", Now: began})
		if err != nil {
			b.Fatal(err)
		}
		e.Seq = uint64(k + 1)
		log.first = append(log.first, e)
	}
	index := timeline.NewIndex(time.Time{})
	cached := syntheticEvent(1 << 40) // the text of the others does not matter to the index
	for seq := uint64(1); seq <= log.n; seq++ {
		e := cached
		if int(seq) <= len(log.first) {
			e = log.first[seq-1]
		}
		e.Seq, e.When.At = seq, began.Add(time.Duration(seq)*time.Second)
		if err := index.Add(e); err != nil {
			b.Fatal(err)
		}
	}
	rec := timeline.NewRecorder(log, func() time.Time { return began.Add(4 * time.Minute) })
	a := newApp(b.Context(), Options{Recorder: rec, Me: "zac", Zone: paris, Theme: "dark"}.filled())
	a.w, a.h, a.visit = w, h, 1
	a.tab, a.subject = roomTab, newSubject(a, importRef, 1)
	a.subject.live.index = index
	a.subject.live.digestAnew()
	a.subject.showTimeline()
	loadAll(b, a, log)
	return a, log
}

// loadAll does what the load commands would.
func loadAll(b *testing.B, a *app, log *longLog) {
	b.Helper()
	a.arrange()
	s, pane := a.subject, a.page().(interface{ reading() *timelinePane }).reading()
	for numbers := pane.wanted(s.revision); len(numbers) > 0; numbers = pane.wanted(s.revision) {
		entries, err := timeline.Load(b.Context(), log, importRef, s.live.index.RequestOf(numbers))
		if err != nil {
			b.Fatal(err)
		}
		pane.take(entries, s.revision)
	}
}

var lengths = []int{1_000, 100_000, 1_000_000}

// BenchmarkRoomView draws the room of the tallest screen. It has to cost less than 3 ms, and with a million entries
// within 5 % of what it costs with a thousand.
func BenchmarkRoomView(b *testing.B) { benchmarkView(b, roomTab) }

// BenchmarkLogView does the same for the log page with its charts.
func BenchmarkLogView(b *testing.B) { benchmarkView(b, logTab) }

// benchmarkView draws a page with each length. Every round draws each in short turns, so that whatever else the machine
// does meets all of them, and the ratio is the median of the rounds'. Garbage is collected between the rounds only,
// because a million entries make that longer whoever draws.
func benchmarkView(b *testing.B, page tab) {
	apps := make([]*app, len(lengths))
	for k, n := range lengths {
		a, log := longRoom(b, n, 200, 60)
		a.tab, apps[k] = page, a
		loadAll(b, a, log)
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	const turn = 20
	spent := make([]time.Duration, len(lengths))
	var ratios []float64
	rounds := 0
	for b.Loop() {
		round := make([]time.Duration, len(lengths))
		b.StopTimer()
		runtime.GC()
		b.StartTimer()
		for range turn {
			for j := range apps {
				k := (j + rounds) % len(apps) // none is always the first
				start := time.Now()
				apps[k].View()
				round[k] += time.Since(start)
			}
		}
		for k, d := range round {
			spent[k] += d
		}
		ratios = append(ratios, float64(round[len(round)-1])/float64(round[0]))
		rounds++
	}
	for k, n := range lengths {
		b.ReportMetric(float64(spent[k].Nanoseconds())/float64(rounds*turn), fmt.Sprintf("ns/view-of-%d", n))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "1M/1k")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkRoomKey presses a key that scrolls, loads what it needs, and draws.
func BenchmarkRoomKey(b *testing.B) {
	for _, n := range lengths {
		a, log := longRoom(b, n, 200, 60)
		a.subject.room.inList = false
		up, down := tea.KeyPressMsg{Code: tea.KeyPgUp}, tea.KeyPressMsg{Code: tea.KeyPgDown}
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			for k := 0; b.Loop(); k++ {
				if k%10 < 5 {
					a.Update(up)
				} else {
					a.Update(down)
				}
				loadAll(b, a, log)
				a.View()
			}
		})
	}
}

// BenchmarkRoomFeed takes a batch of news into the room and draws.
func BenchmarkRoomFeed(b *testing.B) {
	for _, n := range lengths {
		a, log := longRoom(b, n, 200, 60)
		a.subject.feed = &feed{items: make(chan followed)}
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			for b.Loop() {
				log.n++
				a.Update(followedMsg{visit: 1, feed: a.subject.feed, events: []incident.Event{syntheticEvent(log.n)}})
				loadAll(b, a, log)
				a.View()
			}
		})
	}
}
