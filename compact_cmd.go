package main

import "github.com/spf13/cobra"

func (a *app) compactCommand() *cobra.Command {
	return &cobra.Command{
		Use: "compact", Short: "Give unused space of the record's file back", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.use(c.Context(), func(s *session) error { return s.log.Compact(c.Context()) })
		},
	}
}
