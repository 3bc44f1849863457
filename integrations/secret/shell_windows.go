package secret

import (
	"context"
	"os/exec"
	"syscall"
)

// shell runs a line as the person would who types it. cmd reads its command line by rules of its own, so it gets the line
// as it is and not quoted for other programs.
func shell(ctx context.Context, line string) *exec.Cmd {
	c := exec.CommandContext(ctx, "cmd.exe")
	c.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd.exe /S /C "` + line + `"`}
	return c
}
