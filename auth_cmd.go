package main

import (
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"baton/integrations/secret"
	slackapp "baton/integrations/slack/app"
)

// ring is where tokens are kept on this machine. It may ask to be unlocked, so it has a while.
var ring secret.Ring = secret.SystemRing{Patience: time.Minute}

func (a *app) authCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "auth", Short: "Keep the tokens of other services, and check them", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return usageError{errors.New("auth what: slack?")} },
	}
	c.AddCommand(a.authSlackCommand())
	return c
}

func (a *app) authSlackCommand() *cobra.Command {
	var store string
	var forget, asJSON bool
	c := &cobra.Command{
		Use: "slack", Short: "Check Slack's two tokens, or put one into the keyring", Args: cobra.NoArgs,
		Long: "auth slack asks Slack whether both tokens work and what they may do. It connects to nothing and posts nothing. " +
			"A token is taken from $" + botVariable + " or $" + appVariable + ", then from what slack.bot_token_command or slack.app_token_command " +
			"of " + configName + " prints, then from the keyring of your system. " +
			"With --store it reads one from standard input into the keyring.",
		Example: "baton auth slack --store bot\nbaton auth slack --store app\nbaton auth slack",
		RunE: func(c *cobra.Command, _ []string) error {
			switch {
			case c.Flags().Changed("store") && forget:
				return usageError{errors.New("--store or --forget, not both")}
			case c.Flags().Changed("store"):
				return a.storeToken(c, store)
			case forget:
				return a.forgetTokens(c)
			}
			return a.checkSlack(c, asJSON)
		},
	}
	f := c.Flags()
	f.StringVar(&store, "store", "", "bot or app: read this token from standard input into the keyring")
	f.BoolVar(&forget, "forget", false, "take both tokens out of the keyring")
	f.BoolVar(&asJSON, "json", false, "as an object of bot_token and app_token")
	return c
}

// Variables of the environment that hold a token.
const (
	botVariable = "BATON_SLACK_BOT_TOKEN"
	appVariable = "BATON_SLACK_APP_TOKEN"
)

// wanted says where one of Slack's tokens is looked for.
func (s settings) wanted(t slackapp.Token) secret.Wanted {
	w := secret.Wanted{File: s.file}
	if t == slackapp.AppToken {
		w.Variable, w.Key, w.Command, w.Entry = appVariable, "slack.app_token_command", s.slack.AppTokenCommand, "Slack app token"
	} else {
		w.Variable, w.Key, w.Command, w.Entry = botVariable, "slack.bot_token_command", s.slack.BotTokenCommand, "Slack bot token"
	}
	return w
}

// slackClient speaks to Slack. Tests put a stand-in of this machine in its place.
func slackClient() (*slackapp.Client, error) { return slackapp.NewClient(os.Getenv("BATON_SLACK_API")) }
