package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"baton/incident"
	"baton/timeline/bundle"
)

func (a *app) importBundleCommand() *cobra.Command {
	var as string
	var partial, trust, asJSON bool
	c := &cobra.Command{
		Use: "bundle FILE", Short: "Take in a record that was exported as JSON Lines, with the same hashes", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			file, err := os.Open(args[0])
			if err != nil {
				return err
			}
			defer file.Close()
			return a.use(c.Context(), func(s *session) error {
				report, err := bundle.Read(c.Context(), file, s.log, bundle.Options{As: incident.Ref(as), Partial: partial, Trust: trust})
				if err != nil {
					return err
				}
				if asJSON {
					return json.NewEncoder(c.OutOrStdout()).Encode(report)
				}
				printBundle(c.OutOrStdout(), report)
				return report.Broken
			})
		},
	}
	c.Flags().StringVar(&as, "as", "", "another reference to keep it under")
	c.Flags().BoolVar(&partial, "partial", false, "of a damaged file, take what stands before the damage")
	c.Flags().BoolVar(&trust, "trust", false, "take text with control characters, which baton never writes, as it is")
	c.Flags().BoolVar(&asJSON, "json", false, "report as an object")
	return c
}

func printBundle(w io.Writer, r bundle.Report) {
	switch {
	case r.Added == 0 && r.Ahead > 0:
		fmt.Fprintf(w, "%s: nothing new, the record here has %d events more\n", r.Ref, r.Ahead)
	case r.Added == 0:
		fmt.Fprintf(w, "%s: nothing new\n", r.Ref)
	default:
		fmt.Fprintf(w, "%s: %d events added, every hash as it was\n", r.Ref, r.Added)
	}
}
