package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"baton/timeline"
	"baton/timeline/boltlog"
)

// BenchmarkImport imports 100,000 messages of 40 channels into a store on disk, each into an incident of its own and all
// into one. x-floor is the time by that of decoding the same files with encoding/json on two cores, in the same run.
func BenchmarkImport(b *testing.B) {
	const messages, channels = 100_000, 40
	path := manyMessages(b, messages, channels)
	for _, c := range []struct{ name, each string }{{"each", "*"}, {"one", ""}} {
		b.Run(c.name, func(b *testing.B) {
			var imports, floor time.Duration
			for b.Loop() {
				floor += decodeFloor(b, path)
				began := time.Now()
				importOnce(b, path, c.each, messages)
				imports += time.Since(began)
			}
			b.ReportMetric(float64(imports)/float64(floor), "x-floor")
			b.ReportMetric(float64(imports.Nanoseconds())/float64(b.N)/messages, "ns/message")
		})
	}
}

func importOnce(b *testing.B, path, each string, want int) {
	b.Helper()
	log, err := boltlog.Open(filepath.Join(b.TempDir(), "store"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	a, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	o := Options{Each: each}
	if each == "" {
		o = everything(a)
	}
	report, err := a.Import(context.Background(), timeline.NewRecorder(log, time.Now), o)
	if err != nil || report.Messages != want {
		b.Fatalf("%d messages, %v", report.Messages, err)
	}
}

// floorMessage is what a reader has to decode at the least.
type floorMessage struct {
	Type, Subtype, User, Text, TS string
	ThreadTS                      string `json:"thread_ts"`
	Edited                        *struct{ User, TS string }
	Reactions                     []struct {
		Name  string
		Users []string
		Count int
	}
	Files []struct{ Name string }
}

// decodeFloor decodes all day files on two cores and does nothing with them.
func decodeFloor(b *testing.B, path string) time.Duration {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(path, "*", "*.json"))
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	queue := make(chan string, len(files))
	for _, f := range files {
		queue <- f
	}
	close(queue)
	var work sync.WaitGroup
	for range 2 {
		work.Go(func() {
			for f := range queue {
				var list []floorMessage
				data, err := os.ReadFile(f)
				if err == nil {
					err = json.Unmarshal(data, &list)
				}
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	work.Wait()
	return time.Since(began)
}

// manyMessages writes an export of messages such as a company's channels have: threads, edits, reactions, programs.
func manyMessages(b *testing.B, messages, channels int) string {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("db primary replica failover latency rollback deploy canary pager mitigated impact customers dashboard node disk full " +
		"timeout retry queue backlog kafka redis postgres migration lock feature flag revert hotfix status update root cause looking investigating the a of to is")
	dir := b.TempDir()
	var list []string
	for c := range channels {
		list = append(list, fmt.Sprintf(`{"id":"C%d","name":"inc-%d"}`, c, c))
		day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, c%5)
		for d := range 25 {
			rows := make([]string, messages/channels/25)
			for k := range rows {
				rows[k] = randomMessage(r, words, day.AddDate(0, 0, d).Unix()+int64(k)*300, k)
			}
			text := "[" + strings.Join(rows, ", ") + "]"
			if c%10 == 0 { // some exports are indented
				var b bytes.Buffer
				_ = json.Indent(&b, []byte(text), "", "    ")
				text = b.String()
			}
			writeFile(b, filepath.Join(dir, fmt.Sprintf("inc-%d", c), day.AddDate(0, 0, d).Format("2006-01-02")+".json"), text)
		}
	}
	writeFile(b, filepath.Join(dir, "channels.json"), "["+strings.Join(list, ",")+"]")
	return dir
}

func writeFile(b *testing.B, path, text string) {
	b.Helper()
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = os.WriteFile(path, []byte(text), 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
}

func randomMessage(r *rand.Rand, words []string, second int64, k int) string {
	var text strings.Builder
	for range 3 + r.IntN(21) {
		text.WriteString(words[r.IntN(len(words))] + " ")
	}
	if r.IntN(30) == 0 {
		text.WriteString("\n```$ kubectl get pods -n prod | grep -v Running```")
	}
	said, _ := json.Marshal(text.String())
	m := fmt.Sprintf(`{"user":"U%010d","type":"message","ts":"%d.000100","text":%s,"client_msg_id":"00000000-0000-4000-8000-000000000000","team":"T0000000001"`, r.IntN(40), second, said)
	switch r.IntN(16) {
	case 0:
		m += fmt.Sprintf(`,"subtype":"bot_message","bot_id":"B0000000001","username":"alertmanager","attachments":[{"id":1,"color":"a30200","fallback":%s,"title":"[FIRING] lag","text":%s}]`, said, said)
	case 1, 2, 3, 4, 5, 6, 7:
		m += fmt.Sprintf(`,"blocks":[{"type":"rich_text","block_id":"b","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":%s}]}]}]`, said)
	}
	if r.IntN(25) == 0 {
		m += fmt.Sprintf(`,"edited":{"user":"U1","ts":"%d.000000"}`, second+30)
	}
	if r.IntN(12) == 0 {
		m += `,"reactions":[{"name":"eyes","users":["U0000000001","U0000000002","U0000000003"],"count":3},{"name":"+1","users":["U0000000003"],"count":1}]`
	}
	if r.IntN(14) == 0 {
		reply := fmt.Sprintf(`{"user":"U0000000007","ts":"%d.000100"}`, second+60)
		m += fmt.Sprintf(`,"reply_count":4,"latest_reply":"%d.000100","replies":[%s]`, second+60, strings.Join([]string{reply, reply, reply, reply}, ","))
	}
	if r.IntN(4) == 0 && k > 0 {
		m += fmt.Sprintf(`,"thread_ts":"%d.000100"`, second-int64(300*(1+r.IntN(k))))
	}
	return m + "}"
}
