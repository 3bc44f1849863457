package bundle

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"baton/incident"
	"baton/timeline"
)

// Options change how a bundle is read.
type Options struct {
	// As is the reference under which the log is to be kept; empty for the one with which it was declared.
	As incident.Ref
	// Trust takes text with control characters, which the doors of baton never let in.
	Trust bool
	// Partial takes the lines before the first that is wrong, where otherwise nothing would be taken.
	Partial bool
}

// Report is what became of a bundle.
type Report struct {
	// Ref is where the log is; Declared is the reference inside it, which is another after Options.As.
	Ref, Declared incident.Ref
	Title         string
	// Events is how many the file holds, or, with Options.Partial, how many of them are right.
	Events uint64
	// Already counts those that were in the log before; Added those that were written.
	Already, Added uint64
	// Ahead counts the events that the log has beyond the end of the file.
	Ahead uint64
	// Newer counts events of kinds that this program does not know. They are kept as they are.
	Newer int
	// Broken is what ended a partial reading, nil where the file is whole.
	Broken error
}

// Read takes a bundle into a log: the same events with the same hashes. It first looks at the whole file, and writes
// nothing unless all of it is right. Where the incident is there already and begins alike, it adds what is missing; where
// it is another one, it refuses with an *OtherError. What is wrong with the file is a *LineError. Memory does not grow
// with the length of the file but for the incident's state and a few bytes a key.
//
// An error in the middle of writing leaves a right beginning; reading the same file again adds the rest.
func Read(ctx context.Context, r io.Reader, log timeline.Log, o Options) (Report, error) {
	file, done, err := seekable(r)
	if err != nil {
		return Report{}, fmt.Errorf("read a bundle: %w", err)
	}
	defer done()
	in := &intake{log: log, options: o, file: file}
	if err := in.examine(ctx); err != nil {
		return Report{}, fmt.Errorf("read a bundle: %w", err)
	}
	if err := in.place(ctx); err != nil {
		return Report{}, fmt.Errorf("read a bundle: %w", err)
	}
	if err := in.write(ctx); err != nil {
		return in.report, fmt.Errorf("write to %s after event %d: %w", in.report.Ref, in.report.Already+in.report.Added, err)
	}
	return in.report, nil
}

// rewinder reads a file more than once from where it stood at first.
type rewinder struct {
	io.ReadSeeker
	start int64
}

func (f *rewinder) again() error {
	_, err := f.Seek(f.start, io.SeekStart)
	return err
}

// seekable gives r itself where it can be read twice, and otherwise a temporary copy that only this user can read.
func seekable(r io.Reader) (file *rewinder, done func(), err error) {
	if rs, ok := r.(io.ReadSeeker); ok {
		if start, err := rs.Seek(0, io.SeekCurrent); err == nil {
			return &rewinder{rs, start}, func() {}, nil
		}
	}
	spool, err := os.CreateTemp("", "baton-bundle-*")
	if err != nil {
		return nil, nil, err
	}
	done = func() {
		_ = spool.Close()
		_ = os.Remove(spool.Name())
	}
	if _, err := io.Copy(spool, r); err != nil {
		done()
		return nil, nil, fmt.Errorf("copy it to a temporary file: %w", err)
	}
	file = &rewinder{ReadSeeker: spool}
	return file, done, file.again()
}

// intake is one reading of a bundle.
type intake struct {
	log     timeline.Log
	options Options
	file    *rewinder
	report  Report
}

// examine looks at every line and writes nothing.
func (in *intake) examine(ctx context.Context) error {
	c := &checker{strict: !in.options.Trust}
	last, err := in.walk(ctx, c)
	if broken := (*LineError)(nil); errors.As(err, &broken) && in.options.Partial && last.event.Seq > 0 {
		in.report.Broken, err = broken, nil
	}
	if err == nil {
		err = c.repeated()
	}
	in.report.Events, in.report.Newer = last.event.Seq, c.newer
	in.report.Declared, in.report.Title = c.state.Ref, c.state.Title
	return err
}

func (in *intake) walk(ctx context.Context, c *checker) (last scanned, err error) {
	for s, err := range scan(ctx, in.file) {
		if err != nil {
			return last, err
		}
		if err := c.check(s); err != nil {
			return last, err
		}
		last = s
	}
	switch {
	case last.event.Seq == 0:
		return last, &LineError{1, "is missing: the file is empty"}
	case !last.last:
		return last, &LineError{last.line + 1, "is missing: the file ends before its last event; export it again, or --partial takes what is there"}
	}
	return last, nil
}

// batch bounds what one append takes from the file.
const (
	batchEvents = 1024
	batchBytes  = 4 << 20
)

// write adds the events that the log does not have.
func (in *intake) write(ctx context.Context) error {
	if in.report.Already >= in.report.Events {
		return nil
	}
	if err := in.file.again(); err != nil {
		return err
	}
	var batch []incident.Event
	size, end := 0, in.report.Events
	for s, err := range scan(ctx, in.file) {
		if err != nil {
			return err
		}
		if s.event.Seq <= in.report.Already {
			continue
		}
		batch, size = append(batch, s.event), size+len(s.event.Data)+len(s.event.Key)
		if len(batch) < batchEvents && size < batchBytes && s.event.Seq < end {
			continue
		}
		if err := in.append(ctx, batch, s.hash); err != nil {
			return err
		}
		batch, size = batch[:0:0], 0
		if s.event.Seq == end {
			return nil
		}
	}
	return errors.New("the file changed while it was read")
}

// append adds one batch, whose last event must then have the hash.
func (in *intake) append(ctx context.Context, batch []incident.Event, hash incident.Hash) error {
	at := in.report.Already + in.report.Added
	appended, err := in.log.Append(ctx, in.report.Ref, at, batch...)
	if conflict := (*timeline.ConflictError)(nil); errors.As(err, &conflict) {
		return fmt.Errorf("somebody is writing to it (%w); read the bundle again", err)
	}
	if err != nil {
		return err
	}
	in.report.Added += uint64(len(batch) - appended.Left)
	if appended.Left > 0 || appended.Head.Hash != hash {
		return fmt.Errorf("the log gave event %d another hash than the file has", appended.Head.Seq)
	}
	return nil
}
