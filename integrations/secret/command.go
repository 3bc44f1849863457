package secret

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// runner runs the command of the configuration that prints a token.
type runner struct {
	patience time.Duration // a password manager may ask for a finger or a passphrase first
	most     int           // bytes of output
}

func usualRunner() runner { return runner{patience: time.Minute, most: 4 << 10} }

// errTooMuch ends a command that prints more than a token.
var errTooMuch = errors.New("too much output")

// run gives the one line that the command prints. Its errors name the key of the configuration and never what was
// printed, on either output: half a secret is as bad as a whole one.
func (r runner) run(ctx context.Context, key, line string) (Secret, error) {
	ctx, stop := context.WithTimeout(ctx, r.patience)
	defer stop()
	c := shell(ctx, line)
	c.WaitDelay = time.Second // whatever it started may hold the pipe open
	out := &limited{most: r.most}
	c.Stdout = out
	err := c.Run()
	exit := (*exec.ExitError)(nil)
	switch {
	case out.over:
		return Secret{}, fmt.Errorf("%s printed more than %d bytes; it must print the token alone", key, r.most)
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return Secret{}, fmt.Errorf("%s did not end within %s; run it by hand to see what it waits for", key, r.patience)
	case ctx.Err() != nil:
		return Secret{}, fmt.Errorf("%s was stopped: %w", key, ctx.Err())
	case errors.As(err, &exit):
		return Secret{}, fmt.Errorf("%s failed (%s); run it by hand to see why", key, exit.ProcessState)
	case err != nil:
		return Secret{}, fmt.Errorf("%s could not be run; run it by hand to see why", key)
	}
	return oneLine(key, out.text.String())
}

// oneLine refuses what is more than a token: of a note with several lines, none says which one is meant.
func oneLine(key, printed string) (Secret, error) {
	text := strings.TrimSpace(printed)
	switch {
	case text == "":
		return Secret{}, fmt.Errorf("%s printed nothing; it must print the token", key)
	case strings.ContainsAny(text, "\r\n"):
		return Secret{}, fmt.Errorf("%s printed more than one line; it must print the token alone, for example with | head -n 1", key)
	}
	return New(text), nil
}

// limited takes in so many bytes and no more.
type limited struct {
	text bytes.Buffer
	most int
	over bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.text.Len()+len(p) > l.most {
		l.over = true
		return 0, errTooMuch
	}
	return l.text.Write(p)
}

// safeFile refuses a file that others than its owner can write: who writes a command into it runs it (the rule of
// ssh_config, OpenSSH).
func safeFile(path string) error {
	if runtime.GOOS == "windows" {
		return nil // permissions there are not in the mode
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("look at the configuration: %w", err)
	}
	if info.Mode().Perm()&0o022 != 0 {
		return fmt.Errorf("%s names commands to run and others can write it; chmod go-w %s first", path, path)
	}
	return nil
}
