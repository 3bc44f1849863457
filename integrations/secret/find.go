package secret

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
)

// Place is where a secret was found.
type Place int

// Places, in the order in which they are looked at.
const (
	Nowhere Place = iota
	Environment
	Command
	Keyring
)

// String is the word of a place in JSON.
func (p Place) String() string {
	return [...]string{"nowhere", "environment", "command", "keyring"}[p]
}

// Wanted says which secret is looked for, and under which name in each place.
type Wanted struct {
	Variable string // of the environment
	Key      string // of the configuration, whose value is Command
	Command  string // what to run; "" where the configuration has none
	File     string // the configuration, which only its owner may write if a command of it is run
	Entry    string // in the keyring
}

// ErrMissing is inside the error for a secret that is in none of the places.
var ErrMissing = errors.New("not set")

// At says a place in words.
func (w Wanted) At(p Place) string {
	switch p {
	case Environment:
		return "from $" + w.Variable
	case Command:
		return "from " + w.Key + " of the configuration"
	case Keyring:
		return "from the keyring"
	}
	return "not set"
}

// Locate says where the secret would come from. It runs no command.
func (w Wanted) Locate(ctx context.Context, ring Ring) (Place, error) {
	switch {
	case w.fromEnvironment() != "":
		return Environment, nil
	case w.Command != "":
		return Command, nil
	}
	_, err := w.fromKeyring(ctx, ring)
	if err != nil {
		return Nowhere, err
	}
	return Keyring, nil
}

// Find gives the secret and where it was. A place that has it but fails is an error and does not lead to the next one:
// another token would be used than the one that was asked for.
func (w Wanted) Find(ctx context.Context, ring Ring) (Secret, Place, error) {
	if text := w.fromEnvironment(); text != "" {
		return New(text), Environment, nil
	}
	if w.Command != "" {
		if err := safeFile(w.File); err != nil {
			return Secret{}, Command, err
		}
		s, err := usualRunner().run(ctx, w.Key, w.Command)
		return s, Command, err
	}
	s, err := w.fromKeyring(ctx, ring)
	if errors.Is(err, ErrMissing) {
		return Secret{}, Nowhere, err
	}
	return s, Keyring, err
}

func (w Wanted) fromEnvironment() string { return strings.TrimSpace(os.Getenv(w.Variable)) }

// fromKeyring is the last place, so what is missing there is missing altogether.
func (w Wanted) fromKeyring(ctx context.Context, ring Ring) (Secret, error) {
	s, err := ring.Get(ctx, w.Entry)
	switch {
	case errors.Is(err, ErrNoEntry):
		return s, fmt.Errorf("%w: neither $%s nor %s nor the keyring has it", ErrMissing, w.Variable, w.Key)
	case errors.Is(err, ErrNoRing):
		return s, fmt.Errorf("%w: neither $%s nor %s has it, and %w", ErrMissing, w.Variable, w.Key, err)
	}
	return s, err
}
