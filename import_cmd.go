package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"baton/incident"
)

func (a *app) importCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "import", Short: "Take in what was kept elsewhere: a Slack export, a spreadsheet, a record",
		Args: cobra.NoArgs, RunE: func(c *cobra.Command, _ []string) error {
			return usageError{errors.New("import what: slack, csv or bundle?")}
		},
	}
	c.AddCommand(a.importSlackCommand(), a.importCSVCommand(), a.importBundleCommand())
	return c
}

// day reads a bound of time: a day alone is its beginning.
func (s *session) day(text string) (time.Time, error) {
	if day, err := time.ParseInLocation(time.DateOnly, text, s.zone); err == nil {
		return day, nil
	}
	return s.moment(text, &incident.Incident{})
}

// progress is a line on a terminal that says how far something is. Where there is no terminal it says nothing.
type progress struct {
	w       io.Writer
	on      bool
	shown   time.Time
	drawing bool
}

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	return &progress{w: w, on: ok && term.IsTerminal(int(f.Fd()))}
}

const progressEvery = 100 * time.Millisecond

func (p *progress) show(done, total int, what string) {
	if !p.on || total == 0 || time.Since(p.shown) < progressEvery && done < total {
		return
	}
	p.shown, p.drawing = time.Now(), true
	const width = 30
	filled := width * done / total
	fmt.Fprintf(p.w, "\r[%-*s] %3d %%  %s\x1b[K", width, stars[:filled], 100*done/total, what)
}

const stars = "##############################"

func (p *progress) end() {
	if p.drawing {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
