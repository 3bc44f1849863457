package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
)

// plain is the console in words: it is given the lines that a person types and the messages that effects answer with, and
// gives lines of text that are only ever added to. It draws nothing, moves no cursor and knows no clock, so that a screen
// reader, a file or a pipe can take what it says.
//
// It stands on the same app as the screen does: what is open, the forms, the questions before dangerous orders, what
// needs somebody and what is sent are the app's own. The overlays of the app are its modes: with a question on top the
// next line answers it, with a form on top it fills the next of its lines, and otherwise it is a command.
type plain struct {
	app *app
	out []string // lines that were said and not yet taken
	// ended: the person left.
	ended bool

	greeted bool
	day     string // the day that was said last
	news    newsDesk
	soon    map[string]bool // reminders that were announced before their time
	asked   string          // what the form on top is called by, to begin it again
	more    string          // the beginning of an answer of several lines

	// listing: what waits for the list of incidents to be as it is now.
	listing   func() tea.Cmd
	reading   int // what lines wanted to have read and is not there yet
	reminding int // claims of reminders that have not been settled
	// entering: the incident is being read and will be introduced. turning: so is an earlier time of it.
	entering, turning bool
	// reached is the last event that the log is known to have of the incident, so that the next line is understood by a
	// state that has what the line before recorded.
	reached uint64
	lost    bool // it was said that the log is lost
	// services is what was said of each.
	services map[string]string
}

func newPlain(ctx context.Context, o Options) *plain {
	p := &plain{app: newApp(ctx, o), soon: map[string]bool{}, news: newNewsDesk()}
	p.entering = p.app.subject != nil
	return p
}

// begin gives the first effects.
func (p *plain) begin() tea.Cmd {
	a := p.app
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll()}
	if a.subject != nil {
		cmds = append(cmds, a.subject.begin())
	}
	return tea.Batch(cmds...)
}

// take is given what an effect answered.
func (p *plain) take(msg tea.Msg) tea.Cmd {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tickedMsg:
		cmd = p.ticked(msg)
	case listedMsg:
		cmd = p.listed(msg)
	case settledMsg:
		cmd = p.settled(msg)
	case remindedMsg:
		p.reminded(msg)
	case followedMsg:
		cmd = p.followed(msg)
	case plainReadMsg:
		p.wasRead(msg)
	case documentSavedMsg:
		_, cmd = p.app.Update(msg)
		p.notices()
		p.leaveForm()
	default:
		_, cmd = p.app.Update(msg)
	}
	return tea.Batch(cmd, p.after())
}

// after says what follows from the state that a line or a message left.
func (p *plain) after() tea.Cmd {
	p.notices()
	cmd := p.greet()
	p.introduce()
	p.introducePast()
	p.sayLost()
	p.sayServices()
	p.tellNews()
	return cmd
}

// ticked is the app's own second, but for reminders, which are said here.
func (p *plain) ticked(m tickedMsg) tea.Cmd {
	a := p.app
	a.now = m.now
	a.reckon()
	cmds := []tea.Cmd{a.fx.tick(), a.board.poll(), p.remindDue()}
	if a.subject != nil {
		cmds = append(cmds, a.subject.ticked())
	}
	return tea.Batch(cmds...)
}

func (p *plain) listed(m listedMsg) tea.Cmd {
	a := p.app
	a.owner, a.people = a.th.oneLine(m.owner), m.people
	a.called(m)
	a.attended(m.services)
	cmd := a.board.listed(m)
	a.reckon()
	if do := p.listing; do != nil && m.asked {
		p.listing = nil
		cmd = tea.Batch(cmd, do())
	}
	return cmd
}

// whenListed does something once the incidents are listed as they are now.
func (p *plain) whenListed(do func() tea.Cmd) tea.Cmd {
	p.listing = do
	return p.app.fx.listNow()
}

// busy tells that something is under way that the next line has to wait for. It ends by itself: everything that waits
// has a time limit, or says that it is lost.
func (p *plain) busy() bool {
	a, s := p.app, p.app.subject
	if !p.greeted || a.sending.wait || p.listing != nil || p.reading+p.reminding > 0 {
		return true
	}
	if s == nil || s.broken || s.lost != nil {
		return false
	}
	if w := s.document.saving; w != nil && w.writing {
		return true
	}
	return s.live.index == nil || s.behind.reading || s.live.state().Seq < p.reached
}

// greet says what this is, which incidents are open, and what to type, once that is known. The only open incident is
// entered.
func (p *plain) greet() tea.Cmd {
	a := p.app
	if p.greeted || !a.board.read {
		return nil
	}
	p.greeted = true
	p.say(joinParts(" ", "baton, the incident commander's console in plain lines.", a.marks(false), p.fullClock(a.now)+"."))
	open := p.openRefs()
	p.say(p.openLine(open))
	p.say("Type an order such as: action @zac check DNS in 15m. Or: room, needs, log, board, open and a part of a name, help, quit.")
	if a.subject == nil && len(open) == 1 {
		return p.enter(open[0])
	}
	return nil
}

