package demo

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"path/filepath"
	"syscall"
)

// ErrNoDemo: there is no door to knock at.
var ErrNoDemo = errors.New("no demo runs; start one with baton demo in another terminal, and try again")

// Ask asks the running demo for something, and calls heard with each part of the answer. What comes is as hostile as what
// anybody posts: clean it before it is shown. The errors of the demo are sentences.
func Ask(ctx context.Context, r Request, heard func(string)) error {
	folder := doorFolder()
	switch err := checkFolder(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoDemo
	case err != nil:
		return fmt.Errorf("ask the demo: %w", err)
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(folder, doorName))
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ECONNREFUSED):
		return ErrNoDemo
	case err != nil:
		return fmt.Errorf("ask the demo: %w", err)
	}
	defer conn.Close()
	gone := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer gone()
	if err := json.NewEncoder(conn).Encode(r); err != nil {
		return fmt.Errorf("ask the demo: %w", err)
	}
	return hear(ctx, conn, heard)
}

// hear reads an answer to its last part.
func hear(ctx context.Context, conn io.Reader, heard func(string)) error {
	in := bufio.NewReader(io.LimitReader(conn, mostAnswer))
	for {
		line, err := in.ReadBytes('\n')
		var p part
		if err == nil {
			err = json.Unmarshal(line, &p)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return errors.New("the demo ended before it had answered")
		case p.Error != "":
			return errors.New(p.Error)
		case p.Last:
			return nil
		}
		heard(p.Text)
	}
}
