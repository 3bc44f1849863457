package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"baton/incident"
)

func (a *app) doctorCommand() *cobra.Command {
	var askSlack bool
	c := &cobra.Command{
		Use: "doctor", Short: "Say what is set up, what is not, and what to type next", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			set, err := a.settings()
			if err != nil {
				return err
			}
			w := c.OutOrStdout()
			diagnose(w, "you", set.me.String()+", reading times in "+zoneName(set))
			diagnose(w, "configuration", presence(set.file))
			diagnose(w, "roster", rosterHealth(set.roster))
			diagnose(w, "record", presence(set.store))
			diagnoseSlack(c.Context(), w, set, askSlack)
			diagnose(w, "terminal", terminal())
			return a.use(c.Context(), func(s *session) error { return s.diagnoseRecord(c, w) })
		},
	}
	c.Flags().BoolVar(&askSlack, "slack", false, "ask Slack whether its tokens work, over the network")
	return c
}

func (s *session) diagnoseRecord(c *cobra.Command, w io.Writer) error {
	diagnose(w, "owner", s.log.Describe())
	all, err := s.incidents(c.Context(), false)
	if err != nil {
		return err
	}
	open, last := 0, incident.Ref("")
	for _, i := range all {
		if i.Resolved.IsZero() {
			open, last = open+1, i.Ref
		}
	}
	diagnose(w, "incidents", fmt.Sprintf("%d, %d of them open", len(all), open))
	switch {
	case len(all) == 0:
		diagnose(w, "next", `baton declare "what is wrong", or baton import slack EXPORT.zip`)
	case open == 1:
		diagnose(w, "next", "baton show "+string(last)+", or baton for the console")
	default:
		diagnose(w, "next", "baton list, or baton for the console")
	}
	return nil
}

func diagnose(w io.Writer, what, how string) { fmt.Fprintf(w, "%-14s %s\n", what, how) }

func presence(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return path + " (not there yet, which is fine)"
	}
	return fmt.Sprintf("%s (%d KiB)", path, (info.Size()+1023)/1024)
}

// rosterHealth says whether the roster is there and can be used.
func rosterHealth(path string) string {
	r, err := readRoster(path)
	if err != nil {
		return path + " (has faults; baton roster check names them)"
	}
	if len(r.People) == 0 {
		return presence(path)
	}
	return fmt.Sprintf("%s (people %d, teams %d, systems %d)", path, len(r.People), len(r.Teams), len(r.Systems))
}

func zoneName(s settings) string {
	if name := s.zone.String(); name != "Local" {
		return name
	}
	return "the zone of this machine"
}

func terminal() string {
	width, height, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return "none; list, show, log and do work, the console does not"
	}
	return fmt.Sprintf("%s, %dx%d", firstOf(os.Getenv("TERM"), "of unknown kind"), width, height)
}
