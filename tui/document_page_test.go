package tui

import (
	"context"
	"encoding/base64"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
	"baton/timeline/postmortem"
)

func TestScreensOfTheDocument(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "200x60": {w: 200, h: 60}, "40x10": {w: 40, h: 10}} {
		s.ref = importRef
		onScreen(t, s, busyAfternoon, func(x *terminal) {
			x.press("Document").golden("document_" + size)
			for range 16 {
				x.press("next section")
			}
			x.golden("document_timeline_" + size)
			if s.w == 40 {
				return
			}
			x.press("next section", "next section").golden("document_commands_" + size)
			x.press("contents").golden("document_contents_" + size)
			x.press("close", "write").golden("document_write_" + size)
			x.press("close", "end").golden("document_end_" + size)
		})
	}
}

func TestLooksOfTheDocument(t *testing.T) {
	for name, s := range map[string]setting{"light": {theme: "light"}, "mono": {theme: "mono"}, "ascii": {ascii: true}} {
		s.ref = importRef
		onScreen(t, s, busyAfternoon, func(x *terminal) {
			x.press("Document").golden("document_" + name)
		})
	}
}

// slowLog answers late, and can fail. It counts how often it is read from the beginning, which the document does twice:
// for what there is, and for the text.
type slowLog struct {
	timeline.Log
	wait   atomic.Int64 // nanoseconds
	broken atomic.Bool
	reads  atomic.Int64
}

func (l *slowLog) made() int64 { return l.reads.Load() / 2 }

// slow makes the document take so long.
func (l *slowLog) slow(d time.Duration) { l.wait.Store(int64(d / 2)) }

func (l *slowLog) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	if from == 1 {
		l.reads.Add(1)
		time.Sleep(time.Duration(l.wait.Load()))
	}
	if l.broken.Load() {
		return func(yield func(incident.Event, error) bool) { yield(incident.Event{}, fmt.Errorf("page 7 is damaged")) }
	}
	return l.Log.Read(ctx, ref, from)
}

// inDocumentOf runs a test on the page of the document, over a log that can be slow.
func inDocumentOf(t *testing.T, w, h int, test func(*rig, *slowLog)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		log := &slowLog{Log: logtest.NewMemory()}
		x := &terminal{t: t, start: start, recorder: timeline.NewRecorder(log, func() time.Time { return began.Add(time.Since(start)) })}
		busyAfternoon(x)
		r := newRig(t, Options{Recorder: x.recorder, Me: "zac", Zone: paris, Ref: importRef, Theme: "dark"}, w, h)
		defer r.end()
		test(r, log)
	})
}

// newest is what the page says when it has all that is in the log.
func (r *rig) newest() string { return fmt.Sprintf("as of entry %d,", r.app.subject.live.state().Seq) }

func TestTheDocumentFollowsTheLog(t *testing.T) {
	inDocumentOf(t, 100, 30, func(r *rig, log *slowLog) {
		log.slow(2 * time.Second)
		r.key("6")
		r.shows("being written…")
		r.wait(3 * time.Second)
		old := r.newest()
		r.shows(old + " 14:03")
		for range 16 {
			r.key(">")
		}
		r.key("down")
		r.shows("16 of 28: Timeline", "33 of 36 entries")
		r.wait(10 * time.Second)
		r.by("lena", incident.Note{Text: "it is the client"})
		r.wait(time.Second)
		r.shows(old, "being written anew", "33 of 36 entries")
		r.wait(3 * time.Second)
		r.shows(r.newest(), "16 of 28: Timeline", "34 of 37 entries")
		if strings.Contains(r.screen(), "anew") {
			t.Errorf("it is still being written:\n%s", r.screen())
		}
	})
}

// TestTheDocumentIsNotWrittenAtEveryEntry: a busy log must not keep the machine busy with a page that nobody reads so
// fast.
func TestTheDocumentIsNotWrittenAtEveryEntry(t *testing.T) {
	inDocumentOf(t, 100, 30, func(r *rig, log *slowLog) {
		r.key("6")
		before := log.made()
		for k := range 60 {
			r.by("lena", incident.Note{Text: fmt.Sprintf("note %d", k)})
			r.wait(time.Second)
		}
		if n := log.made() - before; n < 8 || n > 12 {
			t.Errorf("written %d times in a minute", n)
		}
		r.wait(renewEvery)
		r.shows(r.newest())
		log.slow(5 * time.Second)
		before = log.made()
		for k := range 60 {
			r.by("lena", incident.Note{Text: fmt.Sprintf("more %d", k)})
			r.wait(time.Second)
		}
		if n := log.made() - before; n < 2 || n > 3 {
			t.Errorf("where it takes five seconds it is written %d times in a minute", n)
		}
		before = log.made()
		r.key("2")
		for range 20 {
			r.by("lena", incident.Note{Text: "nobody looks"})
			r.wait(time.Second)
		}
		if n := log.made() - before; n > 0 {
			t.Errorf("written %d times while another page is open", n)
		}
	})
}

