package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"baton/incident"
	"baton/integrations/demo"
	"baton/integrations/demo/demotest"
	"baton/tui"
)

func (a *app) demoCommand() *cobra.Command {
	var speed float64
	c := &cobra.Command{
		Use: "demo", Short: "Play a bundled incident into the console; it needs nothing", Args: cobra.NoArgs,
		Long: "demo plays an afternoon at an invented company into a record of its own, which is thrown away at the end. " +
			"You can act in it while it plays.",
		RunE: func(c *cobra.Command, _ []string) error {
			if speed < demo.MinSpeed || speed > demo.MaxSpeed {
				return usageError{fmt.Errorf("a speed of %g is not possible, from %g to %g is", speed, demo.MinSpeed, demo.MaxSpeed)}
			}
			return a.demo(c.Context(), speed)
		},
	}
	a.consoleFlags(c)
	c.Flags().Float64Var(&speed, "speed", 30, "how many times faster than it happened")
	return c
}

// demo plays into a store of its own, so that nothing of it gets into the record.
func (a *app) demo(ctx context.Context, speed float64) (err error) {
	set, err := a.settings()
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "baton-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	set.store, set.zone = filepath.Join(folder, storeName), time.UTC
	clock := demo.NewClock(speed)
	s, err := set.begin(clock.Now)
	if err != nil {
		return err
	}
	roster, err := demo.Roster()
	if err != nil {
		return errors.Join(err, s.close(ctx))
	}
	s.callable = func() (*incident.Roster, error) { return roster, nil }
	return errors.Join(s.playDemo(ctx, clock), s.close(ctx))
}

func (s *session) playDemo(ctx context.Context, clock *demo.Clock) error {
	player, err := demotest.NewPlayer(s.recorder, clock)
	if err != nil {
		return err
	}
	ref := player.Ref()
	ctx, stop := context.WithCancel(ctx)
	begun, played := make(chan error, 1), make(chan error, 1)
	go func() {
		_, err := player.Begin(ctx)
		begun <- err
		if err == nil {
			_, err = player.Play(ctx)
		}
		played <- err
	}()
	opened := func(context.Context) error { return <-begun }
	err = s.runConsole(ctx, tui.Options{Ref: ref, Opened: opened, Banner: "DEMO"})
	stop()
	return errors.Join(ended(err), ended(<-played))
}
