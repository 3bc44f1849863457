package bundle

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"baton/incident"
	"baton/timeline"
)

// Write writes every event of an incident's log to w, one line each. The same log gives the same bytes. A log without
// events is an error, because an empty file could not be told from a failed export.
func Write(ctx context.Context, w io.Writer, log timeline.Log, ref incident.Ref) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var waiting incident.Event // the newest, held back until it is known whether it is the last
	for e, err := range log.Read(ctx, ref, 1) {
		if err != nil {
			return fmt.Errorf("bundle %s: %w", ref, err)
		}
		if waiting.Seq != 0 {
			if err := writeLine(out, waiting, false); err != nil {
				return fmt.Errorf("bundle %s: %w", ref, err)
			}
		}
		waiting = e
	}
	if waiting.Seq == 0 {
		return fmt.Errorf("bundle %s: there is no such incident", ref)
	}
	if err := writeLine(out, waiting, true); err != nil {
		return fmt.Errorf("bundle %s: %w", ref, err)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("bundle %s: %w", ref, err)
	}
	return nil
}

func writeLine(out *bufio.Writer, e incident.Event, last bool) error {
	b, _, err := encode(e, last)
	if err != nil {
		return err
	}
	if _, err := out.Write(b); err != nil {
		return err
	}
	return out.WriteByte('\n')
}
