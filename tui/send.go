package tui

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
)

// sending is the one order that is under way. Until it is settled no other is sent, so that Enter pressed twice does
// one thing.
type sending struct {
	no      int
	what    string // what it would record, in words
	content string // what it holds, to know it again
	key     string // of the order that has no good answer yet: sent again, it is recorded once
	wait    bool
	settle  func(settledMsg) // who asked; nil where nobody waits
	ref     incident.Ref
	back    bool   // it takes something back
	then    []wish // what follows it once it is recorded
}

// wish is an order that somebody at this keyboard gives.
type wish struct {
	order incident.Order
	as    incident.Person // for whom they type it, if not for themselves
	when  incident.When   // if not now
	back  bool            // it takes something back, and is no deed of its own
}

func (a *app) given(w wish) incident.Given {
	g := incident.Given{By: a.me, When: w.when, Origin: "console"}
	if w.as != incident.Nobody && w.as != a.me {
		g.By, g.EnteredBy = w.as, a.me
	}
	return g
}

// preview says what an order would put into the log, or why it would be refused.
func (a *app) preview(state *incident.Incident, w wish) (string, error) {
	g := a.given(w)
	g.Now = a.now
	facts, err := incident.Decide(*state, carried(w.order), g)
	if err != nil {
		return "", err
	}
	text := ""
	for _, f := range facts {
		if text != "" {
			text += "; "
		}
		text += localTell(f, state, a.zone)
	}
	return text, nil
}

// ask sends an order to the room's incident, after a question where it is one that cannot be taken back easily.
func (a *app) ask(w wish, settle func(settledMsg)) tea.Cmd {
	if a.sending.wait {
		a.tell("the last one is not recorded yet", "")
		return nil
	}
	if _, err := a.preview(a.about(), w); err == nil {
		if q := a.danger(a.about(), w); q != nil {
			q.settle = settle
			return a.pushGuarded(q)
		}
	}
	return a.send(w, settle)
}

func (a *app) send(w wish, settle func(settledMsg)) tea.Cmd {
	g := a.given(w)
	g.Key = a.keyFor(w, g)
	what := "the order"
	if text, err := a.preview(a.about(), w); err == nil {
		what = text
	}
	a.began(what, settle)
	a.sending.ref, a.sending.back = a.ref(), w.back
	return a.fx.record(a.sending.no, a.ref(), timeline.Instruction{Order: w.order, Given: g})
}

func (a *app) began(what string, settle func(settledMsg)) {
	a.sending.no++
	a.sending.wait, a.sending.what, a.sending.settle = true, what, settle
	a.said = notice{}
}

// keyFor makes sending the same order again, after an answer that did not come, record it once.
func (a *app) keyFor(w wish, g incident.Given) string {
	content := orderContent(w.order, g)
	if a.sending.key == "" || content != a.sending.content {
		a.sending.key = fmt.Sprintf("console:%s:%d:%d", a.me, a.now.UnixNano(), a.sending.no+1) // the number that it gets
	}
	a.sending.content = content
	return a.sending.key
}

// orderContent tells orders apart by all that they hold.
func orderContent(o incident.Order, g incident.Given) string {
	held, err := json.Marshal(o)
	return fmt.Sprintf("%T %s %v %s %s", o, held, err, g.By, g.When.At)
}

// settled says what became of an order. A late answer to one that was given up changes nothing: the timeline shows it.
func (a *app) settled(m settledMsg) tea.Cmd {
	if m.sending != a.sending.no || !a.sending.wait {
		return nil
	}
	a.sending.wait = false
	refusal := (*incident.Refusal)(nil)
	if m.err == nil || errors.As(m.err, &refusal) {
		a.sending.key = ""
	}
	if m.err != nil {
		a.sending.then = nil
		a.explain(a.sending.what, m.err)
	} else {
		a.recorded(m)
	}
	if a.sending.settle != nil {
		a.sending.settle(m)
	}
	if m.declared && a.tab == boardTab {
		return a.enter(m.state.Ref)
	}
	return a.sendNext()
}

func (a *app) recorded(m settledMsg) {
	a.said = notice{sort: done, text: "recorded: " + a.sending.what}
	if !a.sending.back && !m.declared {
		a.did(a.sending.ref, m.outcome.Events)
	}
	if m.outcome.Repeated {
		a.said.text = "it was recorded already: " + a.sending.what
	}
	if n := len(m.outcome.Events); n > 0 {
		if e := m.outcome.Events[0]; e.When.At.Before(m.state.LastAt.Add(-time.Minute)) && !e.IsAmendment() {
			a.said.text += ", at " + e.When.Clock("15:04", a.zone) + " as entry " + fmt.Sprint(e.Seq)
		}
	}
}
