package tui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// hindsight is how the incident was known at earlier times, and which of them somebody wants to see. Times are looked at
// one after another: while one is made ready, only the last one that was asked for is remembered.
type hindsight struct {
	past    *timeline.Past // nil until it was read
	wanted  time.Time      // zero for now
	reading bool
	arrived int // entries that came since the past is shown
}

// pastRecalledMsg is an incident as it was known at a time, with the newest entries of then.
type pastRecalledMsg struct {
	visit   int
	past    *timeline.Past
	at      time.Time
	index   *timeline.Index
	entries []timeline.Entry
	err     error
}

func (m pastRecalledMsg) ofVisit() int { return m.visit }

// recall makes ready how an incident was known at a time. Reading a long log takes seconds, the first time, so it has no
// time limit; ctx ends it when the incident is left.
func (fx *effects) recall(ctx context.Context, ref incident.Ref, visit int, past *timeline.Past, at time.Time) tea.Cmd {
	return func() tea.Msg {
		m := pastRecalledMsg{visit: visit, past: past, at: at}
		if m.past == nil {
			m.past, m.err = timeline.OpenPast(ctx, fx.recorder.Log(), ref)
		} else {
			m.err = m.past.CatchUp(ctx)
		}
		if m.err == nil {
			m.index, m.err = m.past.At(ctx, at)
		}
		if m.err == nil {
			n := m.index.Len()
			m.entries, m.err = timeline.Load(ctx, fx.recorder.Log(), ref, m.index.Request(n-tailLength, n))
		}
		return m
	}
}

// lookAt shows the incident as it was known at a time.
func (s *subject) lookAt(at time.Time) tea.Cmd {
	if !at.Before(s.app.now.Truncate(time.Second)) {
		return s.backToNow()
	}
	s.behind.wanted = at
	if s.behind.reading {
		return nil
	}
	s.behind.reading = true
	if s.behind.past == nil {
		s.app.said = notice{sort: aside, text: "reading how it was known at " + at.In(s.app.zone).Format("15:04") + s.app.th.more}
	}
	return s.app.fx.recall(s.reads, s.ref, s.visit, s.behind.past, at)
}

func (s *subject) recalled(m pastRecalledMsg) tea.Cmd {
	b := &s.behind
	b.reading = false
	s.app.said.pass()
	if m.err != nil {
		b.wanted, b.past = s.shownTime(), nil
		s.cannotRead("read how "+string(s.ref)+" was known", m.err)
		return nil
	}
	b.past = m.past
	var cmd tea.Cmd
	known := m.index.State().Ref != ""
	switch {
	case b.wanted.IsZero():
		return nil // somebody went back to now meanwhile
	case known:
		cmd = s.turnBack(m)
	case b.wanted.Equal(m.at):
		s.beforeTheRecord()
		return nil
	}
	if !b.wanted.Equal(m.at) {
		return tea.Batch(cmd, s.lookAt(b.wanted))
	}
	return cmd
}

// shownTime is the earlier time that is shown; zero for now.
func (s *subject) shownTime() time.Time {
	if s.past == nil {
		return time.Time{}
	}
	return s.past.at
}

// beforeTheRecord stays where it is, because there is nothing to be seen then.
func (s *subject) beforeTheRecord() {
	s.behind.wanted = s.shownTime()
	first := s.behind.past.First().In(s.app.zone)
	s.app.tell("nothing of it was known then; the record begins at "+first.Format("15:04:05 on Mon 2 Jan 2006"), "")
}

// turnBack shows an earlier time on all pages. Text that was loaded for another time is not kept: it may have been
// corrected since.
func (s *subject) turnBack(m pastRecalledMsg) tea.Cmd {
	s.past = &sight{at: m.at, index: m.index}
	s.past.digestAnew()
	s.room.timeline.recall(m.index, m.entries, s.revision)
	return s.log.recall(m)
}

