package main

import (
	"context"
	"errors"

	"baton/incident"
	"baton/tui"
)

// console opens the board of incidents.
func (a *app) console(ctx context.Context) error {
	return a.use(ctx, func(s *session) error { return s.runConsole(ctx, "", "") })
}

// runConsole shows the console, in the room of an incident if one is given.
func (s *session) runConsole(ctx context.Context, ref incident.Ref, banner string) error {
	return tui.Run(ctx, tui.Options{
		Recorder: s.recorder, Me: s.me, Zone: s.zone, Ref: ref, Clean: door,
		Theme: s.theme, ASCII: s.ascii, Version: version, Banner: banner, Status: s.log.Describe, Roster: s.callable,
	})
}

// ended turns the end of a context, which is how a person or the system stops the program, into no error.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
