package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
)

// server is a small server: a workspace in front of it, and a home in which bots live and die.
type server struct {
	t      *testing.T
	home   string
	health string
	world  *slackfake.Workspace
	people []*slackfake.Person
	dev    slackfake.ChannelID
}

func newServer(t *testing.T) *server {
	t.Helper()
	world, err := slackfake.New(slackfake.Options{Seed: 9, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	s := &server{t: t, home: filepath.Join(t.TempDir(), "home"), world: world, health: freeAddress(t)}
	t.Cleanup(func() {
		if err := world.Close(); err != nil {
			t.Error(err)
		}
	})
	var members []slackfake.UserID
	for _, name := range []string{"nadia", "tomas", "lena"} {
		s.people = append(s.people, world.AddUser(slackfake.User{Name: name}))
		members = append(members, s.people[len(s.people)-1].ID())
	}
	s.dev = world.AddChannel(slackfake.Channel{Name: "dev-incidents", Members: members})
	return s
}

// freeAddress is a loopback address that nobody listens at.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// bot starts one. What it logs is in the returned buffer once it has ended.
func (s *server) bot() (*exec.Cmd, *bytes.Buffer) {
	s.t.Helper()
	c := s.baton("bot", "--health", s.health)
	log := &bytes.Buffer{}
	c.Stderr = log
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = c.Process.Kill() })
	return c, log
}

func (s *server) baton(args ...string) *exec.Cmd {
	c := batonIn(s.home, args...)
	c.Env = append(c.Env, "BATON_SLACK_API="+s.world.APIURL(), "BATON_SLACK_BOT_TOKEN="+s.world.BotToken(), "BATON_SLACK_APP_TOKEN="+s.world.AppToken())
	return c
}

func (s *server) until(what string, holds func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			s.t.Fatalf("it never came that %s", what)
		}
	}
}

// asked is the answer of /healthz.
func (s *server) asked() (status int, body string) {
	answer, err := http.Get("http://" + s.health + "/healthz")
	if err != nil {
		return 0, ""
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, ""
	}
	return answer.StatusCode, string(text)
}

func (s *server) live() {
	s.t.Helper()
	s.until("the bot is live", func() bool {
		status, body := s.asked()
		return status == http.StatusOK && strings.Contains(body, "live, 2 connections")
	})
}

// messages are the texts of the messages in the record, in its order.
func (s *server) messages(ref string) []string {
	s.t.Helper()
	c := s.baton("log", ref, "--json")
	out, err := c.Output()
	if err != nil {
		s.t.Fatal(err)
	}
	var texts []string
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var line timeline.LogLine
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			s.t.Fatal(err)
		}
		if line.Kind == "message_posted" {
			texts = append(texts, line.Text)
		}
	}
	return texts
}

// TestABotThatIsKilledMissesNothing kills the bot twice in the middle of a burst and starts it again: everything that was
// said is in the record, once and in order.
func TestABotThatIsKilledMissesNothing(t *testing.T) {
	s := newServer(t)
	bot, _ := s.bot()
	s.live()
	if _, err := s.people[0].Type(s.dev, "/incident List import problems"); err != nil {
		t.Fatal(err)
	}
	ref := string(incident.NewRef("List import problems", time.Now().UTC(), 1))
	var id slackfake.ChannelID
	s.until("the channel is there", func() bool {
		id = s.world.ChannelNamed(ref)
		return id != ""
	})
	for _, p := range s.people[1:] {
		if err := p.Join(id); err != nil {
			t.Fatal(err)
		}
	}
	s.until("who declared it is invited", func() bool { return slices.Contains(s.world.Channel(id).Members, s.people[0].ID()) })
	const each = 100
	var talk sync.WaitGroup
	for k, p := range s.people {
		talk.Go(func() {
			for n := range each {
				if _, err := p.Say(id, fmt.Sprintf("%d says %d", k, n)); err != nil {
					t.Error(err)
				}
				time.Sleep(3 * time.Millisecond)
			}
		})
	}
	for range 2 {
		time.Sleep(100 * time.Millisecond)
		if err := bot.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = bot.Wait()
		bot, _ = s.bot()
	}
	talk.Wait()
	s.live()
	var got []string
	s.until("everything is in the record", func() bool {
		got = slices.DeleteFunc(s.messages(ref), func(text string) bool { return !strings.Contains(text, " says ") })
		return len(got) >= each*len(s.people)
	})
	var want []string
	for _, m := range s.world.Messages(id) {
		if strings.Contains(m.Text, " says ") {
			want = append(want, m.Text)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("the channel has %d messages, the record %d, or in another order", len(want), len(got))
	}
}

// TestABotEndsWhenItIsTold: SIGTERM ends it cleanly, the console and other commands use the record beside it, and what it
// logs holds no token.
func TestABotEndsWhenItIsTold(t *testing.T) {
	s := newServer(t)
	bot, log := s.bot()
	s.live()
	if out, err := s.baton("declare", "Mail is slow").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s.until("the incident has its channel", func() bool {
		out, err := s.baton("doctor", "--slack").CombinedOutput()
		return err == nil && strings.Contains(string(out), "_mail_is_slow for ")
	})
	s.world.RevokeTokens("token_revoked")
	if err := bot.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := bot.Wait(); err != nil {
		t.Errorf("the bot ended with %v\n%s", err, log)
	}
	for _, secret := range []string{s.world.BotToken(), s.world.AppToken()} {
		if strings.Contains(log.String(), secret) {
			t.Error("a token is in the log")
		}
	}
	if !strings.Contains(log.String(), "baton bot ends") {
		t.Errorf("the log is\n%s", log)
	}

	bot, log = s.bot()
	s.until("it is said that the token no longer works", func() bool {
		status, body := s.asked()
		return status == http.StatusServiceUnavailable && strings.Contains(body, "token_revoked")
	})
	if err := bot.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := bot.Wait(); err != nil {
		t.Errorf("the bot ended with %v\n%s", err, log)
	}
}

func TestTheUnitFileNamesThisProgram(t *testing.T) {
	out, err := batonIn(t.TempDir(), "bot", "--systemd").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nExecStart=/", " bot\n", "\nEnvironment=BATON_HOME=%S/baton\n", "\nRestart=always\n"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
