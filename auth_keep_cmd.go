package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"baton/integrations/secret"
	slackapp "baton/integrations/slack/app"
)

// storeToken reads a token and keeps it in the keyring.
func (a *app) storeToken(c *cobra.Command, which string) error {
	var t slackapp.Token
	switch which {
	case "bot":
		t = slackapp.BotToken
	case "app":
		t = slackapp.AppToken
	default:
		return usageError{fmt.Errorf("--store takes bot or app, not %q", which)}
	}
	set, err := a.settings()
	if err != nil {
		return err
	}
	token, err := readSecret(c.Context(), c.ErrOrStderr(), t)
	if err != nil {
		return err
	}
	if err := t.Check(token); err != nil {
		return fmt.Errorf("nothing was stored: %w", err)
	}
	w := set.wanted(t)
	if err := ring.Set(c.Context(), w.Entry, token); err != nil {
		return fmt.Errorf("nothing was stored: %w; %s", err, storingHint(w, which, err))
	}
	fmt.Fprintf(c.OutOrStdout(), "the %s is in the keyring; next: baton auth slack\n", t)
	if place, _ := w.Locate(c.Context(), ring); place != secret.Keyring {
		fmt.Fprintf(c.ErrOrStderr(), "but another one %s comes before it\n", w.At(place))
	}
	return nil
}

// storingHint says what to do where the keyring takes nothing.
func storingHint(w secret.Wanted, which string, err error) string {
	if errors.Is(err, secret.ErrNoRing) {
		return keepingHint(w, which, secret.Nowhere, err)
	}
	return "unlock it, then baton auth slack --store " + which
}

// forgetTokens takes both tokens out of the keyring.
func (a *app) forgetTokens(c *cobra.Command) error {
	set, err := a.settings()
	if err != nil {
		return err
	}
	for _, t := range []slackapp.Token{slackapp.BotToken, slackapp.AppToken} {
		w := set.wanted(t)
		switch err := ring.Delete(c.Context(), w.Entry); {
		case errors.Is(err, secret.ErrNoEntry):
			fmt.Fprintf(c.OutOrStdout(), "the %s was not in the keyring\n", t)
		case err != nil:
			return fmt.Errorf("forget the %s: %w", t, err)
		default:
			fmt.Fprintf(c.OutOrStdout(), "the %s is no longer in the keyring; it works until you revoke it at https://api.slack.com/apps\n", t)
		}
		if place, _ := w.Locate(c.Context(), ring); place != secret.Nowhere {
			fmt.Fprintf(c.ErrOrStderr(), "but there still is one %s\n", w.At(place))
		}
	}
	return nil
}

// mostToken bytes are read of standard input. Slack's tokens have about 60 to 120.
const mostToken = 4 << 10

// readSecret reads one line from standard input, without echo where a person types it.
func readSecret(ctx context.Context, prompt io.Writer, t slackapp.Token) (secret.Secret, error) {
	if fd := int(os.Stdin.Fd()); term.IsTerminal(fd) {
		fmt.Fprintf(prompt, "the %s (nothing is shown while you type): ", t)
		s, err := readHidden(ctx, fd)
		fmt.Fprintln(prompt)
		return s, err
	}
	in := bufio.NewScanner(io.LimitReader(os.Stdin, mostToken))
	in.Scan()
	return secret.New(strings.TrimSpace(in.Text())), in.Err()
}

// readHidden gives the terminal its echo back also where the person thinks better of it.
func readHidden(ctx context.Context, fd int) (secret.Secret, error) {
	before, err := term.GetState(fd)
	if err != nil {
		return secret.Secret{}, err
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	type line struct {
		text []byte
		err  error
	}
	typed := make(chan line, 1)
	go func() {
		text, err := term.ReadPassword(fd)
		typed <- line{text, err}
	}()
	select {
	case l := <-typed:
		return secret.New(strings.TrimSpace(string(l.text))), l.err
	case <-ctx.Done():
		_ = term.Restore(fd, before)
		return secret.Secret{}, errors.New("nothing was stored")
	}
}
