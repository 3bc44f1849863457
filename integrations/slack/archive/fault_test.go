package archive

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"baton/incident"
	"baton/integrations/slack/message"
)

// The two sound messages that every broken export has, and the file they are in.
var one, two = msg(0, "U1", "one"), msg(10, "U2", "two")

const dayPath = "inc-1-imports/2023-01-04.json"

var brokenInputs = []struct {
	name    string
	change  func(e export)
	path    string // of the fault, "" for none
	reason  string
	skipped int
}{
	{"cut off in a message", func(e export) { e[dayPath] = "[" + one + "," + two + `,{"type":"message","ts":"16` }, dayPath, "it ends in the middle", 1},
	{"cut off between messages", func(e export) { e[dayPath] = "[" + one + "," + two + "," }, dayPath, "cut off there", 1},
	{"cut off in a string", func(e export) { e[dayPath] = "[" + one + "," + two + `,{"text":"abc` }, dayPath, "it ends in the middle", 1},
	{"no closing quote", func(e export) { e[dayPath] = "[" + one + `,{"text":"abc,"ts":"1672837205.000100"},` + two + "]" }, dayPath, "it is not JSON", 1},
	{"no closing brace", func(e export) {
		e[dayPath] = "[" + one + `,{"type":"message","ts":"1672837205.000100","x":{"y":1},` + two + "]"
	}, dayPath, "", 1},
	{"mismatched brackets", func(e export) { e[dayPath] = "[" + one + `,{"ts":"1672837205.000100","x":[1}},` + two + "]" }, dayPath, "it is not JSON", 1},
	{"null and numbers", func(e export) { e[dayPath] = "[null,7," + one + `,"x",[1],` + two + "]" }, dayPath, "none of the messages", 4},
	{"no ts", func(e export) { e[dayPath] = "[" + one + `,{"type":"message","text":"x"},` + two + "]" }, dayPath, "none of the messages", 1},
	{"bad ts", func(e export) {
		e[dayPath] = "[" + one + `,{"type":"message","ts":"yesterday"},{"type":"message","ts":"1e400"},` + two + "]"
	}, dayPath, "no usable ts", 2},
	{"no list", func(e export) { e["inc-1-imports/2023-01-05.json"] = `{"ok":true}` }, "inc-1-imports/2023-01-05.json", "no list of messages", 1},
	{"HTML", func(e export) { e["inc-1-imports/2023-01-05.json"] = `<html>` }, "inc-1-imports/2023-01-05.json", "no list of messages", 1},
	{"empty file", func(e export) { e["inc-1-imports/2023-01-05.json"] = " \n" }, "inc-1-imports/2023-01-05.json", "it is empty", 1},
	{"UTF-16", func(e export) { e["inc-1-imports/2023-01-05.json"] = "\xff\xfe[\x00]\x00" }, "inc-1-imports/2023-01-05.json", "no list of messages", 1},
	{"empty list", func(e export) { e["inc-1-imports/2023-01-05.json"] = "[]" }, "", "", 0},
	{"byte order mark", func(e export) { e[dayPath] = "\ufeff" + e[dayPath] }, "", "", 0},
	{"no users.json", func(e export) { delete(e, "users.json") }, "users.json", "it is missing", 0},
	{"broken users.json", func(e export) { e["users.json"] = `[{"id":"U1","name":"alice"},{"id":"U2","name":"bob"},{"id":` }, "users.json", "it ends in the middle", 0},
	{"odd users.json", func(e export) {
		e["users.json"] = `[null,{"id":7},{"id":"U1","name":"alice"},{"id":"U2","name":"bob","profile":null}]`
	}, "users.json", "none of the users", 0},
	{"no channels.json", func(e export) { delete(e, "channels.json") }, "", "", 0},
	{"broken channels.json", func(e export) { e["channels.json"] = `[{"id":"C1","na` }, "channels.json", "it ends in the middle", 0},
	{"a file of another kind", func(e export) { e["inc-1-imports/notes.json"] = "{}" }, "inc-1-imports/notes.json", "none that an export has", 0},
	{"a nested folder", func(e export) { e["inc-1-imports/old/2023-01-04.json"] = "[" + msg(50, "U1", "x") + "]" }, "inc-1-imports/old/2023-01-04.json", "deeper", 0},
	{"Mac's junk", func(e export) {
		e["__MACOSX/inc-1-imports/._2023-01-04.json"], e["inc-1-imports/._2023-01-04.json"], e[".DS_Store"] = "x", "x", "x"
	}, "", "", 0},
	{"slackdump's uploads", func(e export) {
		e["__uploads/F1/2023-01-04.json"], e["inc-1-imports/attachments/F1-x.json"] = "x", "x"
	}, "", "", 0},
	{"from the future", func(e export) {
		e[dayPath] = "[" + one + "," + two + `,{"type":"message","ts":"7000000000.000100","text":"x"}]`
	}, "slack:C1:7000000000.000100", "in the future", 0},
}

