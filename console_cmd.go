package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"baton/integrations/slack"
	"baton/tui"
)

// consoleFlags are those of the commands that open the console.
func (a *app) consoleFlags(c *cobra.Command) {
	c.Flags().BoolVar(&a.readOnly, "read-only", false, "look on: the console records nothing")
	c.Flags().BoolVar(&a.plain, "plain", false, "lines of text instead of a screen, for screen readers, pipes and terminals that can do no more")
	c.Flags().BoolVar(&a.noMouse, "no-mouse", false, "leave the mouse to the terminal, so that it selects text")
}

// console opens the board of incidents. It draws while the record is still being opened.
func (a *app) console(ctx context.Context) error {
	set, err := a.settings()
	if err != nil {
		return err
	}
	s, err := set.begin(time.Now)
	if err != nil {
		return err
	}
	return errors.Join(s.runConsole(ctx, tui.Options{Opened: s.log.Ready}, nil), s.close(ctx))
}

// runConsole shows the console, or says it in plain lines, with what the settings say besides o.
// connect stands in for the tokens of the settings where it is not nil: then the workspace is of this console, and is served
// also where the console only looks on. Nobody else is served then.
func (s *session) runConsole(ctx context.Context, o tui.Options, connect func(context.Context) (slack.Options, error)) error {
	o.Recorder, o.Me, o.Zone, o.Clean = s.recorder, s.me, s.zone, door
	o.Theme, o.ASCII, o.ReadOnly, o.NoMouse = s.theme, s.ascii, s.readOnly, s.noMouse
	o.Version, o.Status, o.Report, o.Roster = version, s.log.Describe, s.report, s.callable
	live := newSlackService(s, slog.New(slog.DiscardHandler))
	if connect != nil {
		live.connect = connect
	}
	o.Services, o.Outgoing, o.DryRun = live.shown, live.outgoing, live.dryRun
	if !s.readOnly || connect != nil {
		defer live.start(ctx)()
	}
	if s.plain {
		return tui.RunPlain(ctx, o)
	}
	return tui.Run(ctx, o)
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