func TestTheDocumentCannotBeWritten(t *testing.T) {
	inDocumentOf(t, 100, 30, func(r *rig, log *slowLog) {
		log.broken.Store(true)
		r.key("6")
		r.shows("CANNOT BE WRITTEN: post-mortem of " + string(importRef) + ": page 7 is damaged")
		r.key("x")
		r.shows("write: the document is not written yet")
		log.broken.Store(false)
		r.wait(renewEvery + time.Second)
		old := r.newest()
		r.shows(old, "At a glance")
		r.by("lena", incident.Note{Text: "it is the client"})
		log.broken.Store(true)
		r.wait(2 * renewEvery)
		r.shows(old, "CANNOT BE WRITTEN ANEW", "At a glance")
	})
}

// TestTheDocumentOfThePast: what was not known then is not in it, also not while it is being made.
func TestTheDocumentOfThePast(t *testing.T) {
	inDocumentOf(t, 120, 200, func(r *rig, log *slowLog) {
		r.key("6")
		r.shows("systemctl restart resolver")
		log.slow(2 * time.Second)
		r.lookBack(began.Add(50 * time.Minute))
		later := []string{"systemctl", "C1 ", "nora", "List imports are delayed"}
		for range 4 {
			r.wait(time.Second)
			for _, word := range later {
				if text := r.screen(); strings.Contains(text, word) {
					t.Fatalf("%q was not known then:\n%s", word, text)
				}
			}
		}
		r.shows("As known at 2023-01-04 12:55 UTC", "as of entry 16, 13:55")
		r.key("esc")
		r.shows("being written…")
		r.wait(3 * time.Second)
		r.shows(r.newest(), "systemctl restart resolver")
	})
}

func TestMovingInTheDocument(t *testing.T) {
	inDocumentOf(t, 80, 24, func(r *rig, _ *slowLog) {
		first := func() string { return strings.TrimSpace(strings.Split(r.screen(), "\n")[6]) }
		at := func(want string) {
			t.Helper()
			if got := first(); !strings.Contains(got, want) || want == "" && got != "" {
				t.Errorf("at the top is %q, want %q\n%s", got, want, r.screen())
			}
		}
		r.key("6")
		at("Post-mortem: List import problems")
		r.key("up")
		r.key("pgup")
		r.key("<")
		at("Post-mortem: List import problems")
		r.key(">")
		at("── At a glance")
		r.key(">")
		at("── Summary")
		r.key("down")
		at("On 4 January 2023")
		r.key("down")
		at("problems” (SEV-2).")
		r.key("<")
		at("── Summary")
		r.key("<")
		at("── At a glance")
		r.key("G")
		end := r.screen()
		r.shows("The file that x writes has the full log")
		r.key("down")
		r.key("pgdown")
		if text := r.screen(); text != end {
			t.Errorf("it goes on after the end:\n%s", text)
		}
		r.key(">")
		r.key(">")
		r.key(">")
		at("── Sources")
		r.key("down")
		at("── Sources")
		r.key("up")
		at("")
		r.key("g")
		for range 400 {
			r.key("down")
		}
		if text := r.screen(); text != end {
			t.Errorf("line by line it ends elsewhere:\n%s\nwant\n%s", text, end)
		}
		for range 400 {
			r.key("up")
		}
		at("Post-mortem: List import problems")
		r.key("pgdown")
		r.key("pgup")
		at("Post-mortem: List import problems")
	})
}

func TestContentsOfTheDocument(t *testing.T) {
	inDocumentOf(t, 80, 24, func(r *rig, _ *slowLog) {
		r.key("6")
		r.key("l")
		r.shows("▌ 1 At a glance", "Trigger (for a person to write)")
		for range 5 {
			r.key("down")
		}
		r.by("lena", incident.Note{Text: "it is the client"})
		r.wait(2 * renewEvery)
		r.shows("▌ 6 Trigger")
		r.key("enter")
		r.shows(r.newest(), "6 of 28: Trigger")
		r.key("l")
		r.key("G")
		r.shows("▌28 Sources")
		r.key("up")
		r.key("g")
		r.shows("▌ 1 At a glance")
		r.key("esc")
		r.shows("6 of 28: Trigger")
	})
}

