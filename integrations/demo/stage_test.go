package demo

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// app is what serves the stage in these tests: it does what the test says with each envelope, and acknowledges it.
type app struct {
	t     *testing.T
	stage *Stage
	conn  *websocket.Conn
}

// envelope is what an app gets.
type envelope struct {
	ID      string `json:"envelope_id"`
	Type    string `json:"type"`
	Payload struct {
		Text    string `json:"text"`
		URL     string `json:"response_url"`
		Actions []struct {
			Action string `json:"action_id"`
			Value  string `json:"value"`
		} `json:"actions"`
	} `json:"payload"`
}

func newStage(t *testing.T) *Stage {
	t.Helper()
	s, err := NewStage(NewClock(MinSpeed))
	if err != nil {
		t.Fatal(err)
	}
	s.more = 10 * time.Millisecond
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// patience is a context that ends a test that hangs.
func patience(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// serve connects an app, which answers each envelope with what answer gives for the acknowledgement.
func serve(t *testing.T, s *Stage, answer func(a *app, e envelope) any) *app {
	t.Helper()
	a := &app{t: t, stage: s}
	var opened struct{ URL string }
	a.call(s.AppToken(), "apps.connections.open", url.Values{}, &opened)
	conn, resp, err := websocket.DefaultDialer.DialContext(patience(t), opened.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	a.conn = conn
	ended := make(chan struct{})
	t.Cleanup(func() {
		_ = conn.Close()
		<-ended
	})
	go func() {
		defer close(ended)
		for {
			var e envelope
			if conn.ReadJSON(&e) != nil {
				return
			}
			if e.ID == "" {
				continue
			}
			ack := map[string]any{"envelope_id": e.ID}
			if payload := answer(a, e); payload != nil {
				ack["payload"] = payload
			}
			if conn.WriteJSON(ack) != nil {
				return
			}
		}
	}()
	if err := s.world.WaitSockets(patience(t), 1); err != nil {
		t.Fatal(err)
	}
	return a
}

// call calls the Web API.
func (a *app) call(token, method string, args url.Values, answer any) {
	a.t.Helper()
	r, err := http.NewRequestWithContext(patience(a.t), http.MethodPost, a.stage.APIURL()+method, strings.NewReader(args.Encode()))
	if err != nil {
		a.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	body := a.send(r)
	var said struct{ OK bool }
	if err := json.Unmarshal(body, &said); err != nil || !said.OK {
		a.t.Fatalf("%s: %s", method, body)
	}
	if answer != nil {
		if err := json.Unmarshal(body, answer); err != nil {
			a.t.Fatal(err)
		}
	}
}

// respond answers by a response_url.
func (a *app) respond(to string, reply map[string]any) {
	text, _ := json.Marshal(reply)
	r, err := http.NewRequestWithContext(context.Background(), http.MethodPost, to, bytes.NewReader(text))
	if err != nil {
		a.t.Error(err)
		return
	}
	a.send(r)
}

func (a *app) send(r *http.Request) []byte {
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		a.t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		a.t.Errorf("%s answers %d %s: %v", r.URL, resp.StatusCode, body, err)
	}
	return body
}

// says lets somebody say something and gives what they heard.
func says(t *testing.T, s *Stage, channel, who, text string) ([]string, error) {
	t.Helper()
	var heard []string
	err := s.Say(patience(t), channel, who, text, func(line string) { heard = append(heard, line) })
	return heard, err
}

func TestASlashCommandIsTypedAndEachAnswerHeard(t *testing.T) {
	s := newStage(t)
	texts := make(chan string, 1)
	serve(t, s, func(a *app, e envelope) any {
		texts <- e.Type + ": " + e.Payload.Text
		a.respond(e.Payload.URL, map[string]any{"text": "first, for <@" + string(s.person("ruth").ID()) + "> &amp; \x1b[31mred\x1b[m"})
		return map[string]any{"text": "second"}
	})
	heard, err := says(t, s, "#dev-incidents", "@nadia", "/incident List import problems, says @ruth")
	if err != nil || !slices.Equal(heard, []string{"first, for @ruth & red", "second"}) {
		t.Errorf("heard %q: %v", heard, err)
	}
	if want := "slash_commands: List import problems, says <@" + string(s.person("ruth").ID()) + "|ruth>"; <-texts != want {
		t.Errorf("not typed as %q", want)
	}
	if _, err := says(t, s, "dev-incidents", "nadia", "/incidental things"); err != nil {
		t.Errorf("a message that begins like the command: %v", err)
	}
}

func TestWhatIsPostedStandsInTheChannel(t *testing.T) {
	s := newStage(t)
	s.Admit("zac")
	s.Admit("zac")
	heard, err := says(t, s, "#deploys", "zac", "is <2.31> out, @tomas?\x1b]0;title\a \u202eevil")
	if err != nil || len(heard) != 1 || !strings.Contains(heard[0], "zac: is <2.31> out, @tomas? evil") {
		t.Errorf("heard %q: %v", heard, err)
	}
	lines, err := s.Read("#deploys")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"#deploys", "topic: What goes out, and when", "12:40 tomas: importer 2.31 is on all boxes since 12:40", "13:02 jonas: billing is out, 13:02",
		"13:05 * zac has joined the channel", "13:05 zac: is <2.31> out, @tomas? evil",
	}
	if !slices.Equal(lines, want) {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
	if all := s.Channels(); len(all) != 3 || all[2] != "#deploys  4 messages  What goes out, and when" {
		t.Errorf("channels: %q", all)
	}
}

func TestAButtonIsPressed(t *testing.T) {
	s := newStage(t)
	pressed := make(chan string, 1)
	a := serve(t, s, func(a *app, e envelope) any {
		if e.Type == "interactive" {
			pressed <- e.Payload.Actions[0].Action + " " + e.Payload.Actions[0].Value
			a.respond(e.Payload.URL, map[string]any{"replace_original": true, "text": "A1 is done"})
		}
		return nil
	})
	dev, _ := s.channel(devIncidents)
	a.call(s.BotToken(), "conversations.join", url.Values{"channel": {string(dev.ID)}}, nil)
	var root struct{ TS string }
	a.call(s.BotToken(), "chat.postMessage", url.Values{"channel": {string(dev.ID)}, "text": {"please look\n> at this"}}, &root)
	blocks := `[{"type":"actions","elements":[{"type":"button","text":{"type":"plain_text","text":"Done"},"action_id":"baton_done","value":"A1"},` +
		`{"type":"button","text":{"type":"plain_text","text":"Else"},"action_id":"other","value":"A1"}]}]`
	a.call(s.BotToken(), "chat.postMessage", url.Values{
		"channel": {string(dev.ID)}, "text": {"is it done?"}, "thread_ts": {root.TS}, "blocks": {blocks},
	}, nil)
	read := func() string {
		lines, err := s.Read(devIncidents)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(lines[3:], "\n") // behind the name, the topic and who joined
	}
	if got, want := read(), "13:05 baton: please look\n      > at this\n    13:05 baton: is it done?\n          [done A1]"; got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
	heard, err := says(t, s, devIncidents, "tomas", "[done A1]")
	if err != nil || !slices.Equal(heard, []string{"A1 is done"}) || <-pressed != "baton_done A1" {
		t.Errorf("heard %q: %v", heard, err)
	}
	if got, want := read(), "13:05 baton: please look\n      > at this\n    13:05 baton: A1 is done (edited)"; got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
	if _, err := says(t, s, devIncidents, "tomas", "[done A1]"); err == nil || !strings.Contains(err.Error(), "no button [done A1] stands in #dev-incidents") {
		t.Errorf("pressed what is not there: %v", err)
	}
}

func TestWhatCannotBeSaidIsASentence(t *testing.T) {
	s := newStage(t)
	serve(t, s, func(*app, envelope) any { return nil })
	for _, c := range []struct{ channel, who, text, want string }{
		{"#nonsense", "nadia", "hello", "there is no channel #nonsense; baton demo channels"},
		{"#general", "@nobody", "hello", "nobody is called @nobody there; there are @ines, @jonas"},
		{"#general", "nadia", "  ", "there is nothing to say"},
		{"#general", "nadia", "[done A7]", "no button [done A7] stands in #general"},
	} {
		if heard, err := says(t, s, c.channel, c.who, c.text); err == nil || !strings.Contains(err.Error(), c.want) || len(heard) > 0 {
			t.Errorf("%q in %s: %q, %v", c.text, c.channel, heard, err)
		}
	}
}

func TestAnAcknowledgementWithoutWords(t *testing.T) {
	s := newStage(t)
	s.first = 10 * time.Millisecond
	serve(t, s, func(*app, envelope) any { return nil })
	if heard, err := says(t, s, "#general", "nadia", "/incident"); err != nil || len(heard) > 0 {
		t.Errorf("%q, %v", heard, err)
	}
}

func TestNobodyServesTheWorkspace(t *testing.T) {
	s := newStage(t)
	ctx, cancel := context.WithCancel(patience(t))
	cancel()
	if err := s.Say(ctx, "#general", "nadia", "/incident help", func(string) {}); err == nil || !strings.Contains(err.Error(), "baton is not connected") {
		t.Errorf("%v", err)
	}
	if _, err := says(t, s, "#general", "nadia", "words need no program"); err != nil {
		t.Error(err)
	}
}
