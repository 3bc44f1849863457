package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"
)

// drawer is a keyring in memory.
type drawer struct {
	entries map[string]Secret
	fault   error
}

func (d drawer) Get(_ context.Context, entry string) (Secret, error) {
	if d.fault != nil {
		return Secret{}, d.fault
	}
	if s, ok := d.entries[entry]; ok {
		return s, nil
	}
	return Secret{}, ErrNoEntry
}

func (d drawer) Set(_ context.Context, entry string, s Secret) error {
	d.entries[entry] = s
	return d.fault
}

func (d drawer) Delete(_ context.Context, entry string) error {
	delete(d.entries, entry)
	return d.fault
}

func wanted(t *testing.T, command string) Wanted {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("BATON_TEST_TOKEN", "")
	return Wanted{Variable: "BATON_TEST_TOKEN", Key: "slack.bot_token_command", Command: command, File: file, Entry: "entry"}
}

func TestTheOrderOfPlaces(t *testing.T) {
	ring := drawer{entries: map[string]Secret{"entry": New("of-ring")}}
	w := wanted(t, "echo of-command")
	t.Setenv("BATON_TEST_TOKEN", " of-environment\n")
	check := func(text string, at Place) {
		t.Helper()
		s, place, err := w.Find(t.Context(), ring)
		if err != nil || s.Reveal() != text || place != at {
			t.Errorf("found %q in %v, %v; not %q", s.Reveal(), place, err, text)
		}
		if located, err := w.Locate(t.Context(), ring); err != nil || located != at {
			t.Errorf("located in %v, %v; not in %v", located, err, at)
		}
	}
	check("of-environment", Environment)
	t.Setenv("BATON_TEST_TOKEN", "  ")
	check("of-command", Command)
	w.Command = ""
	check("of-ring", Keyring)
	delete(ring.entries, "entry")
	_, place, err := w.Find(t.Context(), ring)
	if !errors.Is(err, ErrMissing) || place != Nowhere || !strings.Contains(err.Error(), "$BATON_TEST_TOKEN") {
		t.Errorf("%v, %v", place, err)
	}
	ring.fault = fmt.Errorf("%w (there is no D-Bus session)", ErrNoRing)
	if _, err := w.Locate(t.Context(), ring); !errors.Is(err, ErrMissing) || !errors.Is(err, ErrNoRing) {
		t.Errorf("without a keyring: %v", err)
	}
	ring.fault = errors.New("locked")
	if _, place, err := w.Find(t.Context(), ring); place != Keyring || errors.Is(err, ErrMissing) || err == nil {
		t.Errorf("a keyring that is locked: %v, %v", place, err)
	}
}

// needShell skips where commands are not those of a POSIX shell.
func needShell(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("the commands of this test are of a POSIX shell")
	}
}

// TestACommandThatFails is an error, and not the keyring's token in place of the one that was asked for.
func TestACommandThatFails(t *testing.T) {
	needShell(t)
	w := wanted(t, "echo xoxb-half; echo xoxb-half >&2; exit 3")
	s, place, err := w.Find(t.Context(), drawer{entries: map[string]Secret{"entry": New("of-ring")}})
	if err == nil || !s.IsZero() || place != Command || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("%q, %v, %v", s.Reveal(), place, err)
	}
	if strings.Contains(fmt.Sprint(err), "xoxb") {
		t.Errorf("the error shows what was printed: %v", err)
	}
}

func TestWhatACommandPrints(t *testing.T) {
	needShell(t)
	r := runner{patience: 10 * time.Second, most: 64}
	for _, c := range []struct{ line, token, fault string }{
		{"echo '  xoxb-secret '", "xoxb-secret", ""},
		{"printf xoxb-secret", "xoxb-secret", ""},
		{"true", "", "printed nothing"},
		{"printf 'xoxb-secret\\nurl: x\\n'", "", "more than one line"},
		{"yes xoxb-secret", "", "more than 64 bytes"},
		{"echo xoxb-secret; exit 1", "", "exit status 1"},
		{"no_such_program_at_all xoxb-secret", "", "exit status 127"},
		{"kill -9 $$", "", "killed"},
	} {
		s, err := r.run(t.Context(), "the_command", c.line)
		if s.Reveal() != c.token || (err == nil) != (c.fault == "") {
			t.Errorf("%s: %q, %v", c.line, s.Reveal(), err)
		}
		if err != nil && (!strings.Contains(err.Error(), c.fault) || !strings.Contains(err.Error(), "the_command") || strings.Contains(err.Error(), "xoxb")) {
			t.Errorf("%s: the error is %v", c.line, err)
		}
	}
}

