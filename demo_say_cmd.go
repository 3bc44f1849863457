package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"baton/integrations/clean"
	"baton/integrations/demo"
)

func (a *app) demoSayCommand() *cobra.Command {
	var as string
	c := &cobra.Command{
		Use: "say CHANNEL TEXT…", Short: "Say something in the workspace of the running demo", Args: cobra.MinimumNArgs(2),
		Long: "say does what a person does in Slack, in the stand-in workspace of a demo that runs in another terminal: a text that begins " +
			"with /incident is typed as a slash command, a button as baton demo read shows it is pressed, and everything else is posted. " +
			"What comes back is printed.",
		Example: "baton demo say '#dev-incidents' '/incident Mail is late'\nbaton demo say '#20230104_list_import_problems' '[done A1]' --as tomas",
		RunE: func(c *cobra.Command, args []string) error {
			who := as
			if who == "" {
				set, err := a.settings()
				if err != nil {
					return err
				}
				who = string(set.me)
			}
			r := demo.Request{Do: demo.Say, Channel: args[0], Who: who, Text: strings.Join(args[1:], " ")}
			return askDemo(c.Context(), c.OutOrStdout(), r)
		},
	}
	c.Flags().StringVar(&as, "as", "", "who says it, such as tomas (default: you)")
	return c
}

func (a *app) demoReadCommand() *cobra.Command {
	return &cobra.Command{
		Use: "read CHANNEL", Short: "Read a channel of the running demo, as people see it in Slack", Args: cobra.ExactArgs(1),
		Example: "baton demo read '#20230104_list_import_problems'",
		RunE: func(c *cobra.Command, args []string) error {
			return askDemo(c.Context(), c.OutOrStdout(), demo.Request{Do: demo.Read, Channel: args[0]})
		},
	}
}

func (a *app) demoChannelsCommand() *cobra.Command {
	return &cobra.Command{
		Use: "channels", Short: "List the channels of the running demo", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return askDemo(c.Context(), c.OutOrStdout(), demo.Request{Do: demo.Channels})
		},
	}
}

// askDemo prints what the running demo answers.
func askDemo(ctx context.Context, w io.Writer, r demo.Request) error {
	return demo.Ask(ctx, r, func(text string) { fmt.Fprintln(w, clean.Text(text)) })
}
