package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"baton/timeline"
)

func (a *app) verifyCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "verify [INCIDENT]", Short: "Check that nothing in the record was changed, lost or reordered", Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.use(c.Context(), func(s *session) error {
				v, err := s.verify(c, args)
				if err != nil {
					return err
				}
				if asJSON {
					err = json.NewEncoder(c.OutOrStdout()).Encode(v)
				} else {
					printVerification(c.OutOrStdout(), v)
				}
				if !v.Sound() {
					err = errors.Join(err, errors.New("the record is not what was written; baton repair says what can be kept"))
				}
				return err
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as an object")
	return c
}

func (s *session) verify(c *cobra.Command, args []string) (timeline.Verification, error) {
	if len(args) == 0 {
		return s.log.Verify(c.Context())
	}
	ref, err := s.pick(c.Context(), args[0])
	if err != nil {
		return timeline.Verification{}, err
	}
	return s.log.VerifyRef(c.Context(), ref)
}

func printVerification(w io.Writer, v timeline.Verification) {
	for _, f := range v.Findings {
		fmt.Fprintln(w, f.Text)
	}
	if v.More > 0 {
		fmt.Fprintf(w, "and %d more\n", v.More)
	}
	if v.Sound() {
		fmt.Fprintf(w, "sound: %d incidents, %d events, every hash and checksum as written\n", v.Logs, v.Events)
	}
}