// backToNow leaves the past.
func (s *subject) backToNow() tea.Cmd {
	s.behind.wanted = time.Time{}
	if s.past == nil {
		return nil
	}
	arrived := s.behind.arrived
	s.past, s.behind.arrived = nil, 0
	s.room.timeline.present(s.live.sequence(), arrived)
	return s.log.present(arrived)
}

// stepTime moves the time that is looked at, on whole minutes. From now it enters the past.
func (s *subject) stepTime(by time.Duration) tea.Cmd {
	from := s.behind.wanted
	if from.IsZero() {
		from = s.app.now
	}
	to := from.Truncate(time.Minute)
	if by != -time.Minute || to.Equal(from) {
		to = to.Add(by)
	}
	if first := s.firstMinute(); to.Before(first) && first.Before(from) {
		to = first
	}
	return s.lookAt(to)
}

// firstMinute is the first whole minute at which anything is known; zero while the past was not read.
func (s *subject) firstMinute() time.Time {
	if s.behind.past == nil {
		return time.Time{}
	}
	first := s.behind.past.First()
	if whole := first.Truncate(time.Minute); !whole.Equal(first) {
		return whole.Add(time.Minute)
	}
	return first
}

// noLater says why one cannot go on in time.
func (s *subject) noLater() string {
	if s.behind.wanted.IsZero() {
		return "this is now; [ shows how it was known a minute ago"
	}
	return ""
}

// notRead says why no earlier time can be shown yet.
func (s *subject) notRead() string {
	if s.live.index == nil {
		return "the timeline is still being read"
	}
	return s.notDeclared()
}

// pastBindings move through time, on every page of an incident.
func pastBindings() []binding {
	step := func(by time.Duration) func(*app) tea.Cmd {
		return func(a *app) tea.Cmd { return a.subject.stepTime(by) }
	}
	return []binding{
		{in: inIncident, keys: []string{"["}, name: "minute back", does: "show everything as it was known a minute before; from now, at the last whole minute", do: step(-time.Minute), off: unless((*subject).notRead)},
		{in: inIncident, keys: []string{"]"}, name: "minute on", does: "show everything as it was known a minute later; the last one is now", do: step(time.Minute), off: unless((*subject).noLater)},
		{in: inIncident, keys: []string{"{"}, name: "ten back", does: "show everything as it was known ten minutes before", do: step(-10 * time.Minute), off: unless((*subject).notRead)},
		{in: inIncident, keys: []string{"}"}, name: "ten on", does: "show everything as it was known ten minutes later", do: step(10 * time.Minute), off: unless((*subject).noLater)},
	}
}

// pastWords are the words of the prompt that move through time.
func pastWords() []word {
	return []word{
		goWord(),
		{
			name: "at", usage: "at TIME", help: "show everything as it was known at that time", example: "at 14:32", takes: true, begins: true,
			do: func(a *app, rest string) (tea.Cmd, error) { return a.lookAtTyped(rest) },
		},
		{name: "now", usage: "now", help: "go back from an earlier time to now", do: func(a *app, _ string) (tea.Cmd, error) {
			if a.tab == boardTab {
				return nil, nil
			}
			return a.subject.backToNow(), nil
		}},
	}
}

// lookAtTyped reads a time and shows the incident as it was known then.
func (a *app) lookAtTyped(text string) (tea.Cmd, error) {
	at, err := a.readMoment(text)
	if err != nil {
		return nil, err
	}
	if reason := a.subject.notRead(); reason != "" {
		return nil, missing(reason, "")
	}
	if at.After(a.now) {
		return nil, missing(fmt.Sprintf("%s has not come yet, it is %s", at.In(a.zone).Format("15:04 on 2 Jan"), a.now.In(a.zone).Format("15:04")), "")
	}
	return a.subject.lookAt(at), nil
}

// readMoment reads a time to look at in the incident of the page.
func (a *app) readMoment(text string) (time.Time, error) {
	if a.tab == boardTab {
		return time.Time{}, missing("this is about an incident, and the board is of all", "Enter opens the chosen one")
	}
	at, err := a.reader().ParseTime(text)
	if err != nil {
		return time.Time{}, asRefusal(err)
	}
	return at, nil
}
