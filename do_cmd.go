package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"baton/incident"
	"baton/incident/grammar"
	"baton/timeline"
)

func (a *app) doCommand() *cobra.Command {
	var in string
	c := &cobra.Command{
		Use: "do PHRASE…", Short: "Do anything the console can, in one line",
		Long: "do takes one line of the console's prompt. \"baton do help\" lists the verbs.",
		Example: `baton do action @zac check DNS in 15m
baton do --in 20230104_list_import_problems done 3 it was the resolver
baton do as @nick confirm 12`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			line := strings.Join(args, " ")
			if line == "help" {
				return printVerbs(c.OutOrStdout())
			}
			return a.use(c.Context(), func(s *session) error { return s.do(c.Context(), c.OutOrStdout(), in, line) })
		},
	}
	c.Flags().StringVarP(&in, "in", "i", "", "the incident: a reference, a part of one, or last (default: the only one that is open)")
	c.Flags().SetInterspersed(false)
	return c
}

// do carries out one line and says what was recorded.
func (s *session) do(ctx context.Context, w io.Writer, in, line string) error {
	ref, state, notPicked := s.pickState(ctx, in)
	phrase, err := s.phraseReader(&state).Parse(door(line))
	if err != nil {
		return usageError{err}
	}
	given := s.given()
	given.When = phrase.When
	if phrase.As != incident.Nobody && phrase.As != s.me {
		given.By, given.EnteredBy = phrase.As, s.me
	}
	if o, ok := phrase.Order.(incident.Declare); ok {
		state, err := s.recorder.Declare(ctx, o, given, s.zone)
		if err == nil {
			fmt.Fprintln(w, state.Ref)
		}
		return err
	}
	if notPicked != nil {
		return notPicked
	}
	outcome, state, err := s.recorder.Do(ctx, ref, timeline.Instruction{Order: phrase.Order, Given: given})
	if err != nil {
		return err
	}
	return tellEvents(w, &state, outcome.Events)
}

// pickState is pick with the state of what was picked.
func (s *session) pickState(ctx context.Context, in string) (incident.Ref, incident.Incident, error) {
	ref, err := s.pick(ctx, in)
	if err != nil {
		return "", incident.Incident{}, err
	}
	state, err := s.recorder.State(ctx, ref)
	return ref, state, err
}

// phraseReader reads lines as somebody means them who looks at the incident.
func (s *session) phraseReader(i *incident.Incident) grammar.Reader {
	r := grammar.Reader{Now: s.recorder.Now(), Zone: s.zone, Me: s.me, Started: i.Declared.At}
	if i.Ref != "" {
		r.Tier = &i.Tier
	}
	return r
}

// tellEvents prints what was recorded, an entry a line with its number.
func tellEvents(w io.Writer, state *incident.Incident, events []incident.Event) error {
	var failed error
	for _, e := range events {
		f, err := e.Fact()
		failed = errors.Join(failed, err)
		if err == nil {
			fmt.Fprintf(w, "#%d %s\n", e.Seq, f.Tell(state))
		}
	}
	return failed
}

// printVerbs lists the grammar by its groups, each verb's use with its help below it, so that it fits 80 columns.
func printVerbs(w io.Writer) error {
	group := ""
	var b strings.Builder
	for _, v := range grammar.Verbs() {
		if v.Group != group {
			group = v.Group
			fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(group))
		}
		fmt.Fprintf(&b, "  %s\n      %s\n", v.Usage, v.Help)
	}
	_, err := io.WriteString(w, strings.TrimPrefix(b.String(), "\n"))
	return err
}

// moment reads a time given on the command line, in the user's zone.
func (s *session) moment(text string, i *incident.Incident) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	at, err := s.phraseReader(i).ParseTime(text)
	if err != nil {
		return time.Time{}, usageError{err}
	}
	return at, nil
}