func (p *plain) openLine(open []incident.Ref) string {
	a := p.app
	switch {
	case a.board.err != nil && len(a.board.known) == 0:
		return "CANNOT READ the incidents: " + a.board.err.Error()
	case len(a.board.known) == 0:
		return "No incident yet; when in doubt, declare one: declare sev 2 and what is wrong."
	case len(open) == 0:
		return "No incident is open; " + plural(len(a.board.known), "is over", "are over") + "."
	}
	var names []string
	for _, ref := range open[:min(len(open), mostNamed)] {
		names = append(names, a.board.known[ref].state.Title+" ("+string(ref)+")")
	}
	if left := len(open) - len(names); left > 0 {
		names = append(names, fmt.Sprintf("%d more", left))
	}
	return plural(len(open), "incident is open", "incidents are open") + ": " + strings.Join(names, "; ") + "."
}

// mostNamed bounds the incidents that the greeting names.
const mostNamed = 5

// openRefs are the open incidents, the newest first.
func (p *plain) openRefs() []incident.Ref {
	var open []incident.Ref
	for _, ref := range p.app.board.shown {
		if state := p.app.board.known[ref].state; state.Open() {
			open = append(open, ref)
		}
	}
	return open
}

// enter makes an incident the one that everything is about.
func (p *plain) enter(ref incident.Ref) tea.Cmd {
	cmd := p.app.enter(ref)
	if cmd == nil {
		p.say("This is " + string(ref) + " already.")
		return nil
	}
	p.entering, p.reached, p.lost = true, 0, false
	p.news = newNewsDesk()
	return cmd
}

// introduce says where an incident stands when it has been read.
func (p *plain) introduce() {
	s := p.app.subject
	if !p.greeted || !p.entering || s.live.index == nil && !s.broken {
		return
	}
	p.entering = false
	if s.broken || s.state().Ref == "" {
		return
	}
	p.say("In " + p.standing())
	p.sayFirstNeed()
}

// sayLost says once that nothing new comes in, and once that it does again.
func (p *plain) sayLost() {
	s := p.app.subject
	switch {
	case s == nil || p.lost == (s.lost != nil):
	case s.lost != nil:
		p.tell(fmt.Sprintf("LOST THE LOG: nothing new comes in since %s: %s. Trying again every %s.", s.lostAt.In(p.app.zone).Format("15:04:05"), s.lost, retryEvery))
	default:
		p.tell("The log is back.")
	}
	p.lost = s != nil && s.lost != nil
}

// notices says what the app has to say, without the keys that it names.
func (p *plain) notices() {
	n := p.app.said
	p.app.said = notice{}
	switch n.sort {
	case silence:
		return
	case refused:
		p.refuse(joinParts("; ", n.text, n.instead))
	case failed:
		p.tell("FAILED " + n.text)
	default:
		p.say(n.text)
	}
}

// settled says what became of an order, with the entries that it made.
func (p *plain) settled(m settledMsg) tea.Cmd {
	a := p.app
	if m.sending != a.sending.no || !a.sending.wait {
		return nil
	}
	what := a.sending.what
	cmd := a.settled(m)
	a.said = notice{}
	refusal := (*incident.Refusal)(nil)
	switch {
	case errors.As(m.err, &refusal):
		p.refuse(refusal.Error())
	case errors.Is(m.err, errNoAnswer):
		p.tell(fmt.Sprintf("NOT KNOWN whether it was recorded: %s. %s in %s. Look whether it appears; typed again as it was, it is recorded only once.", what, sentence(m.err), writeTimeout))
	case m.err != nil:
		p.tell(fmt.Sprintf("FAILED, NOT RECORDED: %s. %s. What the log has is safe; type it again to try again.", what, sentence(m.err)))
	case m.declared:
		p.say("recorded: " + what + ", as " + string(m.state.Ref))
		p.entering, p.reached, p.news = true, 0, newNewsDesk()
	default:
		p.recorded(what, m)
	}
	p.leaveForm()
	return cmd
}

func (p *plain) recorded(what string, m settledMsg) {
	if m.outcome.Repeated {
		p.say("It was recorded already: " + what)
	}
	p.reached = m.state.Seq
	for _, e := range m.outcome.Events {
		p.news.known[e.Seq] = true
		p.say(p.recordedLine(&e, &m.state))
	}
}

func (p *plain) recordedLine(e *incident.Event, state *incident.Incident) string {
	text := ""
	if f, err := e.Fact(); err == nil {
		text = localTell(f, state, p.app.zone)
	}
	switch at := e.When.At; {
	case e.IsAmendment():
		return "recorded: " + text
	case at.Before(e.Recorded.Add(-backdated)):
		return fmt.Sprintf("recorded entry %d, at %s: %s", e.Seq, e.When.Clock("15:04", p.app.zone), text)
	}
	return fmt.Sprintf("recorded entry %d: %s", e.Seq, text)
}
