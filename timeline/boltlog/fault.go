package boltlog

import (
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"syscall"

	berrors "go.etcd.io/bbolt/errors"

	"baton/incident"
	"baton/timeline"
)

// ErrHeld: another process has the store open.
var ErrHeld = errors.New("the store is open in another process")

// errUnreadable is what a damaged file makes of bbolt: it trusts its pages and panics or runs off the mapped file.
var errUnreadable = fmt.Errorf("the store is %w; run `baton verify`, then `baton repair`", incident.ErrDamaged)

// guard runs fn, which calls bbolt, and turns what a damaged file makes it do into an error.
func guard(fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w (%v)", errUnreadable, p)
		}
	}()
	return fn()
}

// isFull tells whether an error says that there is no room. bbolt drops the cause when growing the file, so its words
// count too.
func isFull(err error) bool {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, berrors.ErrMaxSizeReached) {
		return true
	}
	text := err.Error()
	return strings.Contains(text, syscall.ENOSPC.Error()) || strings.Contains(text, syscall.EDQUOT.Error())
}

// asFull marks an error that says that there is no room.
func asFull(err error) error {
	if err == nil || errors.Is(err, timeline.ErrFull) || !isFull(err) {
		return err
	}
	return fmt.Errorf("%w (%w)", timeline.ErrFull, err)
}

// asClosed marks what bbolt says after it was closed.
func asClosed(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return timeline.ErrClosed
	}
	return err
}
