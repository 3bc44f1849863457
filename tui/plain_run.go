package tui

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"
)

// RunPlain is the console without a screen: it writes lines to the output and never changes one that it has written, and
// reads lines from the input. It runs until the person leaves, the input or ctx ends, or the process is told to end by
// SIGINT or SIGTERM. None of these is an error. Nothing that it writes is a control character but the line feed.
func RunPlain(ctx context.Context, o Options) error {
	o = o.filled()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := o.Opened(ctx); err != nil && ctx.Err() == nil {
		return err
	}
	return runPlain(ctx, o)
}

func runPlain(ctx context.Context, o Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &plainRunner{ctx: ctx, core: newPlain(ctx, o), msgs: make(chan tea.Msg), out: bufio.NewWriter(o.Output)}
	defer r.core.app.guard.watch("saying the console in plain lines")
	return r.run(o.Input)
}

// plainRunner is the one goroutine that has the model. Effects run beside it.
type plainRunner struct {
	ctx  context.Context
	core *plain
	msgs chan tea.Msg
	out  *bufio.Writer
}

func (r *plainRunner) run(in io.Reader) error {
	typed := make(chan typedLine)
	go func() {
		defer close(typed)
		readLines(in, func(l typedLine) bool {
			select {
			case typed <- l:
				return true
			case <-r.ctx.Done():
				return false
			}
		})
	}()
	r.start(r.core.begin())
	for !r.core.ended {
		ready := typed
		if r.core.busy() {
			ready = nil // the line waits until what it may be about is there
		}
		select {
		case msg := <-r.msgs:
			r.start(r.core.take(msg))
		case l, ok := <-ready:
			if !ok {
				r.core.inputEnded()
				break
			}
			r.start(r.core.line(l))
		case <-r.ctx.Done():
			return nil
		}
		if err := r.write(); err != nil {
			return err
		}
	}
	return nil
}

// write brings out what was said.
func (r *plainRunner) write() error {
	for _, line := range r.core.out {
		_, _ = r.out.WriteString(line + "\n") // Flush gives the error
	}
	r.core.out = nil
	if err := r.out.Flush(); err != nil {
		return fmt.Errorf("the plain console: %w", err)
	}
	return nil
}

// start runs effects. What they answer with is dropped when the program ends first.
func (r *plainRunner) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		defer r.core.app.guard.watch("working beside the plain console")
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				r.start(c)
			}
		default:
			select {
			case r.msgs <- msg:
			case <-r.ctx.Done():
			}
		}
	}()
}

// typedLine is one line of the input, without its end.
type typedLine struct {
	text string
	// cut: it was longer than what is read of one line.
	cut bool
}

// mostLine bounds what is read of one line, in bytes.
const mostLine = 4 * mostTyped

// readLines gives each line of the input, the last one also where it has no end, until the input ends or each gives
// false.
func readLines(r io.Reader, each func(typedLine) bool) {
	in := bufio.NewReader(r)
	for {
		l, read, err := readLine(in)
		if read == 0 || !each(l) || err != nil {
			return
		}
	}
}

// readLine gives the next line and how many bytes it took.
func readLine(in *bufio.Reader) (l typedLine, read int, err error) {
	var b strings.Builder
	for {
		part, err := in.ReadSlice('\n')
		read += len(part)
		room := mostLine - b.Len()
		l.cut = l.cut || len(strings.TrimRight(string(part), "\r\n")) > room
		b.Write(part[:min(len(part), max(room, 0))])
		if err == bufio.ErrBufferFull {
			continue
		}
		l.text = strings.TrimSuffix(strings.TrimSuffix(b.String(), "\n"), "\r")
		return l, read, err
	}
}
