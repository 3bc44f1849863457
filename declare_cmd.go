package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"baton/incident"
)

func (a *app) declareCommand() *cobra.Command {
	var severity, tier string
	var practice bool
	c := &cobra.Command{
		Use: "declare TITLE", Short: "Declare an incident", Args: cobra.MinimumNArgs(1),
		Example: `baton declare "List import problems" --severity 3`,
		RunE: func(c *cobra.Command, args []string) error {
			o := incident.Declare{Title: doorLine(strings.Join(args, " ")), Practice: practice}
			var err error
			if o.Tier, err = incident.ParseTier(tier); err != nil {
				return usageError{err}
			}
			if severity != "" {
				if o.Severity, err = incident.ParseSeverity(severity); err != nil {
					return usageError{err}
				}
			}
			return a.use(c.Context(), func(s *session) error {
				state, err := s.recorder.Declare(c.Context(), o, s.given(), s.zone)
				if err == nil {
					fmt.Fprintln(c.OutOrStdout(), state.Ref)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&severity, "severity", "", "1 (worst) to 5; not judged if not given")
	c.Flags().StringVar(&tier, "tier", "engineering", "who is told: engineering, internal or public")
	c.Flags().BoolVar(&practice, "practice", false, "a drill: nothing happens outside")
	return c
}