// Each broken thing is named, counted, and spoils nothing else: the two sound messages are always there.
func TestBrokenInput(t *testing.T) {
	for _, c := range brokenInputs {
		for _, packed := range []bool{false, true} {
			e := with(one, two)
			c.change(e)
			path := e.folder(t)
			if packed {
				path = e.zip(t)
			}
			report, events := imported(t, newRecorder(), path)
			if texts := posted(events); !slices.Equal(texts, []string{"one", "two"}) {
				t.Errorf("%s: got %q of the sound messages", c.name, texts)
			}
			if report.Skipped != c.skipped {
				t.Errorf("%s: %d are skipped, want %d: %+v", c.name, report.Skipped, c.skipped, report.Faults)
			}
			named := slices.ContainsFunc(report.Faults, func(f Fault) bool { return f.Path == c.path && strings.Contains(f.Reason, c.reason) })
			if named != (c.path != "") || c.path == "" && len(report.Faults) > 0 {
				t.Errorf("%s: faults %+v, want %q with %q", c.name, report.Faults, c.path, c.reason)
			}
		}
	}
}

func posted(events []incident.Event) (texts []string) {
	for _, e := range events {
		if f, _ := e.Fact(); e.Kind == "message_posted" {
			texts = append(texts, f.(incident.MessagePosted).Text)
		}
	}
	return texts
}

func TestOddFieldsCostThemselvesOnly(t *testing.T) {
	report, events := imported(t, newRecorder(), with(
		`{"type":"message","ts":1672837200.000100,"user":["U1"],"text":{"a":1},"reactions":"x","files":7,"edited":true,"blocks":null,"attachments":{"a":[]},"thread_ts":null}`,
		`{"type":"message","ts":"`+ts(10)+`","user":"U2","text":12345678901234567890123,"reactions":[null,{"name":7,"count":1e999},{"name":"x","users":[null,"U1",7]}],"files":[null,{}]}`,
		`{"ts":"`+ts(20)+`","user":"U1","text":"dup","text":"\ud83d\ude00 \ud83d \u0000\u001b[31mred\u202e","user_profile":[],"bot_profile":null}`,
	).folder(t))
	if got, want := posted(events), []string{"", "12345678901234567890123", "😀 \ufffd red"}; !slices.Equal(got, want) || report.Skipped != 0 {
		t.Errorf("got %q, want %q; %+v", got, want, report.Faults)
	}
	if r := fact[incident.MessageReacted](t, events, key(10)+":react:x"); r.Count != 2 || !slices.Equal(r.By, []incident.Person{"alice", "7"}) {
		t.Errorf("reaction %+v", r)
	}
}

func TestLargeMessageIsCut(t *testing.T) {
	secret := "xoxb-" + "123456789012-123456789012-abcdefghijklmnopqrstuvwx"
	text := strings.Repeat("word ", (message.MaxText-10)/5) + secret + strings.Repeat(" more", 2<<20)
	report, events := imported(t, newRecorder(), with(msg(0, "U1", text), msg(10, "U2", "two")).zip(t))
	texts := posted(events)
	if len(texts) != 2 || len(texts[0]) > message.MaxText+100 || !strings.Contains(texts[0], "[cut: the message has 10") || report.Cut != 1 || texts[1] != "two" {
		t.Errorf("%d messages, the first has %d bytes and ends in %q; %d are cut", len(texts), len(texts[0]), texts[0][len(texts[0])-80:], report.Cut)
	}
	if strings.Contains(texts[0], "xoxb") {
		t.Error("a secret at the cut is in the log")
	}
}

