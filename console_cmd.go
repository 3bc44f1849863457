package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"baton/incident"
	"baton/tui"
)

// console opens the board of incidents.
func (a *app) console(ctx context.Context) error {
	return a.use(ctx, func(s *session) error { return s.runConsole(ctx, "", "") })
}

// runConsole shows the console, or says it in plain lines, in the room of an incident if one is given.
func (s *session) runConsole(ctx context.Context, ref incident.Ref, banner string) error {
	run := tui.Run
	if s.plain {
		run = tui.RunPlain
	}
	return run(ctx, tui.Options{
		Recorder: s.recorder, Me: s.me, Zone: s.zone, Ref: ref, Clean: door,
		Theme: s.theme, ASCII: s.ascii, Version: version, Banner: banner, Status: s.log.Describe,
	})
}

// plainFlag is for the commands that open a console.
func (a *app) plainFlag(c *cobra.Command) {
	c.Flags().BoolVar(&a.plain, "plain", false, "the console in plain lines, for screen readers, pipes and terminals that can do no more")
}

// ended turns the end of a context, which is how a person or the system stops the program, into no error.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
