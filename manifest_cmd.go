package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	slackapp "baton/integrations/slack/app"
)

func (a *app) manifestCommand() *cobra.Command {
	var asJSON, asLink bool
	c := &cobra.Command{
		Use: "manifest", Short: "Print what Slack creates the app from", Args: cobra.NoArgs,
		Long: "manifest prints the manifest of baton's Slack app: its permissions, its command and what it wants to hear of. " +
			"Paste it at https://api.slack.com/apps under Create New App, From a manifest, or open what --link prints. " +
			"The app is your own and nobody else's.",
		Example: "baton manifest --link",
		RunE: func(c *cobra.Command, _ []string) error {
			if asJSON && asLink {
				return usageError{errors.New("--json or --link, not both")}
			}
			m := slackapp.NewManifest()
			if asLink {
				link, err := m.Link()
				fmt.Fprintln(c.OutOrStdout(), link)
				return err
			}
			print := m.YAML
			if asJSON {
				print = m.JSON
			}
			text, err := print()
			if err == nil {
				_, err = c.OutOrStdout().Write(text)
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON, which Slack takes as well")
	c.Flags().BoolVar(&asLink, "link", false, "a link that opens Slack's form, filled in")
	return c
}
