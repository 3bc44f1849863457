package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// Ring keeps secrets under the name of their entry.
type Ring interface {
	Get(ctx context.Context, entry string) (Secret, error)
	Set(ctx context.Context, entry string, s Secret) error
	Delete(ctx context.Context, entry string) error
}

var (
	// ErrNoEntry says that the keyring answers and has no such entry.
	ErrNoEntry = errors.New("not in the keyring")
	// ErrNoRing says that this machine has no keyring, or none that answers.
	ErrNoRing = errors.New("this machine has no keyring that answers")
)

// service is the name under which a keyring lists what is ours.
const service = "baton"

// SystemRing is the keyring of the system: the Keychain of macOS, the Credential Manager of Windows, the Secret Service
// of a Linux desktop. It may ask the person to unlock it, which Patience bounds.
type SystemRing struct{ Patience time.Duration }

// Get reads an entry.
func (r SystemRing) Get(ctx context.Context, entry string) (Secret, error) {
	var found Secret
	err := r.ask(ctx, func() error {
		text, err := keyring.Get(service, entry)
		found = New(text)
		return err
	})
	if err != nil {
		return Secret{}, err // found may yet be written, by a keyring that answers too late
	}
	return found, nil
}

// Set writes an entry, over an older one too.
func (r SystemRing) Set(ctx context.Context, entry string, s Secret) error {
	return r.ask(ctx, func() error { return keyring.Set(service, entry, s.Reveal()) })
}

// Delete takes an entry out.
func (r SystemRing) Delete(ctx context.Context, entry string) error {
	return r.ask(ctx, func() error { return keyring.Delete(service, entry) })
}

// ask gives the keyring so much time. What does not answer is left behind: the program is about to end or to go on
// without it, and the library cannot be interrupted.
func (r SystemRing) ask(ctx context.Context, do func() error) error {
	if !busAtHand() {
		return fmt.Errorf("%w (there is no D-Bus session)", ErrNoRing)
	}
	ctx, stop := context.WithTimeout(ctx, r.Patience)
	defer stop()
	answer := make(chan error, 1)
	go func() { answer <- do() }()
	select {
	case err := <-answer:
		return ringError(err)
	case <-ctx.Done():
		return errors.New("the keyring did not answer in time; it may wait for somebody to unlock it")
	}
}

// ringError says in our words what a keyring's library says in the system's.
func ringError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNoEntry
	case errors.Is(err, keyring.ErrUnsupportedPlatform), errors.Is(err, exec.ErrNotFound):
		return ErrNoRing
	case errors.Is(err, keyring.ErrSetDataTooBig):
		return errors.New("the text is too long for the keyring of this system")
	case strings.Contains(err.Error(), "org.freedesktop.secrets"):
		return fmt.Errorf("%w (no Secret Service on D-Bus)", ErrNoRing)
	case errors.Is(err, os.ErrNotExist), strings.Contains(err.Error(), "connection refused"), strings.HasPrefix(err.Error(), "dbus:"):
		return fmt.Errorf("%w (its D-Bus session is gone)", ErrNoRing)
	}
	return errors.New("the keyring refused; it may be locked")
}

// busAtHand tells whether a desktop's message bus runs. Without one the library would start a bus of its own, which has
// no keyring and stays behind.
func busAtHand() bool {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return true
	}
	if address := os.Getenv("DBUS_SESSION_BUS_ADDRESS"); address != "" && address != "autolaunch:" {
		return true
	}
	_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
	return err == nil
}
