package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"baton/timeline/bundle"
	"baton/timeline/postmortem"
)

func (a *app) exportCommand() *cobra.Command {
	var format, output, at string
	c := &cobra.Command{
		Use: "export [INCIDENT]", Short: "Write the post-mortem document, or the whole record", Args: cobra.MaximumNArgs(1),
		Long: "export writes md, the post-mortem as Markdown with the facts filled in and the rest left for people, or jsonl, " +
			"the whole record without loss, which import bundle takes back.",
		Example: "baton export last --format md --output post-mortem.md",
		RunE: func(c *cobra.Command, args []string) error {
			if format != "md" && format != "jsonl" {
				return usageError{fmt.Errorf("there is no format %q; md and jsonl there are", format)}
			}
			if format == "jsonl" && at != "" {
				return usageError{fmt.Errorf("jsonl is the whole record, --at goes with md")}
			}
			return a.use(c.Context(), func(s *session) error {
				return writeTo(output, c.OutOrStdout(), func(w io.Writer) error {
					return s.export(c.Context(), w, argument(args), format, at)
				})
			})
		},
	}
	c.Flags().StringVar(&format, "format", "md", "md or jsonl")
	c.Flags().StringVarP(&output, "output", "o", "", "a file; it is replaced when all is written (default: standard output)")
	c.Flags().StringVar(&at, "at", "", "as it was known at a time, such as 14:32")
	return c
}

func (s *session) export(ctx context.Context, w io.Writer, arg, format, at string) error {
	ref, state, err := s.pickState(ctx, arg)
	if err != nil {
		return err
	}
	if format == "jsonl" {
		return bundle.Write(ctx, w, s.log, ref)
	}
	horizon, err := s.moment(at, &state)
	if err != nil {
		return err
	}
	document, err := postmortem.Build(ctx, s.log, ref, postmortem.Options{Zone: s.zone, At: horizon})
	if err != nil {
		return err
	}
	return postmortem.Markdown(w, document, postmortem.MarkdownOptions{})
}

// writeTo writes to a file, or to standard output if there is none. A file is put in its place when all of it is
// written, so that a failure leaves the earlier one as it was.
func writeTo(path string, out io.Writer, write func(io.Writer) error) error {
	if path == "" {
		return write(out)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".baton-export-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // fails once it is in its place, which is fine
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
