//go:build unix

package boltlog

import (
	"path/filepath"
	"syscall"
	"testing"

	"baton/timeline"
)

func TestOpenRefusesPipes(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	refuses(t, pipe, timeline.ErrNotAStore)
}
