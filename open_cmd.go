package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/clean"
	"baton/timeline"
	"baton/timeline/socklog"
)

// session is an open record with whoever uses it.
type session struct {
	settings
	log      *socklog.Log
	recorder *timeline.Recorder
	callable func() (*incident.Roster, error) // who there is to be called, read anew when the file has changed
}

// open opens the record, or attaches to the process that has it.
func (a *app) open(ctx context.Context) (*session, error) {
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	log, err := socklog.Open(ctx, s.store)
	if err != nil {
		return nil, err
	}
	return s.with(log, time.Now), nil
}

func (set settings) with(log *socklog.Log, clock func() time.Time) *session {
	return &session{
		settings: set, log: log, recorder: timeline.NewRecorder(log, clock), callable: (&watchedRoster{path: set.roster}).read,
	}
}

// begin opens the record beside its caller, so that a console need not wait for it. Writers go by the clock.
func (set settings) begin(clock func() time.Time) (*session, error) {
	log, err := socklog.Begin(set.store)
	if err != nil {
		return nil, err
	}
	return set.with(log, clock), nil
}

// use opens the record for one piece of work and closes it.
func (a *app) use(ctx context.Context, work func(*session) error) error {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(work(s), s.close(ctx))
}

func (s *session) close(ctx context.Context) error {
	return errors.Join(s.recorder.Close(ctx), s.log.Close())
}

// given is what surrounds an order from this command line.
func (s *session) given() incident.Given {
	return incident.Given{By: s.me, Now: s.recorder.Now(), Origin: "cli"}
}

// door makes what was typed safe to keep: controls are stripped, secrets masked. It is the one place where text of the
// keyboard and the command line comes in.
func door(text string) string {
	masked, _ := clean.Secrets(clean.Text(text))
	return masked
}

// doorLine is door for what has to be one line.
func doorLine(text string) string { return clean.Line(door(text)) }

// pick finds the incident that an argument means: a reference, a part of one that only one has, "last", or nothing,
// where one incident is open.
func (s *session) pick(ctx context.Context, arg string) (incident.Ref, error) {
	heads, err := s.log.List(ctx)
	if err != nil {
		return "", err
	}
	if len(heads) == 0 {
		return "", errors.New(`there is no incident yet; baton declare "what is wrong" makes one`)
	}
	if arg == "" {
		return s.onlyOpen(ctx, heads)
	}
	if arg == "last" {
		return s.last(ctx, heads)
	}
	var found []string
	for _, h := range heads {
		if string(h.Ref) == arg {
			return h.Ref, nil
		}
		if strings.Contains(string(h.Ref), strings.ToLower(arg)) {
			found = append(found, string(h.Ref))
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("no incident has %q in its reference; baton list shows them", arg)
	case 1:
		return incident.Ref(found[0]), nil
	}
	return "", fmt.Errorf("%q fits %s; type more of one", arg, someOf(found))
}

// onlyOpen is the incident that is meant when none is named.
func (s *session) onlyOpen(ctx context.Context, heads []timeline.Head) (incident.Ref, error) {
	var open []string
	for _, h := range heads {
		state, err := s.recorder.State(ctx, h.Ref)
		if err != nil {
			return "", err
		}
		if state.Open() {
			open = append(open, string(h.Ref))
		}
	}
	switch len(open) {
	case 0:
		return "", errors.New("no incident is open; name one of baton list, or last")
	case 1:
		return incident.Ref(open[0]), nil
	}
	return "", fmt.Errorf("%d incidents are open, %s; name one", len(open), someOf(open))
}

// last is the incident that was declared last.
func (s *session) last(ctx context.Context, heads []timeline.Head) (incident.Ref, error) {
	var last incident.Incident
	for _, h := range heads {
		state, err := s.recorder.State(ctx, h.Ref)
		if err != nil {
			return "", err
		}
		if last.Ref == "" || state.Declared.At.After(last.Declared.At) {
			last = state
		}
	}
	return last.Ref, nil
}

// someOf lists names for an error, and only says how many more there are.
func someOf(names []string) string {
	const most = 5
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

// argument is the first of args, or nothing.
func argument(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}
