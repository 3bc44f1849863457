package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"baton/integrations/table"
)

func (a *app) importCSVCommand() *cobra.Command {
	var o table.Options
	var into, date string
	var asJSON bool
	c := &cobra.Command{
		Use: "csv FILE", Short: "Take in rows of time, actor, kind and text that somebody kept in a spreadsheet", Args: cobra.ExactArgs(1),
		Long: "import csv makes an entry of every row. Times are kept as they were known: 14:05, ~14:05 for about, 14:05-14:20 " +
			"for a range, ? for unknown. Importing again adds only what is new.",
		Example: "baton import csv rows.csv --title 'Old outage' --date 2023-01-04",
		RunE: func(c *cobra.Command, args []string) error {
			file, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer file.Close()
			return a.use(c.Context(), func(s *session) error {
				if o.Date, err = s.day(date); err != nil {
					return err
				}
				if into != "" {
					if o.Into, err = s.pick(c.Context(), into); err != nil {
						return err
					}
				}
				o.Zone, o.Title = s.zone, doorLine(o.Title)
				report, err := table.Import(c.Context(), s.recorder, file, o)
				if err != nil {
					return err
				}
				if asJSON {
					return json.NewEncoder(c.OutOrStdout()).Encode(report)
				}
				printTable(c.OutOrStdout(), report)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&into, "into", "", "an incident that is there already")
	f.StringVar(&o.Title, "title", "", "of the new incident")
	f.StringVar(&date, "date", "", "the day of times that have none, such as 2023-01-04")
	f.BoolVar(&asJSON, "json", false, "report as an object")
	return c
}

func printTable(w io.Writer, r table.Report) {
	fmt.Fprintf(w, "%s: %d rows, %d entries added, %d there before, %d skipped\n", r.Ref, r.Rows, r.Added, r.Repeated, r.Skipped+r.Refused)
	for _, f := range r.Faults {
		if f.Line > 0 {
			fmt.Fprintf(w, "  line %d: %s\n", f.Line, f.Reason)
		} else {
			fmt.Fprintf(w, "  %s\n", f.Reason)
		}
	}
	if r.MoreFaults > 0 {
		fmt.Fprintf(w, "  and %d more\n", r.MoreFaults)
	}
}