func TestWriteTheDocumentToAFile(t *testing.T) {
	t.Chdir(t.TempDir())
	inDocumentOf(t, 100, 30, func(r *rig, log *slowLog) {
		doc, err := postmortem.Build(t.Context(), log, importRef, postmortem.Options{Zone: paris})
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		if err := postmortem.Markdown(&want, doc, postmortem.MarkdownOptions{}); err != nil {
			t.Fatal(err)
		}
		r.key("6")
		r.key("x")
		r.shows("writes     the document to post-mortem.md")
		r.fill("", "")
		r.shows("OK", "written to "+fullOf(t, "post-mortem.md")+":", "kB, "+strings.TrimSuffix(r.newest(), ","))
		if in := r.app.place(); in != onDocument {
			t.Errorf("after it the keys go to the %s", in)
		}
		checkFile(t, "post-mortem.md", want.String())

		if err := os.WriteFile("post-mortem.md", []byte("what somebody wrote into it"), 0o600); err != nil {
			t.Fatal(err)
		}
		r.key("x")
		r.fill("", "")
		r.shows("NO", "there is a file "+fullOf(t, "post-mortem.md")+" already", "yes in the second line replaces it")
		checkFile(t, "post-mortem.md", "what somebody wrote into it")
		r.fill("perhaps")
		r.shows(`"perhaps" is neither yes nor no`)
		checkFile(t, "post-mortem.md", "what somebody wrote into it")
		r.key("ctrl+u")
		r.fill("yes")
		checkFile(t, "post-mortem.md", want.String())

		r.key("x")
		r.key("ctrl+u")
		r.fill("", "")
		r.shows("no file is named")
		r.key("up")
		r.fill("no-such-folder/post-mortem.md", "")
		r.shows("FAILED", "NOT WRITTEN: Write", "no-such-folder/post-mortem.md:", "directory.")
		r.key("esc")
		checkOnly(t, "post-mortem.md")
	})
}

func fullOf(t *testing.T, path string) string {
	full, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

func checkFile(t *testing.T, path, want string) {
	t.Helper()
	if b, err := os.ReadFile(path); err != nil || string(b) != want {
		t.Errorf("%s holds %d bytes, want %d: %v", path, len(b), len(want), err)
	}
}

// checkOnly fails where something else was left in the folder.
func checkOnly(t *testing.T, name string) {
	t.Helper()
	if all, err := os.ReadDir("."); err != nil || len(all) != 1 || all[0].Name() != name {
		t.Errorf("in the folder: %v, %v", all, err)
	}
}

// TestASlowDiskDoesNotWriteTwice: Enter pressed again while it is written.
func TestASlowDiskDoesNotWriteTwice(t *testing.T) {
	t.Chdir(t.TempDir())
	inDocumentOf(t, 100, 30, func(r *rig, log *slowLog) {
		r.key("6")
		r.key("x")
		r.key("down")
		log.slow(2 * time.Second)
		before := log.made()
		r.key("enter")
		r.key("enter")
		r.shows("being written")
		r.wait(3 * time.Second)
		if n := log.made() - before; n != 1 {
			t.Errorf("written %d times", n)
		}
		r.shows("OK", "written to ")
		checkOnly(t, "post-mortem.md")
		r.key("x")
		r.key("down")
		log.slow(time.Hour)
		r.key("enter")
		r.wait(documentTimeout + time.Second)
		r.shows("FAILED", "It is not known whether post-mortem.md was written")
		time.Sleep(2 * time.Hour)
	})
}

func TestTheTerminalGetsTheDocument(t *testing.T) {
	onScreen(t, setting{ref: importRef}, busyAfternoon, func(x *terminal) {
		var got string
		x.emu.Emulator.RegisterOscHandler(52, func(data []byte) bool {
			x.hear(func() { got = string(data) })
			return true
		})
		x.press("Document", "copy").shows("copied the document,", "kB, without its appendix, if the terminal allows it")
		b, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(got, "52;c;"))
		text := string(b)
		if err != nil || !strings.HasPrefix(text, "# Post-mortem: List import problems\n") || !strings.Contains(text, "## Sources") || strings.Contains(text, "Appendix") {
			t.Errorf("the terminal got %d bytes: %v", len(text), err)
		}
	})
}

// TestALongDocumentIsNotCopiedWhole: what is longer than terminals take is cut at the end of a line, and it is said.
func TestALongDocumentIsNotCopiedWhole(t *testing.T) {
	inDocumentOf(t, 100, 30, func(r *rig, _ *slowLog) {
		for k := range 60 {
			r.by("mia", incident.TellAudience{Audience: incident.Internal, Text: fmt.Sprintf("%d: ", k) + strings.Repeat("ü界 is slow; ", 300)})
		}
		r.key("6")
		msg := r.app.subject.document.copy()().(documentCopiedMsg)
		if len(msg.text) > mostCopied || len(msg.text) < mostCopied*9/10 || msg.of <= mostCopied {
			t.Fatalf("%d of %d bytes are copied", len(msg.text), msg.of)
		}
		r.send(msg)
		r.shows("copied the first 6", " kB of the document, if the terminal allows it; x writes all of it")
		if strings.IndexFunc(msg.text, func(c rune) bool { return c != '\n' && obeyed(c) }) >= 0 {
			t.Error("there is a sign in it that a terminal obeys")
		}
	})
}

