// Command baton is the incident commander's console: it runs an incident from the terminal and keeps the one durable
// record of it.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones by name, also on a machine that has no table of them

	"charm.land/fang/v2"
	"github.com/spf13/cobra"

	"baton/incident"
	"baton/integrations/clean"
)

// Exit codes. A script can tell what was refused from what it typed wrongly.
const (
	exitDone    = 0
	exitRefused = 1
	exitUsage   = 2
)

// version is set by the linker of a release.
var version = "development"

func main() { os.Exit(run()) }

// run is main without the exit, so that tests can be the program.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	a := &app{}
	err := a.execute(ctx)
	switch {
	case err == nil:
		return exitDone
	case a.running && !errors.As(err, new(usageError)):
		return exitRefused
	}
	return exitUsage
}

// execute reads the command line. Without one there is only the console, which need not wait until all commands are made.
func (a *app) execute(ctx context.Context) error {
	if len(os.Args) > 1 {
		return fang.Execute(ctx, a.rootCommand(), fang.WithVersion(version), fang.WithErrorHandler(plainError))
	}
	a.running = true
	err := a.console(ctx)
	if err != nil {
		plainError(os.Stderr, fang.Styles{}, err)
	}
	return err
}

// plainError writes an error as one sentence on standard error. Errors quote names of files and text of others, so they
// are cleaned like anything from outside.
func plainError(w io.Writer, _ fang.Styles, err error) {
	fmt.Fprintln(w, "baton: "+clean.Text(err.Error()))
	if errors.Is(err, incident.ErrDamaged) {
		fmt.Fprintln(w, "baton verify says where the record is damaged, and baton repair what can be kept; nothing was changed")
	}
}

// usageError marks what was typed wrongly after the flags were read.
type usageError struct{ error }

// app is what the flags of every command say.
type app struct {
	home  string
	me    string
	ascii bool
	readOnly,
	noMouse,
	plain bool
	running bool // the flags were fine and a command has begun
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "baton",
		Short: "The incident commander's console",
		Long: "baton runs an incident from the terminal and keeps the one durable record of it. " +
			"Without a command it opens the console.",
		Args:              cobra.NoArgs,
		SilenceUsage:      true,
		PersistentPreRun:  func(*cobra.Command, []string) { a.running = true },
		RunE:              func(c *cobra.Command, _ []string) error { return a.console(c.Context()) },
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.home, "home", "", "folder of everything baton keeps (default: $BATON_HOME, or the folders of your system)")
	flags.StringVar(&a.me, "me", "", "your handle (default: $BATON_ME, the configuration, or your login name)")
	flags.BoolVar(&a.ascii, "ascii", false, "draw the console with nothing but ASCII (default: as your locale says)")
	a.consoleFlags(root)
	root.AddCommand(
		a.demoCommand(), a.declareCommand(), a.doCommand(), a.listCommand(), a.showCommand(), a.logCommand(),
		a.exportCommand(), a.importCommand(), a.captureCommand(), a.verifyCommand(), a.repairCommand(), a.backupCommand(),
		a.compactCommand(), a.doctorCommand(), a.configCommand(), a.rosterCommand(), a.manifestCommand(), a.authCommand(),
		a.botCommand(),
	)
	return root
}
