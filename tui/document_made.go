package tui

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline/postmortem"
)

// documentMadeMsg is a new preview of the document.
type documentMadeMsg struct {
	visit   int
	preview *preview
	took    time.Duration
	err     error
}

func (m documentMadeMsg) ofVisit() int { return m.visit }

// documentCopiedMsg is the document as text for the clipboard. kept is how many bytes of it there are, of all.
type documentCopiedMsg struct {
	visit    int
	text     string
	kept, of int
	err      error
}

func (m documentCopiedMsg) ofVisit() int { return m.visit }

// documentSavedMsg is what became of writing the document to a file.
type documentSavedMsg struct {
	visit int
	path  string // all of it
	size  int
	head  uint64 // the last event in it
	err   error
}

func (m documentSavedMsg) ofVisit() int { return m.visit }

// documentTimeout is how long the document may take. That of 100,000 entries takes about half a second, on a quiet disk.
const documentTimeout = time.Minute

// makeDocument reads the log and makes the preview.
func (fx *effects) makeDocument(ref incident.Ref, visit int, horizon time.Time) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, documentTimeout)
		defer cancel()
		began := fx.recorder.Now()
		m := documentMadeMsg{visit: visit}
		doc, err := postmortem.Build(ctx, fx.recorder.Log(), ref, postmortem.Options{Zone: fx.zone, At: horizon})
		if err == nil {
			asOf := horizon
			if horizon.IsZero() {
				asOf, err = fx.recordedAt(ctx, ref, doc.Head.Seq)
			}
			m.preview = newPreview(doc, horizon, asOf)
		}
		m.err, m.took = err, fx.recorder.Now().Sub(began)
		return m
	}
}

// recordedAt is when an event was written down.
func (fx *effects) recordedAt(ctx context.Context, ref incident.Ref, seq uint64) (time.Time, error) {
	for e, err := range fx.recorder.Log().Read(ctx, ref, seq) {
		return e.Recorded, err
	}
	return time.Time{}, fmt.Errorf("read %s: event %d is missing", ref, seq)
}

// markdown makes the document as it would be exported.
func (fx *effects) markdown(ctx context.Context, ref incident.Ref, horizon time.Time, o postmortem.MarkdownOptions) ([]byte, uint64, error) {
	doc, err := postmortem.Build(ctx, fx.recorder.Log(), ref, postmortem.Options{Zone: fx.zone, At: horizon})
	if err != nil {
		return nil, 0, err
	}
	var b bytes.Buffer
	err = postmortem.Markdown(&b, doc, o)
	return b.Bytes(), doc.Head.Seq, err
}

// mostCopied bounds what goes to the clipboard, in bytes: terminals and what is between them drop longer ones.
const mostCopied = 64 << 10

// copyDocument makes the document without its appendix, which is the whole log, cut at the end of a line where it is
// too long.
func (fx *effects) copyDocument(ref incident.Ref, visit int, horizon time.Time) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, documentTimeout)
		defer cancel()
		b, _, err := fx.markdown(ctx, ref, horizon, postmortem.MarkdownOptions{Appendix: postmortem.NoAppendix})
		if err != nil {
			return documentCopiedMsg{visit: visit, err: err}
		}
		whole := copyable(string(b))
		text := wholeLines(whole, mostCopied)
		return documentCopiedMsg{visit: visit, text: text, kept: len(text), of: len(whole)}
	}
}

// wholeLines is at most n bytes of a text, up to the end of a line.
func wholeLines(text string, n int) string {
	if len(text) <= n {
		return text
	}
	return text[:max(strings.LastIndexByte(text[:n], '\n'), 0)]
}

// saveDocument writes the document to a file. One that is there is only replaced where replace says so, and stays as it
// was where writing fails.
func (fx *effects) saveDocument(ref incident.Ref, visit int, horizon time.Time, path string, replace bool) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(fx.ctx, documentTimeout)
		defer cancel()
		saved := make(chan documentSavedMsg, 1)
		go func() {
			m := documentSavedMsg{visit: visit}
			var b []byte
			if m.path, m.err = fullPath(path); m.err == nil {
				b, m.head, m.err = fx.markdown(ctx, ref, horizon, postmortem.MarkdownOptions{})
			}
			if m.size = len(b); m.err == nil {
				m.err = writeFile(m.path, b, replace)
			}
			saved <- m
		}()
		select {
		case m := <-saved:
			return m
		case <-ctx.Done(): // a disk behind a network that is gone does not answer, and cannot be told to stop
			return documentSavedMsg{visit: visit, path: path, err: fmt.Errorf("it is not known whether %s was written: %w", path, ctx.Err())}
		}
	}
}

func fullPath(path string) (string, error) {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		path = filepath.Join(home, rest)
	}
	return filepath.Abs(path)
}

// errIsThere: there is a file of that name, and nobody said that it may be replaced.
var errIsThere = errors.New("there is a file of that name")

// writeFile puts a file in its place when all of it is written, so that no half of one is ever there. Its errors name the
// file that was asked for.
func writeFile(path string, b []byte, replace bool) error {
	if _, err := os.Lstat(path); err == nil && !replace {
		return errIsThere
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".baton-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	defer os.Remove(f.Name()) // fails once it is in its place, which is fine
	_, err = f.Write(b)
	if err = errors.Join(err, f.Close()); err == nil {
		err = putInPlace(f.Name(), path, replace)
	}
	if err != nil && !errors.Is(err, errIsThere) {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	return err
}

// putInPlace gives a file its name. A link, unlike a new name, never replaces what came there meanwhile.
func putInPlace(file, path string, replace bool) error {
	if replace {
		return os.Rename(file, path)
	}
	err := os.Link(file, path)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errIsThere
	case err != nil: // a file system without links
		return os.Rename(file, path)
	}
	return nil
}

// cause leaves out of an error which call failed on which file.
func cause(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}
