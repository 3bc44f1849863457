package demo

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// doorway gives the test a runtime folder of its own, whose path is short enough for a socket.
func doorway(t *testing.T) (folder string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the folder of the session is not told by XDG_RUNTIME_DIR")
	}
	dir, err := os.MkdirTemp("/tmp", "bt")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	t.Setenv("XDG_RUNTIME_DIR", dir)
	if folder = doorFolder(); filepath.Dir(folder) != dir {
		t.Fatalf("the door is in %s", folder)
	}
	return folder
}

func openDoor(t *testing.T, s *Stage) *Door {
	t.Helper()
	d, err := OpenDoor(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func asks(t *testing.T, r Request) ([]string, error) {
	t.Helper()
	var heard []string
	err := Ask(patience(t), r, func(text string) { heard = append(heard, text) })
	return heard, err
}

func TestOthersComeInByTheDoor(t *testing.T) {
	folder := doorway(t)
	if _, err := asks(t, Request{Do: Channels}); !errors.Is(err, ErrNoDemo) {
		t.Fatalf("with no demo: %v", err)
	}
	s := newStage(t)
	d := openDoor(t, s)
	if info, err := os.Stat(filepath.Join(folder, doorName)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is %v: %v", info.Mode(), err)
	}
	if heard, err := asks(t, Request{Do: Channels}); err != nil || !slices.Equal(heard, s.Channels()) {
		t.Errorf("channels: %q, %v", heard, err)
	}
	if heard, err := asks(t, Request{Do: Say, Channel: "#general", Who: "ruth", Text: "hello"}); err != nil || len(heard) != 1 || !strings.HasSuffix(heard[0], "ruth: hello") {
		t.Errorf("said: %q, %v", heard, err)
	}
	want, _ := s.Read("general")
	if heard, err := asks(t, Request{Do: Read, Channel: "general"}); err != nil || !slices.Equal(heard, want) || !strings.HasSuffix(want[len(want)-1], "ruth: hello") {
		t.Errorf("read: %q, %v", heard, err)
	}
	if _, err := asks(t, Request{Do: Read, Channel: "nonsense"}); err == nil || !strings.Contains(err.Error(), "there is no channel #nonsense") {
		t.Errorf("read what is not there: %v", err)
	}
	if _, err := asks(t, Request{Do: "dance"}); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("asked for what nobody knows: %v", err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if _, err := asks(t, Request{Do: Channels}); !errors.Is(err, ErrNoDemo) {
		t.Errorf("after the demo: %v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestTheNewestDemoHasTheDoor(t *testing.T) {
	folder := doorway(t)
	old, fresh := newStage(t), newStage(t)
	fresh.Admit("zac")
	first := openDoor(t, old)
	second := openDoor(t, fresh)
	say := Request{Do: Say, Channel: "#general", Who: "zac", Text: "here"}
	if _, err := asks(t, say); err != nil {
		t.Errorf("the older demo answers: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Error(err)
	}
	if _, err := asks(t, say); err != nil {
		t.Errorf("the older demo took the door with it: %v", err)
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
	// What a demo that was killed leaves behind is nobody's, and is replaced.
	dead, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(folder, doorName), Net: "unix"})
	if err != nil {
		t.Fatal(err)
	}
	dead.SetUnlinkOnClose(false)
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := asks(t, say); !errors.Is(err, ErrNoDemo) {
		t.Errorf("a dead demo: %v", err)
	}
	third := openDoor(t, fresh)
	if _, err := asks(t, say); err != nil {
		t.Errorf("behind a dead demo: %v", err)
	}
	if err := third.Close(); err != nil {
		t.Error(err)
	}
}

func TestAFolderOfOthersIsNotUsed(t *testing.T) {
	folder := doorway(t)
	s := newStage(t)
	spoiled := map[string]func() error{
		"open to others": func() error { return errors.Join(os.Mkdir(folder, 0o700), os.Chmod(folder, 0o755)) },
		"a file":         func() error { return os.WriteFile(folder, nil, 0o600) },
		"a link":         func() error { return os.Symlink(t.TempDir(), folder) },
	}
	for name, spoil := range spoiled {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenDoor(s); err == nil || !strings.Contains(err.Error(), "not a folder that only you can use") {
			t.Errorf("%s: opened with %v", name, err)
		}
		if _, err := asks(t, Request{Do: Channels}); err == nil || !strings.Contains(err.Error(), "not a folder that only you can use") {
			t.Errorf("%s: asked with %v", name, err)
		}
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTheRuntimeFolderHasToBeOurs: with another user's, as su leaves it behind, the temporary folder is used.
func TestTheRuntimeFolderHasToBeOurs(t *testing.T) {
	session := filepath.Dir(doorway(t))
	for _, spoil := range []func() error{
		func() error { return os.Chmod(session, 0o755) },
		func() error { return os.Remove(session) },
	} {
		if err := spoil(); err != nil {
			t.Fatal(err)
		}
		if folder := doorFolder(); filepath.Dir(folder) == session {
			t.Errorf("the door is in %s", folder)
		}
	}
}

// TestGuestsWhoMisbehave: nonsense is refused, endless lines end, and who goes away frees their place.
func TestGuestsWhoMisbehave(t *testing.T) {
	folder := doorway(t)
	d := openDoor(t, newStage(t))
	defer d.Close()
	knock := func() net.Conn {
		c, err := (&net.Dialer{}).DialContext(patience(t), "unix", filepath.Join(folder, doorName))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for range 2 * mostGuests { // more than can be in at once, and none stays
		c := knock()
		if _, err := c.Write([]byte("{\"do\":3}\n")); err != nil {
			t.Fatal(err)
		}
		var p part
		if err := json.NewDecoder(bufio.NewReader(c)).Decode(&p); err != nil || !p.Last || !strings.Contains(p.Error, "no request") {
			t.Errorf("nonsense was answered by %+v, %v", p, err)
		}
		_ = c.Close()
	}
	for range mostGuests {
		_ = knock().Close()
	}
	long := knock()
	defer long.Close()
	_, _ = long.Write(make([]byte, mostRequest+1)) // it may be shut in the middle
	if n, err := long.Read(make([]byte, 1)); n > 0 || err == nil {
		t.Error("an endless line was answered")
	}
	if _, err := asks(t, Request{Do: Channels}); err != nil {
		t.Errorf("nobody else gets in: %v", err)
	}
}

// TestClosingDoesNotWaitForGuests: who is in is sent away.
func TestClosingDoesNotWaitForGuests(t *testing.T) {
	doorway(t)
	s := newStage(t)
	arrived := make(chan struct{})
	serve(t, s, func(*app, envelope) any {
		close(arrived)
		return map[string]any{"text": "one answer, and nobody knows whether there will be more"}
	})
	s.more = 1 << 40
	d := openDoor(t, s)
	ended := make(chan error, 1)
	go func() {
		ended <- Ask(context.Background(), Request{Do: Say, Channel: "#general", Who: "ruth", Text: "/incident help"}, func(string) {})
	}()
	<-arrived
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err == nil {
		t.Error("the answer ended well")
	}
}
