package bundle

import (
	"context"
	"errors"
	"fmt"

	"baton/incident"
)

// OtherError says that the store has another log under the reference. Nothing was written.
type OtherError struct {
	Ref incident.Ref
	// Parts is the first event in which the two differ, from 1.
	Parts uint64
}

// Error says what to do, too.
func (e *OtherError) Error() string {
	if e.Parts == 1 {
		return fmt.Sprintf("%s is here already and is another incident; --as REF keeps this one under another name", e.Ref)
	}
	return fmt.Sprintf("%s is here already and went another way from event %d on; --as REF keeps this one beside it", e.Ref, e.Parts)
}

// place decides where the log goes and how much of it is there.
func (in *intake) place(ctx context.Context) error {
	in.report.Ref = in.report.Declared
	if in.options.As != "" {
		in.report.Ref = in.options.As
	}
	if in.report.Ref == "" {
		return errors.New("the file declares no incident; --as REF gives it a name")
	}
	if _, err := incident.ParseRef(string(in.report.Ref)); err != nil {
		return err
	}
	return in.compare(ctx)
}

// compare reads the log beside the file up to the first event that differs.
func (in *intake) compare(ctx context.Context) error {
	if err := in.file.again(); err != nil {
		return err
	}
	inFile, stop := pull(scan(ctx, in.file))
	defer stop()
	for e, err := range in.log.Read(ctx, in.report.Ref, 1) {
		if err != nil {
			return err
		}
		if e.Seq > in.report.Events {
			in.report.Ahead++
			continue
		}
		s, err := inFile()
		if err != nil {
			return err
		}
		hash, err := e.Hash()
		if err != nil {
			return err
		}
		if hash != s.hash {
			return &OtherError{Ref: in.report.Ref, Parts: e.Seq}
		}
		in.report.Already++
	}
	return nil
}
