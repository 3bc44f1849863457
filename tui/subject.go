package tui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// subject is the incident that the console is about: its state, its timeline and what it gains. The pages draw it, and
// each keeps its own choice in it.
type subject struct {
	app   *app
	ref   incident.Ref
	visit int

	live   sight
	past   *sight // what is looked at instead: how it was known at an earlier time; nil for now
	behind hindsight
	feed   *feed
	reads  context.Context    // of what reads the whole log
	quit   context.CancelFunc // ends that; nil until it was begun
	// lost is why nothing new comes in, since when; nil while all is well.
	lost   error
	lostAt time.Time
	// broken: something could not be read; opened anew, it is tried again.
	broken bool

	loading bool // a load is under way, or the last one failed less than a second ago
	// revision counts what happened that may change the text of entries; those loaded before it are loaded anew.
	revision uint64

	untold untold

	room     *room
	log      *logPage
	people   *peoplePage
	commands *commandsPage
	document *documentPage
}

func newSubject(a *app, ref incident.Ref, visit int) *subject {
	s := &subject{app: a, ref: ref, visit: visit}
	s.room, s.log = newRoom(s), newLogPage(s)
	s.people, s.commands, s.document = newPeoplePage(s), newCommandsPage(s), newDocumentPage(s)
	return s
}

// begin reads the incident: at once what is shown first, and beside it the whole timeline.
func (s *subject) begin() tea.Cmd {
	s.reads, s.quit = context.WithCancel(s.app.fx.ctx)
	return tea.Batch(s.app.fx.open(s.ref, s.visit), s.app.fx.index(s.reads, s.ref, s.visit))
}

// leave stops what brings news.
func (s *subject) leave() {
	if s.quit != nil {
		s.quit()
	}
	if s.feed != nil {
		s.feed.stop()
	}
}

// sight is an incident as it is known at a time.
type sight struct {
	at     time.Time         // zero for now
	opened incident.Incident // the state until the index is there
	tail   []timeline.Entry  // the newest entries until then
	index  *timeline.Index
	digest digest
}

func (v *sight) state() *incident.Incident {
	if v.index != nil {
		return v.index.State()
	}
	return &v.opened
}

// sequence is the timeline, or as much of it as there is.
func (v *sight) sequence() sequence {
	if v.index != nil {
		return v.index
	}
	return fixedSequence(v.tail)
}

func (v *sight) digestAnew() {
	if state := v.state(); state.Seq != v.digest.seq {
		v.digest = newDigest(state)
	}
}

// sight is what the pages show: how the incident stands now, or how it was known at an earlier time.
func (s *subject) sight() *sight {
	if s.past != nil {
		return s.past
	}
	return &s.live
}

// state is the fold of what is shown, digest what is drawn of it, now the time at which it is shown.
func (s *subject) state() *incident.Incident { return s.sight().state() }
func (s *subject) digest() *digest           { return &s.sight().digest }

func (s *subject) now() time.Time {
	if s.past != nil {
		return s.past.at
	}
	return s.app.now
}

func (s *subject) take(msg subjectMsg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case roomOpenedMsg:
		s.wasOpened(msg)
	case roomIndexedMsg:
		cmd = s.wasIndexed(msg)
	case followedMsg:
		cmd = s.followed(msg)
	case entriesLoadedMsg:
		s.loaded(msg)
	case pastRecalledMsg:
		cmd = s.recalled(msg)
	case untoldListedMsg:
		s.untoldListed(msg)
	case siftedMsg:
		cmd = s.log.sifted(msg)
	case countedMsg:
		s.people.counted(msg)
	case documentMadeMsg:
		s.document.made(msg)
	case documentCopiedMsg:
		cmd = s.document.copied(msg)
	case documentSavedMsg:
		s.document.saved(msg)
	}
	s.live.digestAnew()
	if s.app.tab != boardTab {
		s.app.board.look(s.live.state())
	}
	return cmd
}

func (s *subject) wasOpened(m roomOpenedMsg) {
	switch {
	case s.live.index != nil:
	case m.err != nil:
		s.cannotRead("open "+string(s.ref), m.err)
	case m.state.Ref == "":
		s.unknown()
	default:
		s.live.opened, s.live.tail = m.state, m.tail
		s.room.timeline.take(m.tail, 0)
		s.log.pane.take(m.tail, 0)
		s.showTimeline()
	}
}

func (s *subject) unknown() {
	s.broken = true
	s.app.said = notice{sort: failed, text: "there is no incident " + string(s.ref), instead: "q goes to the board"}
}

