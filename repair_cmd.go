package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"baton/timeline/boltlog"
)

func (a *app) repairCommand() *cobra.Command {
	var doIt, asJSON bool
	c := &cobra.Command{
		Use: "repair", Short: "Say what could be kept of a damaged record, then keep it", Args: cobra.NoArgs,
		Long: "repair says what it would keep and changes nothing. With --keep it puts that in the place of the damaged record, " +
			"and leaves the damaged one and whatever could not be kept beside it.",
		RunE: func(c *cobra.Command, _ []string) error {
			set, err := a.settings()
			if err != nil {
				return err
			}
			work := boltlog.PlanRepair
			if doIt {
				work = boltlog.Repair
			}
			plan, err := work(c.Context(), set.store)
			if errors.Is(err, boltlog.ErrHeld) {
				return errors.New("another baton has the record open; quit it first, then repair")
			}
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(plan)
			}
			printPlan(c.OutOrStdout(), plan, doIt)
			return nil
		},
	}
	c.Flags().BoolVar(&doIt, "keep", false, "do it")
	c.Flags().BoolVar(&asJSON, "json", false, "as an object")
	return c
}

func printPlan(w io.Writer, p boltlog.Plan, done bool) {
	for _, k := range p.Logs {
		fmt.Fprintf(w, "%s: %d events kept, %d lost\n", k.Ref, k.Events, k.Lost)
	}
	fmt.Fprintf(w, "%d records cannot be kept in their place\n", p.Leftover)
	if !done {
		fmt.Fprintln(w, "nothing was changed; baton repair --keep does it")
		return
	}
	fmt.Fprintf(w, "the record as it was: %s\n", p.Original)
	if p.Leftovers != "" {
		fmt.Fprintf(w, "what could not be kept: %s\n", p.Leftovers)
	}
}
