package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"baton/timeline"
)

func (a *app) logCommand() *cobra.Command {
	var asJSON bool
	var at string
	c := &cobra.Command{
		Use: "log [INCIDENT]", Short: "Print every entry of an incident, oldest first", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.use(c.Context(), func(s *session) error {
				r, _, err := s.reader(c.Context(), argument(args), at)
				if err != nil {
					return err
				}
				if asJSON {
					return timeline.WriteLog(c.Context(), c.OutOrStdout(), r)
				}
				for e, err := range r.All(c.Context()) {
					if err != nil {
						return err
					}
					if _, err := fmt.Fprintln(c.OutOrStdout(), s.entryLine(e)); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "one object a line")
	c.Flags().StringVar(&at, "at", "", "as it was known at a time, such as 14:32")
	return c
}
