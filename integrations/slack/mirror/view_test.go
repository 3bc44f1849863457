package mirror

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mrkdwn"
	"baton/timeline"
	"baton/timeline/logtest"
)

// today is the clock of every recorder in these tests.
var today = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

const users = `[{"id":"U1","name":"alice"},{"id":"U2","name":"bob"},{"id":"U3","name":"carol"}]`

func directory() *message.People {
	people := message.NewPeople()
	r := lenient.New([]byte(users), 0)
	r.Items(func() {
		if p, ok := message.ReadPerson(&r); ok {
			people.Add(p)
		}
	})
	return people
}

// fatal is what testing and rapid have in common.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

// desk is an incident whose channel is mirrored.
type desk struct {
	rec    *timeline.Recorder
	ref    incident.Ref
	mirror *Mirror
	// keep is given what could not be read.
	keep func(string, []byte) error
	// window is how many messages the mirror holds: few, so that most are read again when something points at them.
	window int
}

func newDesk(t fatal) *desk {
	t.Helper()
	return newDeskOn(t, logtest.NewMemory())
}

func newDeskOn(t fatal, log timeline.Log) *desk {
	t.Helper()
	rec := timeline.NewRecorder(log, func() time.Time { return today })
	at := time.Unix(began, 0)
	state, err := rec.Declare(context.Background(), incident.Declare{Title: "Inc 1 imports", Past: true}, incident.Given{When: incident.At(at), Known: at, Key: "declare"}, time.UTC)
	if err != nil {
		t.Fatalf("%v", err)
	}
	d := &desk{rec: rec, ref: state.Ref, window: 2}
	d.open(t)
	return d
}

// open opens the mirror, as a process does that starts.
func (d *desk) open(t fatal) {
	t.Helper()
	d.openOn(t, "C1")
}

// wide opens the mirror as one that holds as many messages as usual.
func (d *desk) wide(t fatal) *desk {
	t.Helper()
	d.window = 0
	d.open(t)
	return d
}

func (d *desk) openOn(t fatal, channel string) {
	t.Helper()
	people := directory()
	var err error
	d.mirror, err = Open(context.Background(), d.rec, d.ref, Options{
		Channel: message.Channel{ID: channel, Name: "inc-1-imports"}, People: people,
		Names: mrkdwn.Names{Person: func(id string) string {
			p, _ := people.Known(id)
			return string(p.Handle)
		}},
		Self: Self{UserID: "U0", BotID: "B0", AppID: "A0"}, Keep: d.keep, window: d.window,
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
}

func (d *desk) take(t fatal, events ...string) {
	t.Helper()
	for _, e := range events {
		d.takeAll(t, e)
	}
}

// takeAll takes events at once.
func (d *desk) takeAll(t fatal, events ...string) {
	t.Helper()
	decoded := make([]Event, len(events))
	for k, e := range events {
		decoded[k] = Decode([]byte(e))
	}
	if err := d.mirror.TakeAll(context.Background(), decoded); err != nil {
		t.Fatalf("%v", err)
	}
}

// fill reads all of the channel, and its threads.
func (d *desk) fill(t fatal, c *channel) {
	t.Helper()
	d.page(t, Request{}, pageOf(c.main()))
	for at := range c.roots {
		root, _ := message.ParseStamp(at)
		d.page(t, Request{Thread: root}, pageOf(c.replies(at)))
	}
}

func (d *desk) page(t fatal, r Request, page string) {
	t.Helper()
	if err := d.mirror.Fill(context.Background(), r, DecodePage([]byte(page)), today); err != nil {
		t.Fatalf("%v", err)
	}
}

// head is how many events the log has.
func (d *desk) head(t fatal) uint64 {
	t.Helper()
	state, err := d.rec.State(context.Background(), d.ref)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return state.Seq
}

// view is what people see of the incident: a line an entry, and a line a command. The numbers of commands are those of
// their order in the channel, and lines are sorted, because the record numbers commands, and orders what has one time, as it
// learns of them.
func view(t fatal, rec *timeline.Recorder, ref incident.Ref) []string {
	t.Helper()
	r, err := timeline.OpenReader(context.Background(), rec.Log(), ref, time.Time{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	number := numbers(r.Index.State())
	var lines []string
	for e, err := range r.All(context.Background()) {
		if err != nil {
			t.Fatalf("%v", err)
		}
		if e.Amendment.Retracted || e.Event.Kind == "incident_declared" || e.Event.Kind == "person_named" {
			continue
		}
		lines = append(lines, line(e, number))
	}
	slices.Sort(lines)
	return append(lines, ledger(r.Index.State(), number)...)
}

func line(e timeline.Entry, number func(string) string) string {
	s := fmt.Sprintf("%s %s %s: %s", e.When.At.Format("15:04:05.000000"), e.Event.Kind, e.Actor, number(e.Text))
	if e.When.Precision != incident.Exact {
		s += " (" + e.When.Precision.String() + ")"
	}
	if e.Edited {
		s += " edited"
	}
	if e.Original != "" {
		s += " from " + e.Original
	}
	if e.Deleted {
		s += " deleted"
	}
	if e.Amendment.Starred {
		s += " starred"
	}
	var reactions []string
	for _, r := range e.Reactions {
		slices.Sort(r.By)
		reactions = append(reactions, fmt.Sprintf(" :%s:%d%s", r.Emoji, r.Count, r.By))
	}
	slices.Sort(reactions)
	return s + strings.Join(reactions, "")
}

var (
	commandNo = regexp.MustCompile(`\bC\d+\b`)
	otherNo   = regexp.MustCompile(`follow-up U\d+|D\d+ decided`)
)

// numbers gives the commands that stand the numbers of their order in the channel.
func numbers(i *incident.Incident) func(string) string {
	names := map[string]string{}
	for k, c := range standing(i) {
		names[fmt.Sprintf("C%d", c.No)] = fmt.Sprintf("C<%d>", k+1)
	}
	return func(text string) string {
		text = otherNo.ReplaceAllStringFunc(text, func(no string) string {
			return strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return -1
				}
				return r
			}, no)
		})
		return commandNo.ReplaceAllStringFunc(text, func(no string) string { return cmp.Or(names[no], no) })
	}
}

func standing(i *incident.Incident) []incident.Command {
	var commands []incident.Command
	for _, c := range i.Commands.All() {
		if !c.Retracted {
			commands = append(commands, c)
		}
	}
	slices.SortStableFunc(commands, func(a, b incident.Command) int {
		return cmp.Or(a.Proposed.At.Compare(b.Proposed.At), strings.Compare(a.Text, b.Text))
	})
	return commands
}

func ledger(i *incident.Incident, number func(string) string) []string {
	var lines []string
	for _, c := range standing(i) {
		line := fmt.Sprintf("%s `%s` of %s is %s", number(fmt.Sprintf("C%d", c.No)), c.Text, c.Author, c.Stage())
		if !c.Run.IsZero() {
			line += fmt.Sprintf(", run by %s, unseen %v", c.RunBy, c.Unseen())
		}
		var said []string
		for _, v := range slices.Concat(c.Confirms, c.Objects) {
			if !v.Said.IsZero() {
				said = append(said, fmt.Sprintf("; %s at %s: %s", v.By, v.Said.At.Format("15:04:05"), v.Text))
			}
		}
		slices.Sort(said)
		lines = append(lines, line+strings.Join(said, ""))
	}
	return lines
}