// TestACommandThatWaits: it ends in time, also where a child of it keeps the pipe.
func TestACommandThatWaits(t *testing.T) {
	needShell(t)
	r := runner{patience: 50 * time.Millisecond, most: 64}
	for _, line := range []string{"sleep 20", "sleep 20 & echo xoxb-secret; wait"} {
		begun := time.Now()
		if _, err := r.run(t.Context(), "key", line); err == nil || !strings.Contains(err.Error(), "did not end within") {
			t.Errorf("%s: %v", line, err)
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s held us for %s", line, took)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := r.run(ctx, "key", "echo x"); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestAConfigurationThatOthersCanWrite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions of Windows are not in a file's mode")
	}
	w := wanted(t, "echo xoxb-secret")
	if err := os.Chmod(w.File, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.Find(t.Context(), drawer{}); err == nil || !strings.Contains(err.Error(), "chmod go-w") {
		t.Errorf("a command of a file that anybody can write: %v", err)
	}
}

func TestTheSystemsRing(t *testing.T) {
	keyring.MockInit()
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	r := SystemRing{Patience: time.Minute}
	if _, err := r.Get(t.Context(), "entry"); !errors.Is(err, ErrNoEntry) {
		t.Errorf("an empty ring: %v", err)
	}
	if err := r.Set(t.Context(), "entry", New("text")); err != nil {
		t.Fatal(err)
	}
	if s, err := r.Get(t.Context(), "entry"); err != nil || s.Reveal() != "text" {
		t.Errorf("%q, %v", s.Reveal(), err)
	}
	if err := r.Delete(t.Context(), "entry"); err != nil {
		t.Fatal(err)
	}
	if err := r.Delete(t.Context(), "entry"); !errors.Is(err, ErrNoEntry) {
		t.Errorf("deleted twice: %v", err)
	}
	for _, c := range []struct{ fault, want string }{
		{"The name org.freedesktop.secrets was not provided by any .service files", "no Secret Service"},
		{"dbus: invalid bus address (no transport)", "session is gone"},
		{"dial unix /nowhere: connect: connection refused", "session is gone"},
		{"prompt for secret-text dismissed", "the keyring refused"},
	} {
		keyring.MockInitWithError(errors.New(c.fault))
		_, err := r.Get(t.Context(), "entry")
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret-text") {
			t.Errorf("%s: %v", c.fault, err)
		}
	}
	keyring.MockInitWithError(keyring.ErrUnsupportedPlatform)
	if err := r.Set(t.Context(), "entry", New("text")); !errors.Is(err, ErrNoRing) {
		t.Errorf("no keyring for this system: %v", err)
	}
}

// TestAMachineWithoutADesktop has a hint, and no bus is started for it.
func TestAMachineWithoutADesktop(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	if busAtHand() {
		t.Skip("this machine has a desktop")
	}
	_, err := SystemRing{Patience: time.Minute}.Get(t.Context(), "entry")
	if !errors.Is(err, ErrNoRing) || !strings.Contains(err.Error(), "D-Bus") || strings.Contains(err.Error(), "exec") {
		t.Errorf("%v", err)
	}
}

// TestARingThatDoesNotAnswer is left behind.
func TestARingThatDoesNotAnswer(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
	hold := make(chan struct{})
	defer close(hold)
	err := SystemRing{Patience: 10 * time.Millisecond}.ask(t.Context(), func() error { <-hold; return nil })
	if err == nil || !strings.Contains(err.Error(), "did not answer in time") {
		t.Errorf("%v", err)
	}
}
