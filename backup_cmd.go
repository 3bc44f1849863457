package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Copy the whole record, also while the console runs, and check the copy", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.use(c.Context(), func(s *session) error {
				if err := s.log.BackupTo(c.Context(), args[0]); err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "%s is a verified copy; it opens with --home of a folder that holds it as %s\n", args[0], storeName)
				return nil
			})
		},
	}
}
