//go:build !windows

package secret

import (
	"context"
	"os/exec"
)

// shell runs a line as the person would who types it.
func shell(ctx context.Context, line string) *exec.Cmd {
	return exec.CommandContext(ctx, "sh", "-c", line)
}
