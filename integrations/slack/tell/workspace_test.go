package tell

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"baton/integrations/clean"
	"baton/integrations/outbox"
	"baton/integrations/slack/lenient"
	slackmessage "baton/integrations/slack/message"
	"baton/integrations/slack/mrkdwn"
	"baton/integrations/slack/slackfake"
)

// TestAWorkspaceTakesIt posts two afternoons in a workspace that answers as Slack does, and reads each post back as the
// mirror does: the record then says what the channel was told, once and whole.
func TestAWorkspaceTakesIt(t *testing.T) {
	w, err := slackfake.New(slackfake.Options{Seed: 1, Unlimited: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}()
	channel := string(w.AddChannel(slackfake.Channel{Name: "imports", Members: []slackfake.UserID{w.BotUser()}}))
	posts := 0
	for _, file := range []string{"testdata/afternoon.txt", "testdata/commands.txt"} {
		made := map[string]string{}
		for _, d := range afternoon(t, file) {
			ok := called(t, w, channel, d, made)
			if ok == "" {
				continue
			}
			posts++
			if got, want := mirrored(t, channel, ok), read(d); got != want {
				t.Errorf("%s is read as\n%s\nwant\n%s", d.Key, got, want)
			}
		}
	}
	if posts < 60 {
		t.Errorf("only %d posts", posts)
	}
}

// read is what people read of a post, with its buttons below it.
func read(d outbox.Delivery) string {
	post, _ := d.Body.(Post)
	text := strings.NewReplacer("• ", "", "> ", "").Replace(d.Text)
	for _, b := range post.made.buttons {
		text += "\n" + b.label
	}
	return text
}

// afternoon is all that a file of testdata asks for.
func afternoon(t *testing.T, file string) []outbox.Delivery {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := newRoom(t)
	for line := range strings.SplitSeq(string(data), "\n") {
		typed, ok := strings.CutPrefix(line, "> ")
		if ok && typed == "due" {
			r.all = append(r.all, r.due()...)
		} else if ok {
			r.do(typed)
		}
	}
	return r.all
}

// called carries a post or an edit out and gives the message as the workspace keeps it, "" for what is no message.
func called(t *testing.T, w *slackfake.Workspace, channel string, d outbox.Delivery, made map[string]string) string {
	t.Helper()
	method, form := "chat.postMessage", url.Values{"token": {w.BotToken()}, "channel": {channel}}
	post, ok := d.Body.(Post)
	if edit, edits := d.Body.(Edit); edits {
		method, post, ok = "chat.update", edit.Post, true
		form.Set("ts", made[edit.Of])
	}
	if !ok {
		return ""
	}
	blocks, err := json.Marshal(post.Blocks)
	if err != nil {
		t.Fatal(err)
	}
	form.Set("text", post.Mrkdwn)
	form.Set("blocks", string(blocks))
	if post.Thread != "" {
		form.Set("thread_ts", made[post.Thread])
	}
	var answer struct {
		OK      bool            `json:"ok"`
		TS      string          `json:"ts"`
		Error   string          `json:"error"`
		Message json.RawMessage `json:"message"`
	}
	if err := json.Unmarshal(posted(t, w.APIURL()+method, form), &answer); err != nil || !answer.OK {
		t.Fatalf("%s of %s: %v %s", method, d.Key, err, answer.Error)
	}
	made[d.Key] = answer.TS
	return string(answer.Message)
}

func posted(t *testing.T, address string, form url.Values) []byte {
	t.Helper()
	ask, err := http.NewRequestWithContext(context.Background(), http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	ask.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err == nil {
		err = response.Body.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// mirrored is a message as the record keeps it, without the marks of lists, quotations and code.
func mirrored(t *testing.T, channel, raw string) string {
	t.Helper()
	reader := lenient.New([]byte(raw), 0)
	told := slackmessage.Read(&reader)
	people := map[string]string{"UZAC": "Zac Hill", "UNICK": "nick", "UMIA": "mia", "UOMAR": "omar"}
	translator := slackmessage.Translator{
		Channel: &slackmessage.Channel{ID: channel}, People: slackmessage.NewPeople(),
		Names: mrkdwn.Names{Person: func(id string) string { return people[id] }},
	}
	m, reason := translator.Translate(&told)
	if reason != "" {
		t.Fatalf("%s: %s", raw, reason)
	}
	return strings.NewReplacer("```", "", "• ", "", "> ", "", "@", "").Replace(clean.Text(m.Text))
}