func TestAHostileDocument(t *testing.T) {
	long, who := strings.Repeat(evil, 300), incident.Person(evil)
	facts := []incident.Fact{
		incident.IncidentDeclared{Ref: importRef, Title: evil},
		incident.RoleTaken{Role: "ic", Holder: who},
		incident.ActionAssigned{No: 1, Owner: who, Task: long, Due: began.Add(time.Second)},
		incident.DeployFrozen{No: 1, Holder: who, Scopes: []string{evil}, Reason: long, Expires: began},
		incident.MessagePosted{Text: long},
		incident.EntryStarred{Entry: 5},
		incident.CommandProposed{No: 1, Text: long, Author: who},
		incident.OutputShown{No: 1, Text: long, Failed: true},
		incident.UpdateTold{Text: long, Next: began},
		incident.LinkAdded{URL: "https://x.example/" + evil, Title: evil},
		incident.SituationReported{Conditions: long, Actions: evil, Needs: evil},
		incident.ImpactStated{Text: evil, From: began, Counts: []incident.Count{{N: 3, Unit: evil}}},
		incident.EntryTagged{Entry: 5, Tag: evil},
		incident.NoteTaken{Text: evil},
		incident.EntryRetracted{Entry: 14, Reason: evil},
	}
	keys := []string{"6"}
	for range 14 {
		keys = append(keys, ">", "pgdown", ">")
	}
	keys = append(keys, "G", "l", "down", "G", "enter", "Y", "x", "esc")
	synctest.Test(t, func(t *testing.T) { drawnWith(t, hostile(t, record(), facts...), keys...) })
	synctest.Test(t, func(t *testing.T) {
		rec := hostile(t, record(), facts...)
		r := newRig(t, Options{Recorder: rec, Me: "zac", Ref: importRef}, 80, 24)
		defer r.end()
		r.key("6")
		text := r.app.subject.document.copy()().(documentCopiedMsg).text
		if k := strings.IndexFunc(text, obeyed); k >= 0 {
			t.Errorf("copied with %q", text[k:k+10])
		}
	})
}

func TestTheDocumentAtEverySize(t *testing.T) {
	for _, path := range [][]string{{"6"}, {"6", "G"}, {"6", "l"}, {"6", "x"}} {
		inRoomOf(t, busyAfternoon, func(r *rig) {
			for _, k := range path {
				r.key(k)
			}
			for _, w := range []int{40, 41, 59, 60, 63, 64, 76, 80, 97, 98, 110, 160, 200, 400} {
				for _, h := range []int{10, 11, 16, 24, 40, 120, 400} {
					r.send(tea.WindowSizeMsg{Width: w, Height: h})
					r.screen()
				}
			}
			if len(path) > 1 && path[1] == "G" {
				r.send(tea.WindowSizeMsg{Width: 80, Height: 24})
				r.shows("── Links") // the top stays where it is, and with it most of the end
			}
		})
	}
}

// documentLengths are those at which the cost of the document is measured.
var documentLengths = []int{10_000, 100_000}

// BenchmarkDocumentMade makes the preview of a long incident, as is done in the background while its log moves.
func BenchmarkDocumentMade(b *testing.B) {
	for _, n := range documentLengths {
		a, _ := longRoom(b, n, 200, 60)
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			for b.Loop() {
				if m := a.fx.makeDocument(importRef, 1, time.Time{})().(documentMadeMsg); m.err != nil {
					b.Fatal(m.err)
				}
			}
		})
	}
}

// BenchmarkDocumentKey scrolls and draws. Every entry is in the timeline of this document, which is more than there is
// in any that people write.
func BenchmarkDocumentKey(b *testing.B) {
	for _, n := range documentLengths {
		a, _ := longRoom(b, 100, 200, 60)
		rows := make([]postmortem.Row, n)
		for k := range rows {
			rows[k] = rowAt(uint64(k+1), began.Add(time.Duration(k)*time.Second))
		}
		a.tab = documentTab
		a.subject.document.preview = newPreview(smallDocument(rows...), time.Time{}, began)
		a.arrange()
		a.Update(tea.KeyPressMsg{Code: 'G', Text: "G"})
		b.Run(fmt.Sprintf("entries=%d", n), func(b *testing.B) {
			for k := 0; b.Loop(); k++ {
				if k%10 < 5 {
					a.Update(rigKeys["pgup"])
				} else {
					a.Update(rigKeys["pgdown"])
				}
				a.View()
			}
		})
	}
}