func TestSecretsAndEscapesAreNotStored(t *testing.T) {
	_, events := imported(t, newRecorder(), with(
		msg(0, "U1", "run `mysql -h db -u root -phunter2secret shop`"),
		msg(10, "U2", "export DB_PASSWORD=tr0ub4dor; `psql \"postgres://app:s3cr3tpw@db/shop\"`", `"edited":{"user":"U2","ts":"`+ts(20)+`"}`),
		`{"type":"message","subtype":"channel_topic","user":"U1","ts":"`+ts(30)+`","text":"set the topic: api_key=sk_live_0123456789abcdefghijklmn"}`,
		`{"type":"message","bot_id":"B1","username":"password=hunter2secret","ts":"`+ts(40)+`","attachments":[{"fields":[{"title":"token","value":"ghp_0123456789abcdefghijklmnopqrstuvwxyz"}]}]}`,
	).folder(t))
	for _, e := range events {
		for _, secret := range []string{"hunter2", "tr0ub4dor", "s3cr3tpw", "sk_live", "ghp_"} {
			if bytes.Contains(e.Data, []byte(secret)) || strings.Contains(e.Key, secret) || strings.Contains(string(e.Actor), secret) {
				t.Errorf("%s %s of %s holds %q: %s", e.Kind, e.Key, e.Actor, secret, e.Data)
			}
		}
	}
}

func TestOpenSaysWhatItIsInstead(t *testing.T) {
	sound := with(msg(0, "U1", "one")).zipped(t)
	encrypted := slices.Clone(sound)
	for at := 0; ; { // the flag in the directory of the ZIP, as unzip sees it
		n := bytes.Index(encrypted[at:], []byte("PK\x01\x02"))
		if n < 0 {
			break
		}
		at += n + 4
		encrypted[at+4] |= 1
	}
	for _, c := range []struct{ name, content, want string }{
		{"empty", "", "the file is empty"},
		{"text", "hello", "it is not a ZIP"},
		{"one day", "[]", "it is one JSON file"},
		{"database", "SQLite format 3\x00....", "slackdump convert"},
		{"gzip", "\x1f\x8b\x08", "gzip"},
		{"7z", "7z\xbc\xaf\x27\x1c", "7z"},
		{"cut short", string(sound[:len(sound)-30]), "damaged or cut short"},
		{"encrypted", string(encrypted), "is encrypted"},
		{"no export", string(export{"a.json": "{}"}.zipped(t)), "holds no export of Slack"},
		{"empty ZIP", string(export{}.zipped(t)), "the ZIP is empty"},
	} {
		path := filepath.Join(t.TempDir(), "export.zip")
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Open(path)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one sentence with %q", c.name, err, c.want)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "no")); err == nil || !strings.Contains(err.Error(), "no such file or folder") {
		t.Errorf("absent: %v", err)
	}
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "holds no export") {
		t.Errorf("empty folder: %v", err)
	}
}

