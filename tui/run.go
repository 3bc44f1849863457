package tui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"baton/incident"
)

// Options are what the console needs of the world.
type Options struct {
	Recorder Recorder
	// Me is who sits here; without a name, orders that need one say so.
	Me incident.Person
	// Zone is that in which times are shown and bare times are meant; UTC if nil.
	Zone *time.Location
	// Ref is the incident whose room opens first; empty for the board.
	Ref incident.Ref
	// Clean is the door: everything that is typed goes through it before it is read. It keeps line breaks.
	Clean func(string) string
	// Theme is one of [Themes]; empty is auto.
	Theme string
	// ASCII draws with nothing but ASCII.
	ASCII bool
	// ReadOnly records nothing, not even that a reminder was shown.
	ReadOnly bool
	// NoMouse leaves the mouse to the terminal, so that it selects text.
	NoMouse bool
	// Version and Banner are shown: the banner on every page, such as DEMO.
	Version, Banner string
	// Report keeps the report of a failure of the program and says where; nil keeps none.
	Report func(text string) (where string, err error)
	// Opened waits until the record can be read, beside the screen, which is drawn meanwhile. Its error ends the console.
	Opened func(context.Context) error
	// Status says who owns the store, in a few words. It is called beside the screen, once a second, and may wait.
	Status func() string
	// Services are those that this incident's record is connected to outside, each by how it stands. It is called like
	// Status; nil: none.
	Services func() []Service
	// People are those who can be completed besides those of the incident. It is called like Status.
	People func() []incident.Person
	// Roster is who there is to be called, and what is wrong with it. It is called like Status. The same pointer means that
	// nothing has changed; nil keeps what was given last, and what it points to is never changed.
	Roster func() (*incident.Roster, error)
	// DryRun says what connected services would do for an order, a line each, as if all were well: those that are not are
	// named beside it. Nil: no service is connected, unless Services says so. It is called on the loop of the screen and must
	// not wait.
	DryRun func(i incident.Incident, o incident.Order) []string
	// Outgoing lists what an incident asks to be told outside and was not told yet; nil: only what the record says is known.
	// It is called beside the screen, when the record has gained something and once a second while something is waiting or
	// begun. It has to stop when ctx ends, which is after ten seconds.
	Outgoing func(ctx context.Context, ref incident.Ref) ([]Outgoing, error)
	// Editor is the command that edits a file; nil stands for VISUAL, EDITOR, or the first of vi and nano that is there.
	Editor []string

	// Input, Output and Env stand for the process's own where they are nil.
	Input  io.Reader
	Output io.Writer
	Env    []string
}

// ErrNoTerminal: there is no terminal that can show the console.
var ErrNoTerminal = errors.New("this is no terminal that can show the console; baton --plain is the console in plain lines, baton show and baton log print what it would show")

// framesPerSecond is the most that Bubble Tea does. Its first frame and the answer to every key wait for the next tick,
// so that at 60 a key takes 10 ms on average and at 120 it takes 6; the idle cost, 5 ms of CPU a second, is worth it.
const framesPerSecond = 120

// Run shows the console until the person leaves, ctx ends or the process is told to end by SIGINT or SIGTERM, and gives
// the terminal back as it was. None of these is an error; a record that cannot be opened is.
func Run(ctx context.Context, o Options) error {
	o = o.filled()
	if err := o.checkTerminal(); err != nil {
		return cmp.Or(o.Opened(ctx), err) // what is wrong with the record matters more
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := newApp(ctx, o)
	_, err := tea.NewProgram(a, o.programOptions(ctx)...).Run()
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return a.guard.failure(err)
	case ctx.Err() != nil:
		return nil
	case a.closed != nil:
		return a.closed
	case err == nil:
		return nil
	}
	return fmt.Errorf("the console: %w", err)
}

func (o Options) filled() Options {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Clean == nil {
		o.Clean = func(s string) string { return s }
	}
	if o.Opened == nil {
		o.Opened = func(context.Context) error { return nil }
	}
	if o.Status == nil {
		o.Status = func() string { return "" }
	}
	if o.Services == nil {
		o.Services = func() []Service { return nil }
	}
	if o.People == nil {
		o.People = func() []incident.Person { return nil }
	}
	if o.Roster == nil {
		o.Roster = func() (*incident.Roster, error) { return nil, nil }
	}
	if o.Theme == "" {
		o.Theme = themeAuto
	}
	if o.Input == nil {
		o.Input = os.Stdin
	}
	if o.Output == nil {
		o.Output = os.Stdout
	}
	if o.Env == nil {
		o.Env = os.Environ()
	}
	if o.Editor == nil {
		o.Editor = findEditor(o.env)
	}
	return o
}

func (o Options) env(name string) string {
	for k := len(o.Env) - 1; k >= 0; k-- {
		if value, ok := strings.CutPrefix(o.Env[k], name+"="); ok {
			return value
		}
	}
	return ""
}

// noColor: the convention is any value that is not empty, and Bubble Tea only knows those that strconv calls true.
func (o Options) noColor() bool { return o.env("NO_COLOR") != "" }

// checkTerminal refuses what would show a screen as a heap of codes. A writer that is no file is somebody's own
// terminal.
func (o Options) checkTerminal() error {
	if o.env("TERM") == "dumb" {
		return fmt.Errorf("TERM is dumb: %w", ErrNoTerminal)
	}
	if f, ok := o.Output.(*os.File); ok && !term.IsTerminal(f.Fd()) {
		return fmt.Errorf("the output goes to a file or a pipe: %w", ErrNoTerminal)
	}
	if f, ok := o.Input.(*os.File); ok && !term.IsTerminal(f.Fd()) {
		return fmt.Errorf("the input comes from a file or a pipe: %w", ErrNoTerminal)
	}
	return nil
}

func (o Options) programOptions(ctx context.Context) []tea.ProgramOption {
	options := []tea.ProgramOption{
		// Signals end ctx and nothing else. Bubble Tea's own handler sends a message for the same signal, to a loop that ctx
		// may have ended by then, and the program would wait for it for ever.
		tea.WithContext(ctx), tea.WithoutSignalHandler(),
		tea.WithFPS(framesPerSecond), tea.WithInput(o.Input), tea.WithOutput(o.Output), tea.WithEnvironment(o.Env),
	}
	if o.noColor() {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	return options
}

// newApp makes the model. It does nothing yet: Init gives the first commands.
func newApp(ctx context.Context, o Options) *app {
	look := o.Theme
	if o.noColor() {
		look = themeMono
	}
	name := look
	if look == themeAuto {
		name = themeDark // until the terminal says otherwise
	}
	a := &app{
		fx:       &effects{ctx: ctx, recorder: o.Recorder, opened: o.Opened, zone: o.Zone, owner: o.Status, services: o.Services, outgoing: o.Outgoing, people: o.People, roster: o.Roster},
		guard:    &guard{report: o.Report},
		bindings: allBindings(), clean: o.Clean, me: o.Me, zone: o.Zone,
		dryRun: o.DryRun, editor: o.Editor,
		look: look, th: newTheme(name, o.ASCII), banner: o.Banner, version: o.Version, roster: &incident.Roster{},
		now: o.Recorder.Now(), reminded: reminders{claimed: map[string]bool{}, since: o.Recorder.Now()}, notifier: notifierOf(o.env),
		mouse: !o.NoMouse, readOnly: o.ReadOnly, drafts: map[string][]string{},
	}
	a.board = newBoard(a)
	if o.Ref != "" {
		a.visit = 1
		a.tab, a.subject = roomTab, newSubject(a, o.Ref, a.visit)
	}
	return a
}
