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
	"baton/integrations/secret"
	"baton/integrations/slack"
	"baton/tui"
)

func (a *app) demoCommand() *cobra.Command {
	var speed float64
	c := &cobra.Command{
		Use: "demo", Short: "Play a bundled incident into the console; it needs nothing", Args: cobra.NoArgs,
		Long: "demo plays an afternoon at an invented company. Its people talk, type /incident and press buttons in a stand-in for Slack on this " +
			"machine, which baton serves as it serves the real one, and the record of it is thrown away at the end. You can act in it while " +
			"it plays: in the console, and with baton demo say from another terminal.",
		RunE: func(c *cobra.Command, _ []string) error {
			if speed < demo.MinSpeed || speed > demo.MaxSpeed {
				return usageError{fmt.Errorf("a speed of %g is not possible, from %g to %g is", speed, demo.MinSpeed, demo.MaxSpeed)}
			}
			return a.demo(c.Context(), speed)
		},
	}
	a.consoleFlags(c)
	c.Flags().Float64Var(&speed, "speed", 30, "how many times faster than it happened")
	c.AddCommand(a.demoSayCommand(), a.demoReadCommand(), a.demoChannelsCommand())
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
	defer func() { err = errors.Join(err, s.close(context.WithoutCancel(ctx))) }()
	roster, err := demo.Roster()
	if err != nil {
		return err
	}
	s.callable = func() (*incident.Roster, error) { return roster, nil }
	stage, err := demo.NewStage(clock)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stage.Close()) }()
	stage.Admit(set.me)
	door, err := demo.OpenDoor(stage)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, door.Close()) }()
	return s.playDemo(ctx, clock, stage)
}

// playDemo shows the console while the workspace is served and the script is played in it.
func (s *session) playDemo(ctx context.Context, clock *demo.Clock, stage *demo.Stage) error {
	player, err := demo.NewPlayer(s.recorder, clock, demo.NewCast(stage, s.recorder))
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
	opened := func(ctx context.Context) error {
		select {
		case err := <-begun:
			return err
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err = s.runConsole(ctx, tui.Options{Ref: ref, Opened: opened, Banner: "DEMO"}, stageOptions(stage, s.zone))
	stop()
	return errors.Join(ended(err), ended(<-played))
}

// stageOptions connect to the stand-in workspace as to a real one.
func stageOptions(stage *demo.Stage, zone *time.Location) func(context.Context) (slack.Options, error) {
	return func(context.Context) (slack.Options, error) {
		return slack.Options{
			Bot: secret.New(stage.BotToken()), App: secret.New(stage.AppToken()), API: stage.APIURL(), Zone: zone, Clock: stage.Clock(),
		}, nil
	}
}
