package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"baton/incident"
	"baton/tui"
)

// consoleFlags are those of the commands that open the console.
func (a *app) consoleFlags(c *cobra.Command) {
	c.Flags().BoolVar(&a.readOnly, "read-only", false, "look on: the console records nothing")
	c.Flags().BoolVar(&a.noMouse, "no-mouse", false, "leave the mouse to the terminal, so that it selects text")
}

// console opens the board of incidents.
func (a *app) console(ctx context.Context) error {
	return a.use(ctx, func(s *session) error { return s.runConsole(ctx, "", "") })
}

// runConsole shows the console, in the room of an incident if one is given.
func (s *session) runConsole(ctx context.Context, ref incident.Ref, banner string) error {
	return tui.Run(ctx, tui.Options{
		Recorder: s.recorder, Me: s.me, Zone: s.zone, Ref: ref, Clean: door,
		Theme: s.theme, ASCII: s.ascii, ReadOnly: s.readOnly, NoMouse: s.noMouse, Version: version, Banner: banner,
		Status: s.log.Describe, Report: s.report,
	})
}

// report keeps the report of a failure of this program beside the record, for whoever mends it.
func (s *session) report(text string) (where string, err error) {
	where = filepath.Join(filepath.Dir(s.store), "failure-"+time.Now().UTC().Format("20060102T150405Z")+".txt")
	return where, os.WriteFile(where, []byte("baton "+version+"\n"+door(text)), 0o600)
}

// ended turns the end of a context, which is how a person or the system stops the program, into no error.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}
