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

// room is the page of one incident.
type room struct {
	app   *app
	ref   incident.Ref
	visit int

	w, h   int
	layout roomLayout

	opened incident.Incident // the state until the index is there
	index  *timeline.Index
	feed   *feed
	quit   context.CancelFunc // ends the reading of the index
	// lost is why nothing new comes in, since when; nil while all is well.
	lost   error
	lostAt time.Time

	digest   digest
	timeline *timelinePane
	loading  bool // a load is under way, or the last one failed less than a second ago
	inList   bool // the arrows move in the action items, not in the timeline
	action   int  // the number of the action item that was chosen; 0 for the most urgent

	typing bool // the prompt is open
	prompt prompt
}

func newRoom(a *app, ref incident.Ref, visit int) *room {
	return &room{app: a, ref: ref, visit: visit, timeline: newTimelinePane(a.th, a.zone), inList: true}
}

// begin reads the room: at once what it shows first, and beside it the whole timeline.
func (r *room) begin() tea.Cmd {
	ctx, cancel := context.WithCancel(r.app.fx.ctx)
	r.quit = cancel
	return tea.Batch(r.app.fx.open(r.ref, r.visit), r.app.fx.index(ctx, r.ref, r.visit))
}

// leave stops what brings news.
func (r *room) leave() {
	r.quit()
	if r.feed != nil {
		r.feed.stop()
	}
	if text := r.prompt.line.value(); text != "" {
		r.app.drafts[string(r.ref)+" prompt"] = []string{text}
	}
}

func (r *room) place() place {
	if r.typing {
		return inPrompt
	}
	return inRoom
}

func (r *room) title() string {
	if late := lateOnes(r.state(), r.app.now); late > 0 {
		return fmt.Sprintf("baton %d due %s", late, r.ref)
	}
	return "baton " + string(r.ref)
}

// state is the fold of what the room has of the log.
func (r *room) state() *incident.Incident {
	if r.index != nil {
		return r.index.State()
	}
	return &r.opened
}

func (r *room) take(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case roomOpenedMsg:
		r.wasOpened(msg)
	case roomIndexedMsg:
		cmd = r.wasIndexed(msg)
	case followedMsg:
		cmd = r.followed(msg)
	case entriesLoadedMsg:
		r.loaded(msg)
	}
	if state := r.state(); state.Seq != r.digest.seq {
		r.digest = newDigest(state)
	}
	return cmd
}

func (r *room) wasOpened(m roomOpenedMsg) {
	switch {
	case m.visit != r.visit || r.index != nil:
	case m.err != nil:
		r.cannotRead("open "+string(r.ref), m.err)
	case m.state.Ref == "":
		r.unknown()
	default:
		r.opened = m.state
		r.timeline.take(m.tail, 0)
		r.timeline.show(fixedSequence(m.tail))
	}
}

func (r *room) unknown() {
	r.app.said = notice{sort: failed, text: "there is no incident " + string(r.ref), instead: "q goes to the board"}
}

func (r *room) wasIndexed(m roomIndexedMsg) tea.Cmd {
	if m.visit != r.visit {
		return nil
	}
	if m.err != nil {
		r.cannotRead("read the timeline of "+string(r.ref), m.err)
		return nil
	}
	if m.index.State().Ref == "" {
		r.unknown()
	}
	r.index = m.index
	r.timeline.revision++
	r.timeline.show(m.index)
	return r.follow()
}

// follow waits for what the log gains from here on.
func (r *room) follow() tea.Cmd {
	r.feed = r.app.fx.follow(r.ref, r.index.Next())
	return r.feed.next(r.visit)
}

func (r *room) followed(m followedMsg) tea.Cmd {
	if m.visit != r.visit || m.feed != r.feed {
		return nil
	}
	entries := 0
	for _, e := range m.events {
		if err := r.index.Add(e); err != nil {
			r.cannotRead(fmt.Sprintf("read event %d of %s", e.Seq, r.ref), err)
			continue
		}
		if !e.IsAmendment() {
			entries++
		} else if e.Kind != (incident.ReminderShown{}).Kind() {
			r.timeline.revision++
		}
	}
	r.timeline.grew(entries)
	if m.err != nil {
		r.feed.stop()
		r.lost, r.lostAt = m.err, r.app.now
		return nil
	}
	r.lost = nil
	return r.feed.next(r.visit)
}

func (r *room) loaded(m entriesLoadedMsg) {
	if m.visit != r.visit {
		return
	}
	if m.err != nil {
		r.cannotRead("read entries of "+string(r.ref), m.err)
		return // loading stays set until the next tick, so that a broken log is not asked without end
	}
	r.loading = false
	r.timeline.take(m.entries, m.revision)
}

// loadMissing asks for the text that the screen shows and does not have.
func (r *room) loadMissing() tea.Cmd {
	if r.loading || r.index == nil {
		return nil
	}
	from, to, ok := r.timeline.wanted()
	if !ok {
		return nil
	}
	r.loading = true
	return r.app.fx.load(r.ref, r.visit, r.timeline.revision, r.index.Request(from, to))
}

// retryEvery is how often a lost log is tried again.
const retryEvery = 5 * time.Second

func (r *room) ticked() tea.Cmd {
	r.loading = false
	if r.lost != nil && r.app.now.Sub(r.lostAt) >= retryEvery {
		r.lostAt = r.app.now
		return r.follow()
	}
	return nil
}

func (r *room) cannotRead(what string, err error) {
	if errors.Is(err, timeline.ErrClosed) {
		r.lost, r.lostAt = err, r.app.now
		return
	}
	r.app.said = notice{
		sort: failed, text: fmt.Sprintf("CANNOT READ: %s. %s.", what, sentence(err)),
		instead: "nothing is lost by it; q and Enter open the room anew, baton verify looks at the store",
	}
}

// chosenAction is the action item that keys act on: the one that was chosen while it is open, else the most urgent.
func (r *room) chosenAction() (incident.Action, bool) {
	for _, a := range r.digest.actions {
		if a.No == r.action {
			return a, true
		}
	}
	if len(r.digest.actions) > 0 {
		return r.digest.actions[0], true
	}
	return incident.Action{}, false
}

func (r *room) resize(w, h int) {
	r.w, r.h = w, h
	r.layout = r.arrange()
	r.timeline.resize(r.layout.timeline.w, r.layout.timeline.h)
}

// press takes what is typed into the prompt.
func (r *room) press(k tea.KeyPressMsg) tea.Cmd {
	if r.typing {
		r.app.said.pass()
		r.prompt.line.press(k)
	}
	return nil
}

func (r *room) paste(text string) tea.Cmd {
	if r.typing {
		r.prompt.line.paste(text)
	}
	return nil
}
