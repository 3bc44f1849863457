package capture

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"baton/integrations/clean"
)

// maxLine is the longest line of JSON Lines that Run takes, in bytes.
const maxLine = 64 << 20

// input is one line of JSON Lines.
type input struct {
	ID   json.RawMessage `json:"id"`
	Text *string         `json:"text"`
}

// output is what Run prints for one message.
type output struct {
	ID       json.RawMessage `json:"id,omitempty"`
	Commands []Command       `json:"commands"`
	Intent   Intent          `json:"intent"`
	Ack      Ack             `json:"ack"`
}

func newOutput(id json.RawMessage, r Result) output {
	if r.Commands == nil {
		r.Commands = []Command{}
	}
	return output{ID: id, Commands: r.Commands, Intent: r.Intent, Ack: r.Ack}
}

// Run shows what would be caught. JSON Lines of {"id", "text"} give one object a
// line, in their order; other text is one message, shown for people, or as one
// object if asJSON. Commands in JSON are raw slices of the text with offsets in
// code points; what is shown for people is cleaned and its secrets are masked.
//
// Plain text beyond MaxScanned is not looked at, and the error says so. A line that
// is no such object is passed over and named, by its number, in the
// error returned after the last line.
func Run(in io.Reader, out io.Writer, asJSON bool) error {
	r := bufio.NewReaderSize(in, 64<<10)
	w := bufio.NewWriter(out)
	err := run(r, w, asJSON)
	if flushed := w.Flush(); flushed != nil {
		err = errors.Join(err, fmt.Errorf("capture: write: %w", flushed))
	}
	return err
}

func run(r *bufio.Reader, w *bufio.Writer, asJSON bool) error {
	if jsonLines(r) {
		return runLines(r, w)
	}
	text, err := io.ReadAll(io.LimitReader(r, MaxScanned+1))
	if err != nil {
		return fmt.Errorf("capture: read: %w", err)
	}
	found := Scan(string(text))
	if asJSON {
		err = encode(w, newOutput(nil, found))
	} else {
		err = show(w, found)
	}
	if err == nil && len(text) > MaxScanned {
		err = fmt.Errorf("capture: only the first %d KiB of the text were looked at", MaxScanned>>10)
	}
	return err
}

// jsonLines reports whether the input is JSON Lines: of the lines at its beginning
// at least half are objects that have a "text".
func jsonLines(r *bufio.Reader) bool {
	head, _ := r.Peek(r.Size())
	objects, others := 0, 0
	for line := range bytes.Lines(head) {
		line = bytes.TrimSpace(line)
		switch {
		case len(line) == 0:
		case line[0] == '{' && (bytes.Contains(line, []byte(`"text"`)) || bytes.Contains(line, []byte(`"id"`))):
			objects++
		default:
			others++
		}
	}
	return objects > 0 && objects >= others
}

func runLines(r *bufio.Reader, w *bufio.Writer) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var bad []error
	number := 0
	for lines.Scan() {
		number++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var m input
		if err := json.Unmarshal(line, &m); err != nil {
			bad = append(bad, fmt.Errorf("capture: line %d: %w", number, err))
			continue
		}
		if m.Text == nil {
			bad = append(bad, fmt.Errorf(`capture: line %d: no "text"`, number))
			continue
		}
		if err := encode(w, newOutput(m.ID, Scan(*m.Text))); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		bad = append(bad, fmt.Errorf("capture: line %d: %w", number+1, err))
	}
	return errors.Join(bad...)
}

func encode(w io.Writer, o output) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(o); err != nil {
		return fmt.Errorf("capture: write: %w", err)
	}
	return nil
}

// show prints what was found for people: one line a command, then what the
// message does with them.
func show(w io.Writer, r Result) error {
	for _, c := range r.Commands {
		if _, err := fmt.Fprintf(w, "%-5s  %d-%d  %s\n", c.Kind, c.Start, c.End, clean.Line(c.Masked())); err != nil {
			return fmt.Errorf("capture: write: %w", err)
		}
	}
	verdict := "no command"
	if len(r.Commands) > 0 {
		verdict = fmt.Sprintf("%d to capture", len(r.Commands))
	}
	if r.Intent != None {
		verdict += ", intent " + r.Intent.String()
	}
	if r.Ack != No {
		verdict += ", answer " + r.Ack.String()
	}
	if _, err := fmt.Fprintln(w, verdict); err != nil {
		return fmt.Errorf("capture: write: %w", err)
	}
	return nil
}
