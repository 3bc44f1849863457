package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"baton/incident"
)

// listed is an incident in list --json. The names are those of the documentation and stay.
type listed struct {
	Ref         incident.Ref      `json:"ref"`
	Title       string            `json:"title"`
	Status      incident.Status   `json:"status"`
	Tier        incident.Tier     `json:"tier"`
	Severity    incident.Severity `json:"severity"`
	Declared    time.Time         `json:"declared"`
	Resolved    time.Time         `json:"resolved,omitzero"`
	IC          incident.Person   `json:"ic,omitzero"`
	Practice    bool              `json:"practice,omitzero"`
	OpenActions int               `json:"open_actions"`
	Freezes     int               `json:"freezes"`
	Entries     int               `json:"entries"`
}

func listing(i *incident.Incident) listed {
	return listed{
		Ref: i.Ref, Title: i.Title, Status: i.Status, Tier: i.Tier, Severity: i.Severity,
		Declared: i.Declared.At, Resolved: i.Resolved.At, IC: i.Holder(incident.IC), Practice: i.Practice,
		OpenActions: len(i.OpenActions()), Freezes: len(i.OpenFreezes()), Entries: i.Entries,
	}
}

func (a *app) listCommand() *cobra.Command {
	var asJSON, openOnly bool
	c := &cobra.Command{
		Use: "list", Short: "List incidents, the newest first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.use(c.Context(), func(s *session) error {
				all, err := s.incidents(c.Context(), openOnly)
				if err != nil {
					return err
				}
				if asJSON {
					return json.NewEncoder(c.OutOrStdout()).Encode(all)
				}
				return printList(c.OutOrStdout(), c.ErrOrStderr(), all, s.zone)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as an array of objects")
	c.Flags().BoolVar(&openOnly, "open", false, "only those that are not resolved")
	return c
}

func (s *session) incidents(ctx context.Context, openOnly bool) ([]listed, error) {
	heads, err := s.log.List(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]listed, 0, len(heads))
	for _, h := range heads {
		state, err := s.recorder.State(ctx, h.Ref)
		if err != nil {
			return nil, err
		}
		if state.Open() || !openOnly {
			all = append(all, listing(&state))
		}
	}
	slices.SortStableFunc(all, func(a, b listed) int { return b.Declared.Compare(a.Declared) })
	return all, nil
}

func printList(w, hints io.Writer, all []listed, zone *time.Location) error {
	if len(all) == 0 {
		fmt.Fprintln(hints, `no incidents yet; baton declare "what is wrong" makes one`)
		return nil
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "REF\tDECLARED\tSTATUS\tSEVERITY\tTIER\tIC\tTITLE")
	for _, i := range all {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", i.Ref, i.Declared.In(zone).Format("2006-01-02 15:04 MST"),
			i.Status, i.Severity, i.Tier, i.IC, i.Title)
	}
	return t.Flush()
}