func (s *subject) wasIndexed(m roomIndexedMsg) tea.Cmd {
	if m.err != nil {
		s.cannotRead("read the timeline of "+string(s.ref), m.err)
		return nil
	}
	if m.index.State().Ref == "" {
		s.unknown()
	}
	s.live.index, s.live.tail = m.index, nil
	s.revision++
	s.showTimeline()
	return tea.Batch(s.follow(), s.renewUntold())
}

// showTimeline puts the timeline that is shown into the pages that list it.
func (s *subject) showTimeline() {
	if s.past == nil {
		s.room.timeline.show(s.live.sequence())
		s.log.show()
	}
}

// follow waits for what the log gains from here on.
func (s *subject) follow() tea.Cmd {
	s.feed = s.app.fx.follow(s.ref, s.live.index.Next())
	return s.feed.next(s.visit)
}

// onTheWay are the kinds that say how something went on its way to people, and nothing about any entry. There are many of
// them.
func onTheWay(k incident.Kind) bool {
	switch k {
	case incident.ReminderShown{}.Kind(), incident.DeliveryBegun{}.Kind(), incident.DeliveryMade{}.Kind():
		return true
	}
	return false
}

func (s *subject) followed(m followedMsg) tea.Cmd {
	if m.feed != s.feed {
		return nil
	}
	entries := 0
	for _, e := range m.events {
		if err := s.live.index.Add(e); err != nil {
			s.cannotRead(fmt.Sprintf("read event %d of %s", e.Seq, s.ref), err)
			continue
		}
		if !e.IsAmendment() {
			entries++
		} else if !onTheWay(e.Kind) {
			s.revision++
			s.log.heard(e)
		}
	}
	news := s.grew(entries)
	if m.err != nil {
		s.feed.stop()
		s.lost, s.lostAt = m.err, s.app.now
		return nil
	}
	s.lost = nil
	return tea.Batch(s.feed.next(s.visit), news, s.renewUntold())
}

// grew tells the pages that list entries of new ones. In the past they wait.
func (s *subject) grew(entries int) tea.Cmd {
	if s.past != nil {
		s.behind.arrived += entries
		return nil
	}
	s.room.timeline.grew(entries)
	return s.log.grew(entries)
}

func (s *subject) loaded(m entriesLoadedMsg) {
	if m.err != nil {
		s.cannotRead("read entries of "+string(s.ref), m.err)
		return // loading stays set until the next tick, so that a broken log is not asked without end
	}
	s.loading = false
	if m.of == s.sight() {
		m.pane.take(m.entries, m.revision)
	}
}

// loadMissing asks for the text that the page shows and does not have.
func (s *subject) loadMissing() tea.Cmd {
	if s.app.page() == page(s.document) {
		return s.document.renew()
	}
	reading, ok := s.app.page().(interface{ reading() *timelinePane })
	if !ok || s.loading || s.sight().index == nil {
		return nil
	}
	pane := reading.reading()
	numbers := pane.wanted(s.revision)
	if len(numbers) == 0 {
		return nil
	}
	s.loading = true
	return s.app.fx.load(s.ref, entriesLoadedMsg{visit: s.visit, of: s.sight(), pane: pane, revision: s.revision}, s.sight().index.RequestOf(numbers))
}

// retryEvery is how often a lost log is tried again.
const retryEvery = 5 * time.Second

func (s *subject) ticked() tea.Cmd {
	s.loading = false
	if s.lost != nil && s.app.now.Sub(s.lostAt) >= retryEvery {
		s.lostAt = s.app.now
		return tea.Batch(s.follow(), s.untoldTicked())
	}
	return s.untoldTicked()
}

func (s *subject) cannotRead(what string, err error) {
	if errors.Is(err, timeline.ErrClosed) {
		s.lost, s.lostAt = err, s.app.now
		return
	}
	s.broken = true
	s.app.said = notice{
		sort: failed, text: fmt.Sprintf("CANNOT READ: %s. %s.", what, sentence(err)),
		instead: "nothing is lost by it; q and Enter open the room anew, baton verify looks at the store",
	}
}

// chosenAction is the action item that keys act on: the one that was chosen in the room while it is open, else the most
// urgent.
func (s *subject) chosenAction() (incident.Action, bool) {
	for _, a := range s.digest().actions {
		if a.No == s.room.action {
			return a, true
		}
	}
	if len(s.digest().actions) > 0 {
		return s.digest().actions[0], true
	}
	return incident.Action{}, false
}

// chosenEntry is the entry that keys act on, on the pages that have one.
func (s *subject) chosenEntry() (timeline.Entry, bool) {
	if p, ok := s.app.page().(interface{ reading() *timelinePane }); ok {
		return p.reading().choice()
	}
	return timeline.Entry{}, false
}
