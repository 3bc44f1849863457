package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"baton/integrations/capture"
)

func (a *app) captureCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "capture [FILE]", Short: "Show which commands baton would catch in a text", Args: cobra.MaximumNArgs(1),
		Long: `capture reads a chat message, or JSON Lines of {"id", "text"}, from FILE or standard input.`,
		RunE: func(c *cobra.Command, args []string) error {
			var in io.Reader = c.InOrStdin()
			if len(args) == 1 {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close()
				in = f
			}
			return capture.Run(in, c.OutOrStdout(), asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}
