package demo

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Door lets other programs of the same user do something in the workspace of a running demo. It listens on a Unix socket;
// of several demos the newest has it. A request is one line of JSON, and so is each part of the answer.
type Door struct {
	stage    *Stage
	listener *net.UnixListener
	path     string
	file     os.FileInfo // of our socket
	ctx      context.Context
	stop     context.CancelFunc
	guests   sync.WaitGroup
	free     chan struct{} // one for each guest that may come in still
}

// Bounds on guests.
const (
	mostGuests   = 8
	mostRequest  = 256 << 10 // bytes
	mostAnswer   = 16 << 20  // bytes
	requestTime  = 5 * time.Second
	deliveryTime = 5 * time.Second // for one part of an answer
)

// Request is what is asked for through the door.
type Request struct {
	Do      Doing  `json:"do"`
	Channel string `json:"channel,omitzero"`
	Who     string `json:"who,omitzero"`
	Text    string `json:"text,omitzero"`
}

// Doing is one of the things that can be asked for.
type Doing string

// What can be asked for.
const (
	Say      Doing = "say"      // see Stage.Say
	Read     Doing = "read"     // see Stage.Read
	Channels Doing = "channels" // see Stage.Channels
)

// part is one part of an answer; the last one says how it ended.
type part struct {
	Text  string `json:"text,omitzero"`
	Last  bool   `json:"last,omitzero"`
	Error string `json:"error,omitzero"`
}

// OpenDoor opens the door of a stage. Close shuts it.
func OpenDoor(s *Stage) (*Door, error) {
	folder := doorFolder()
	if err := makeFolder(folder); err != nil {
		return nil, fmt.Errorf("let other terminals in: %w", err)
	}
	d := &Door{stage: s, path: filepath.Join(folder, doorName), free: make(chan struct{}, mostGuests)}
	if err := d.listen(); err != nil {
		return nil, fmt.Errorf("let other terminals in: %w", err)
	}
	d.ctx, d.stop = context.WithCancel(context.Background())
	d.guests.Go(d.receive)
	return d, nil
}

// listen puts the socket in its place when it is ready, over that of an older demo, which may be dead.
func (d *Door) listen() error {
	own := fmt.Sprintf("%s.%d.%x", d.path, os.Getpid(), time.Now().UnixNano()&0xffff)
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: own, Net: "unix"})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	if err = os.Chmod(own, 0o600); err == nil {
		d.file, err = os.Lstat(own)
	}
	if err == nil {
		err = os.Rename(own, d.path)
	}
	if err != nil {
		return errors.Join(err, l.Close(), os.Remove(own))
	}
	d.listener = l
	return nil
}

// Close shuts the door, and returns when nobody is in it any more. The socket of a newer demo stays.
func (d *Door) Close() error {
	var err error
	if now, statErr := os.Lstat(d.path); statErr == nil && os.SameFile(now, d.file) {
		err = os.Remove(d.path)
	}
	d.stop()
	err = errors.Join(err, d.listener.Close())
	d.guests.Wait()
	return err
}

func (d *Door) receive() {
	for {
		conn, err := d.listener.Accept()
		if err != nil {
			return
		}
		select {
		case d.free <- struct{}{}:
		case <-d.ctx.Done():
			_ = conn.Close()
			return
		}
		d.guests.Go(func() {
			defer func() { <-d.free }()
			d.serve(conn)
		})
	}
}

// serve answers one request. A guest who goes away ends it.
func (d *Door) serve(conn net.Conn) {
	defer conn.Close()
	ctx, stop := context.WithCancel(d.ctx)
	defer stop()
	gone := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer gone()
	_ = conn.SetReadDeadline(time.Now().Add(requestTime))
	in := bufio.NewReader(io.LimitReader(conn, mostRequest))
	request, err := in.ReadBytes('\n')
	if err != nil {
		return
	}
	_ = conn.SetReadDeadline(time.Time{})
	d.guests.Go(func() {
		_, _ = io.Copy(io.Discard, conn) // ends when the guest has gone
		stop()
	})
	out := json.NewEncoder(conn)
	write := func(p part) {
		_ = conn.SetWriteDeadline(time.Now().Add(deliveryTime))
		if out.Encode(p) != nil {
			stop()
		}
	}
	last := part{Last: true}
	if err := d.answer(ctx, request, func(text string) { write(part{Text: text}) }); err != nil {
		last.Error = err.Error()
	}
	write(last)
}

func (d *Door) answer(ctx context.Context, line []byte, heard func(string)) error {
	var r Request
	if err := json.Unmarshal(line, &r); err != nil {
		return errors.New("that is no request of baton's")
	}
	switch r.Do {
	case Say:
		return d.stage.Say(ctx, r.Channel, r.Who, r.Text, heard)
	case Read:
		lines, err := d.stage.Read(r.Channel)
		for _, l := range lines {
			heard(l)
		}
		return err
	case Channels:
		for _, l := range d.stage.Channels() {
			heard(l)
		}
		return nil
	}
	return errors.New("the demo that runs does not know how to do that; it may be of another version of baton")
}
