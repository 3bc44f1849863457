package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"
)

// healthAddress is where a bot answers /healthz unless it is told otherwise: on this machine only.
const healthAddress = "127.0.0.1:7478"

func (a *app) botCommand() *cobra.Command {
	var unit, asJSON bool
	var health string
	c := &cobra.Command{
		Use: "bot", Short: "Serve Slack without a screen, for a small server", Args: cobra.NoArgs,
		Long: "bot does what a console does for Slack, without a screen: it mirrors the channels of incidents, carries out what people ask for " +
			"with /incident, and tells the channels what the record says. A console on the same machine attaches to it. " +
			"It writes a log to standard error and answers /healthz: 200 while it is connected, 503 while it is not.",
		Example: "baton bot\nbaton bot --systemd > /etc/systemd/system/baton.service",
		RunE: func(c *cobra.Command, _ []string) error {
			if unit {
				return writeUnit(c.OutOrStdout())
			}
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt)
			defer stop()
			return a.bot(ctx, newLog(c.ErrOrStderr(), asJSON), health)
		},
	}
	f := c.Flags()
	f.BoolVar(&unit, "systemd", false, "print a unit file for systemd and end")
	f.BoolVar(&asJSON, "log-json", false, "write the log as JSON")
	f.StringVar(&health, "health", healthAddress, "address that answers /healthz; empty for none")
	return c
}

func newLog(w io.Writer, asJSON bool) *slog.Logger {
	if asJSON {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// bot serves until it is told to end. What is under way is finished first.
func (a *app) bot(ctx context.Context, log *slog.Logger, address string) (err error) {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close(context.WithoutCancel(ctx))) }()
	live := newSlackService(s, log)
	end, err := serveHealth(ctx, address, live, log)
	if err != nil {
		return err
	}
	defer end()
	log.Info("baton bot runs", "version", version, "record", s.store, "health", address, "owner", s.log.Owner())
	if !s.log.Owner() {
		log.Info("another baton has the record open and serves Slack; this one takes over when it ends")
	}
	err = ended(live.run(ctx))
	log.Info("baton bot ends", "error", fmt.Sprint(err))
	return err
}

// serveHealth answers /healthz until end is called.
func serveHealth(ctx context.Context, address string, live *slackService, log *slog.Logger) (end func(), err error) {
	if address == "" {
		return func() {}, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("answer /healthz: %w; --health names another address, or none", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", live.health)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			log.Error("/healthz is not answered any more", "error", err.Error())
		}
	}()
	return func() {
		_ = server.Close()
		<-ended
	}, nil
}

// unitFile is what systemd needs. Tokens come from a file that only root reads, or from systemd's credentials.
const unitFile = `[Unit]
Description=baton, the incident commander's console: Slack without a screen
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
ExecStart=%s bot
Environment=BATON_HOME=%%S/baton
# the two tokens, each as NAME=value: BATON_SLACK_BOT_TOKEN and BATON_SLACK_APP_TOKEN; mode 0600
EnvironmentFile=/etc/baton/tokens
DynamicUser=yes
StateDirectory=baton
StateDirectoryMode=0700
UMask=0077
Restart=always
RestartSec=2
TimeoutStopSec=30
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX

[Install]
WantedBy=multi-user.target
`

func writeUnit(w io.Writer) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	_, err = fmt.Fprintf(w, unitFile, program)
	return err
}