// addTo writes a file into a ZIP.
func addTo(t *testing.T, z *zip.Writer, h *zip.FileHeader, text string) {
	t.Helper()
	h.Method = zip.Deflate
	w, err := z.CreateHeader(h)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// hostile is a sound export with one message, in a folder, and what an attacker would add to it.
func hostile(t *testing.T, outside []string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range with(one) {
		addTo(t, z, &zip.FileHeader{Name: "export/" + name}, text)
	}
	for _, name := range outside {
		addTo(t, z, &zip.FileHeader{Name: name}, "["+msg(50, "U1", "evil")+"]")
	}
	link := &zip.FileHeader{Name: "export/inc-1-imports/2023-01-07.json"}
	link.SetMode(fs.ModeSymlink | 0o777)
	addTo(t, z, link, "/etc/passwd")
	addTo(t, z, &zip.FileHeader{Name: "export/inc-1-imports/2023-01-08.json"}, strings.Repeat(" ", 65<<20))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x.zip")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHostileZIP(t *testing.T) {
	outside := []string{
		"../inc-1-imports/2023-01-06.json", "/inc-1-imports/2023-01-06.json", `..\inc-1-imports\2023-01-06.json`, "C:/inc-1-imports/2023-01-06.json",
	}
	report, events := imported(t, newRecorder(), hostile(t, outside))
	if got := posted(events); !slices.Equal(got, []string{"one"}) {
		t.Errorf("got %q", got)
	}
	var reasons []string
	for _, f := range report.Faults {
		reasons = append(reasons, f.Reason)
	}
	all := strings.Join(reasons, "; ")
	if strings.Count(all, "leads out of the archive") != len(outside) || !strings.Contains(all, "it is a link") || !strings.Contains(all, "ZIP bomb") {
		t.Errorf("faults: %s", all)
	}
}

func TestLinksOutOfAFolderAreNotFollowed(t *testing.T) {
	path := with(msg(0, "U1", "one")).folder(t)
	outside := filepath.Join(t.TempDir(), "2023-01-05.json")
	if err := os.WriteFile(outside, []byte("["+msg(50, "U1", "evil")+"]"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(path, "inc-1-imports", "2023-01-05.json")); err != nil {
		t.Skip(err)
	}
	report, events := imported(t, newRecorder(), path)
	if got := posted(events); !slices.Equal(got, []string{"one"}) || len(report.Faults) != 1 || !strings.Contains(report.Faults[0].Reason, "link") {
		t.Errorf("got %q, faults %+v", got, report.Faults)
	}
}

func TestFaultsAreBounded(t *testing.T) {
	broken := strings.Repeat(`{"type":"message","ts":"x"},`, 500)
	report, events := imported(t, newRecorder(), with(broken+msg(0, "U1", "one")).folder(t))
	if len(report.Faults) != maxFaults || report.Skipped != 500 || report.MoreFaults != 400 || len(posted(events)) != 1 {
		t.Errorf("%d faults named, %d more, %d skipped", len(report.Faults), report.MoreFaults, report.Skipped)
	}
}

func TestSlackdumpForms(t *testing.T) {
	dump := export{"users.json": small()["users.json"], "C012345678.json": `{"channel_id":"C012345678","name":"inc-dump","messages":[` +
		msg(0, "U1", "root", `"thread_ts":"`+ts(0)+`"`, `"slackdump_thread_replies":[`+msg(10, "U2", "reply", `"thread_ts":"`+ts(0)+`"`)+`]`) + `,` +
		msg(5, "U2", "between", `"blocks":null`, `"metadata":{"event_type":"","event_payload":null}`) + `]}`}
	report, events := imported(t, newRecorder(), dump.zip(t))
	if got := posted(events); !slices.Equal(got, []string{"root", "between", "reply"}) || report.Replies != 1 || report.Threads != 1 {
		t.Errorf("dump: got %q, %+v", got, report)
	}
	direct := with(msg(0, "U1", "one"))
	direct["dms.json"] = `[{"id":"D1","created":1,"members":["U1","U2"]}]`
	direct["D1/2023-01-04.json"] = "[" + msg(10, "U2", "psst") + "]"
	a, err := Open(direct.folder(t))
	if err != nil {
		t.Fatal(err)
	}
	report, err = a.Import(context.Background(), newRecorder(), Options{Channels: []string{"D1"}})
	if err != nil || report.Messages != 1 || a.channel("D1").Kind != "direct message" {
		t.Errorf("direct message: %+v, %v", report, err)
	}
}

func TestReadAcrossBuffers(t *testing.T) {
	var messages []string
	for k := range 40 {
		messages = append(messages, msg(k, "U1", strings.Repeat(fmt.Sprintf("%d ", k), 20_000)))
	}
	messages = append(messages[:20], append([]string{`{"type":"message","ts":"` + ts(19) + `","text":"broken`}, messages[20:]...)...)
	report, events := imported(t, newRecorder(), with(messages...).folder(t))
	if got := posted(events); len(got) != 40 || report.Skipped != 1 {
		t.Errorf("%d of 40 messages, %d skipped: %+v", len(got), report.Skipped, report.Faults)
	}
}
