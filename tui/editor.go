package tui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// editorKey hands the text that is typed to the person's own editor, and takes it back.
const editorKey = "ctrl+o"

// findEditor gives the command of the person's editor: that of VISUAL or EDITOR, or one that most machines have.
func findEditor(env func(string) string) []string {
	for _, name := range []string{"VISUAL", "EDITOR"} {
		if command := strings.Fields(env(name)); len(command) > 0 {
			return command
		}
	}
	for _, name := range []string{"vi", "nano"} {
		if path, err := exec.LookPath(name); err == nil {
			return []string{path}
		}
	}
	return []string{}
}

func noEditor(a *app) string {
	if len(a.editor) == 0 {
		return "there is no editor: set VISUAL or EDITOR, and start baton again"
	}
	return ""
}

// editing runs the editor on a file that only this person can read and that is gone afterwards. The screen is the
// editor's until it ends.
type editing struct {
	command []string
	bells   []time.Duration // when something comes due, after now, soonest first
	text    string          // before, and then what the editor left
	in      io.Reader
	out     io.Writer
	errs    io.Writer
}

func (e *editing) SetStdin(r io.Reader)  { e.in = r }
func (e *editing) SetStdout(w io.Writer) { e.out = w }
func (e *editing) SetStderr(w io.Writer) { e.errs = w }

// settling is what Bubble Tea v2.0.9 needs to stop drawing. It goes on before its drawing loop has stopped the ticker, and an
// editor that ends at once would leave it with the ticker that it starts again stopped, and a screen that is never drawn.
const settling = 50 * time.Millisecond

// Run edits the text. What the editor saved counts although it ended badly afterwards.
func (e *editing) Run() error {
	time.Sleep(settling)
	path, err := e.write()
	if err != nil {
		return err
	}
	hush := e.ringing()
	ended := e.edit(path)
	hush()
	left, err := os.ReadFile(path)
	if err != nil {
		return errors.Join(ended, fmt.Errorf("read the text back: %w", err))
	}
	if n := utf8.RuneCount(left); n > mostTyped {
		return fmt.Errorf("the text has %d characters and %d fit; it is kept in %s", n, mostTyped, path)
	}
	e.text = string(left)
	return errors.Join(ended, os.Remove(path))
}

func (e *editing) write() (path string, err error) {
	f, err := os.CreateTemp("", "baton-*.txt") // with mode 0600
	if err != nil {
		return "", fmt.Errorf("write the text for the editor: %w", err)
	}
	_, err = f.WriteString(e.text)
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(fmt.Errorf("write the text for the editor: %w", err), os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// ringing rings the bell for what comes due meanwhile, because the console cannot draw it: the bell is heard and changes
// nothing on anybody's screen. hush ends it.
func (e *editing) ringing() (hush func()) {
	began, over, ended := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for _, after := range e.bells {
			select {
			case <-time.After(time.Until(began.Add(after))):
				_, _ = io.WriteString(e.out, bell) // the list of what came due is shown afterwards in any case
			case <-over:
				return
			}
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}

func (e *editing) edit(path string) error {
	c := exec.Command(e.command[0], append(slices.Clone(e.command[1:]), path)...)
	c.Stdout, c.Stderr = e.out, e.errs
	if terminal, ok := e.in.(*os.File); ok {
		c.Stdin = terminal // anything else would be read by both, and be waited for after the editor has ended
	}
	if err := c.Run(); err != nil {
		return fmt.Errorf("%s: %w", filepath.Base(e.command[0]), err)
	}
	return nil
}

// editedMsg is what the editor left of the text of a line.
type editedMsg struct {
	over overlay // in which the line is
	line *input
	text string
	err  error
}

func (a *app) edit(over overlay, line *input) tea.Cmd {
	e := &editing{command: a.editor, bells: a.bells(), text: line.value()}
	return tea.Exec(e, func(err error) tea.Msg { return editedMsg{over: over, line: line, text: e.text, err: err} })
}

func (f *form) edit() tea.Cmd   { return f.app.edit(f, &f.line().text) }
func (p *prompt) edit() tea.Cmd { return p.app.edit(p, &p.line) }

// edited puts the text into its line. Whatever the editor did, the line has what was typed or what was saved.
func (a *app) edited(m editedMsg) tea.Cmd {
	if a.top() != m.over {
		return nil
	}
	became := "what you typed is as it was"
	if text := strings.TrimRight(a.clean(m.text), "\r\n"); text != m.line.value() {
		m.line.set("")
		m.line.paste(text)
		became = "what it saved is in the line"
	}
	a.said = notice{}
	if m.err != nil {
		a.said = notice{sort: failed, text: "the editor failed: " + m.err.Error() + ".", instead: became + "; Esc closes this"}
	}
	if f, ok := m.over.(*form); ok {
		return f.wasTyped()
	}
	return nil
}
