package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"baton/integrations/slack/archive"
)

func (a *app) importSlackCommand() *cobra.Command {
	var o archive.Options
	var into, from, to string
	var asJSON bool
	c := &cobra.Command{
		Use: "slack EXPORT", Short: "Take in channels of a Slack export, a ZIP or a folder", Args: cobra.ExactArgs(1),
		Long: "import slack makes one incident of the channels that are named, or with --each one of every channel that matches. " +
			"Importing again adds only what is new. Without a channel it lists those of the export.",
		Example: "baton import slack EXPORT.zip --each 'inc-*'",
		RunE: func(c *cobra.Command, args []string) error {
			return a.use(c.Context(), func(s *session) error {
				var err error
				if o.From, err = s.day(from); err != nil {
					return err
				}
				if o.To, err = s.day(to); err != nil {
					return err
				}
				if into != "" {
					if o.Into, err = s.pick(c.Context(), into); err != nil {
						return err
					}
				}
				o.Zone, o.Title = s.zone, doorLine(o.Title)
				return s.importSlack(c, args[0], o, asJSON)
			})
		},
	}
	f := c.Flags()
	f.StringArrayVar(&o.Channels, "channel", nil, "a channel's name; several become one incident")
	f.StringVar(&o.Each, "each", "", "a pattern such as 'inc-*': one incident for every channel that matches")
	f.StringVar(&into, "into", "", "an incident that is there already")
	f.StringVar(&o.Title, "title", "", "of the new incident")
	f.StringVar(&from, "from", "", "only messages from a day or time on, such as 2023-01-04")
	f.StringVar(&to, "to", "", "only messages before a day or time")
	f.BoolVar(&asJSON, "json", false, "report as an object")
	return c
}

func (s *session) importSlack(c *cobra.Command, path string, o archive.Options, asJSON bool) error {
	export, err := archive.Open(path)
	if err != nil {
		return err
	}
	defer export.Close()
	bar := newProgress(c.ErrOrStderr())
	o.Progress = func(p archive.Progress) { bar.show(p.Files, p.FilesTotal, fmt.Sprintf("%d messages", p.Messages)) }
	report, err := export.Import(c.Context(), s.recorder, o)
	bar.end()
	if err != nil {
		return err
	}
	if asJSON {
		return json.NewEncoder(c.OutOrStdout()).Encode(report)
	}
	printImport(c.OutOrStdout(), report)
	return nil
}

func printImport(w io.Writer, r archive.Report) {
	for _, i := range r.Incidents {
		fmt.Fprintf(w, "%s  %d messages, %d events added, %d there before\n", i.Ref, i.Messages, i.Added, i.Repeated)
	}
	fmt.Fprintf(w, "%d channels, %d users, %d messages (%d replies, %d edited, %d with reactions, %d files), %d commands found\n",
		r.Channels, r.Users, r.Messages, r.Replies, r.Edited, r.Reacted, r.Files, r.Commands)
	if r.Skipped+r.Refused > 0 {
		fmt.Fprintf(w, "%d could not be read and %d were not taken\n", r.Skipped, r.Refused)
	}
	for _, f := range r.Faults {
		fmt.Fprintf(w, "  %s: %s\n", f.Path, f.Reason)
	}
	if r.MoreFaults > 0 {
		fmt.Fprintf(w, "  and %d more\n", r.MoreFaults)
	}
}
