package tui

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

// plainTerm is the plain console between two pipes, inside a synctest bubble.
type plainTerm struct {
	*terminal // the story is told through it; it has no screen
	in        *io.PipeWriter
	mu        sync.Mutex
	all       bytes.Buffer
	read      int // how much of it was looked at
	err       chan error
}

func (x *plainTerm) Write(b []byte) (int, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.all.Write(b)
}

func (x *plainTerm) output() string {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.all.String()
}

// inPlain runs a test at the plain console, after a story was written into its log.
func inPlain(t *testing.T, o Options, story func(*terminal), test func(*plainTerm)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		x := newPlainTerm(t, nil)
		if story != nil {
			story(x.terminal)
		}
		x.open(o)
		test(x)
	})
}

// newPlainTerm makes it with a log of its own, or one that is given.
func newPlainTerm(t *testing.T, log timeline.Log) *plainTerm {
	if log == nil {
		log = logtest.NewMemory()
	}
	x := &plainTerm{terminal: &terminal{t: t, start: time.Now()}, err: make(chan error, 1)}
	x.recorder = timeline.NewRecorder(log, func() time.Time { return began.Add(time.Since(x.start)) })
	return x
}

func (x *plainTerm) open(o Options) {
	if o.Me == "" {
		o.Me = "zac"
	}
	if o.Recorder == nil {
		o.Recorder = x.recorder
	}
	var in *io.PipeReader
	in, x.in = io.Pipe()
	o.Zone, o.Input, o.Output = paris, in, x
	ctx, cancel := context.WithCancel(context.Background())
	go func() { x.err <- runPlain(ctx, o.filled()) }()
	x.t.Cleanup(func() {
		cancel()
		_ = in.Close()
		time.Sleep(time.Minute) // lets effects that wait end with the bubble
	})
	x.settle()
}

// settle lets the program finish what it does.
func (x *plainTerm) settle() {
	time.Sleep(50 * time.Millisecond)
	synctest.Wait()
}

// types sends lines and gives what is said to them.
func (x *plainTerm) types(lines ...string) string {
	x.t.Helper()
	x.news()
	for _, l := range lines {
		if _, err := io.WriteString(x.in, l+"\n"); err != nil {
			x.t.Fatalf("type %q: %v\n%s", l, err, x.output())
		}
		x.settle()
	}
	return x.news()
}

// news is what was said since it was last looked at.
func (x *plainTerm) news() string {
	all := x.output()
	text := all[x.read:]
	x.read = len(all)
	return text
}

// wait lets time pass.
func (x *plainTerm) wait(d time.Duration) string {
	time.Sleep(d)
	x.settle()
	return x.news()
}

// saysInOrder fails unless every one of the texts is in what was said, in this order.
func saysInOrder(t *testing.T, text string, wanted ...string) {
	t.Helper()
	rest := text
	for _, w := range wanted {
		k := strings.Index(rest, w)
		if k < 0 {
			t.Fatalf("not said, or not there: %q\n%s", w, text)
		}
		rest = rest[k+len(w):]
	}
}

// typedLines are what is answered to lines, in the room of the afternoon at 14:00 in Paris.
var typedLines = []struct {
	name  string
	typed []string
	want  []string
	not   string
}{
	{name: "an order", typed: []string{"action @nick look at zookeeper in 3m"}, want: []string{"recorded entry 24: A4: @nick, please look at zookeeper; back to you at 14:03 CET\n"}},
	{name: "for somebody else", typed: []string{"as @omar note it is the client"}, want: []string{"recorded entry 24: it is the client\n"}},
	{name: "an earlier time", typed: []string{"13:40 note the phone rang"}, want: []string{"recorded entry 24, at 13:40: the phone rang\n"}},
	{name: "a refusal", typed: []string{"thaw 7"}, want: []string{"not done: there is no freeze 7, the last is 1; instead: thaw 1\n"}},
	{name: "a parse error", typed: []string{"action @nick"}, want: []string{`not understood: after "action @nick": the task is missing; for example: action @zac check DNS in 15m`}},
	{name: "an unknown word", typed: []string{"rom"}, want: []string{`not understood: "rom" is no verb known here; did you mean room?`}},
	{name: "a verb that is nearly one", typed: []string{"freze all because it burns"}, want: []string{"did you mean freeze"}},
	{name: "an abbreviation", typed: []string{"peop"}, want: []string{"@omar, "}},
	{name: "an abbreviation of two", typed: []string{"ro"}, want: []string{`not done: "ro" could be room or role`}},
	{name: "a beginning that a verb has too", typed: []string{"comm"}, want: []string{`not done: "comm" could be commands or command`}},
	{name: "nothing", typed: []string{""}, want: []string{"NOW "}},
	{
		name: "a dangerous order", typed: []string{"resolve fix in place", "yes"},
		want: []string{
			"question: Resolve the incident and carry over what is open?\n", "about it: List import problems (20230104_list_import_problems)\n",
			"about it: A2 @omar, find what the 12:40 deployment changed: becomes a follow-up\n", "about it: F1 of all, held by @omar: is lifted\n",
			"about it: Resolution: fix in place\n", "Type yes to do it", "resolved: fix in place\n",
		},
	},
	{name: "a dangerous order that is not meant", typed: []string{"resolve", "y"}, want: []string{"Type yes to do it", "not done: Resolve the incident"}, not: "recorded"},
	{name: "taking command", typed: []string{"as @nick take command because zac is away", "yes"}, want: []string{"question: Take command from @zac?", "a handoff is better.", "It is recorded as done by @nick, typed in by you.", "recorded entry 24"}},
	{name: "a form", typed: []string{"action", "@nick", "look at zookeeper", ""}, want: []string{"Assign an action item.", "who? (e.g. @zac)\n", "what? (e.g. look at the resolver)\n", "minutes? (empty: 15)\n", "recorded entry 24: A4: @nick, please look at zookeeper; back to you at 14:15 CET\n"}},
	{name: "a form of several lines", typed: []string{"ask note", `first\`, "second"}, want: []string{"text? ", "recorded entry 24: first\n  second\n"}},
	{name: "a form with a danger", typed: []string{"ask resolve", "over", "yes"}, want: []string{"how? ", "question: Resolve the incident", "resolved: over"}},
	{name: "a form that is left", typed: []string{"ask assign", "@nick", "cancel", "ask action", "", "dig", ""}, want: []string{"not recorded: Assign an action item", "who? (empty keeps: @nick; a single - takes it away)", "recorded entry 24: A4: @nick, please dig"}},
	{name: "a form that is filled in wrongly", typed: []string{"ask assign", "not a handle!", "dig", "", "needs"}, want: []string{"not done: \"not a handle!\" is not a handle", "ask action goes on with it", "things need you"}, not: "recorded entry"},
	{name: "a verb without a form of the screen", typed: []string{"title", `Lists "now" import late`}, want: []string{"text? (it is needed)", `recorded entry 24: `, `Lists "now" import late`}},
	{name: "correct by questions", typed: []string{"ask correct", "20", "", "", "told them", "slow clock"}, want: []string{"entry? (its number)", "time? ", "person? ", "text? ", "reason? ", "recorded: entry 20 corrected: text “told them”: slow clock"}},
	{name: "one of several action items", typed: []string{"ask done", "A3", "limit raised"}, want: []string{"action item? (one of A", "recorded entry 24: A3 (raise the limit on one box and watch it) done: limit raised"}},
	{name: "undo", typed: []string{"note wrong", "undo", "yes"}, want: []string{"recorded entry 24: wrong", "question: Take back what you did?", "is taken back: wrong", "recorded: entry 24 retracted: taken back"}},
	{name: "undo of nothing", typed: []string{"undo"}, want: []string{"not done: nothing was recorded from here"}},
	{name: "show an entry", typed: []string{"show 20"}, want: []string{"entry 20\n", "happened: Wed 4 Jan 2023 13:58:00 CET\n", "by: @mia\n", "kind: update_told\n", "text: internal update: List imports are delayed"}},
	{name: "show an action item", typed: []string{"show a2"}, want: []string{"action item A2, @omar, find what the 12:40 deployment changed: ", "said yes: not yet; as @omar ack 2 writes it down"}},
	{name: "show a freeze", typed: []string{"show F1"}, want: []string{"deploys FROZEN, F1 of all, held by @omar", "since 13:24 (12:24 UTC), entry 5"}},
	{name: "show what is not there", typed: []string{"show C9"}, want: []string{"not done: there is no C9\n"}},
	{name: "the log", typed: []string{"log 2"}, want: []string{"the last 2 of 21 entries, oldest first:\nWednesday 4 January 2023\n13:58 entry 20 mia: internal update", "14:00 entry 21 zac: @zac offers IC to @nora"}},
	{name: "the log with words", typed: []string{"log udp @lena"}, want: []string{`the last 2 of 21 entries to fit "udp @lena", oldest first:`, "13:52 entry 15 lena: $ ss -s | head -4\n  Total: 65211\n  TCP:", "the boxes run out of UDP connections"}},
	{name: "the log without such words", typed: []string{"log zebra"}, want: []string{`none of 21 entries fits "zebra"`}},
	{name: "the log by kind", typed: []string{"star 4", "log kind:freeze", "log *", "log kind:"}, want: []string{`the last 1 of 21 entries to fit "kind:freeze", oldest first:`, "13:24 entry 5 omar: F1", `to fit "*"`, "13:09 starred entry 4 omar: I see the exception", "not done: "}},
	{name: "the log as it was written", typed: []string{"correct 4 text other", "log written 3"}, want: []string{"the last 3 of 24 events, oldest first:", "event 24 zac: entry 4 corrected: text “other”"}},
	{name: "a place in the log", typed: []string{"go 13:51", "go 5", "go 99"}, want: []string{"entries 15 to 21 of 21:\nWednesday 4 January 2023\n13:52 entry 15 lena", "entries 5 to 14 of 21:", "not done: there is no entry 99"}},
	{name: "turns and silences", typed: []string{"turns", "silences"}, want: []string{"entries are turns or have a star, oldest first:", "13:05 entry 1 erin: declared", "13:24 entry 5 omar: F1", "from 13:09 (12:09 UTC) nothing for 15m, until entry 5"}},
	{name: "the room", typed: []string{"room"}, want: []string{
		"List import problems, 20230104_list_import_problems, SEV-2, told internal, investigating for 55m, IC @zac for 14m.\n", "the time is Wednesday 4 January 2023, 14:00 CET (13:00 UTC)\n", "NOW ",
		"2 action items are open\n", "action item A3, @lena, raise the limit on one box and watch it: due in ", "deploys FROZEN, F1 of all, held by @omar", "IC is offered to @nora by @zac", "role ICL: @mia for 4m\n", "told internal 2m ago, the next due in ",
	}},
	{name: "the people", typed: []string{"people"}, want: []string{"2 people have an open action item\n", "@zac, acting, on 14m, IC for 14m\n", "@nora, was not paged, IC is offered by @zac, not accepted yet\n", "@omar, here 51m, does A2, find what the 12:40 deployment changed, given 14m ago by @zac"}},
	{name: "the commands", typed: []string{"cmd @tomas `ss -s`", "commands"}, want: []string{"1 command waits for a second pair of eyes, 0 run without one, no others", "command C1 of @tomas, shown at 14:00 (13:00 UTC), waits to be confirmed: ss -s"}},
	{name: "the document", typed: []string{"document", "document 1", "document 99"}, want: []string{"The post-mortem has ", "section 1: At a glance\n", "section 2: Summary, waits for you to write it\n", "At a glance. From the record.\n", "Severity: SEV-2 (entry ", "End of section 1 of ", "not done: the document has "}},
	{name: "the brief", typed: []string{"brief"}, want: []string{"Situation: List import problems, SEV-2", "Open: A"}},
	{name: "the board", typed: []string{"board"}, want: []string{"1 open incident, ", "List import problems, SEV-2, investigating for 55m, told internal, IC @zac, "}},
	{name: "another incident", typed: []string{"declare sev 1 All is down", "note it is", "open import", "board"}, want: []string{"recorded: declared All is down, as 20230104_all_is_down", "In All is down, ", "recorded entry 2: it is", "In List import problems", "2 open incidents"}},
	{name: "another incident by questions", typed: []string{"ask declare", "All is down", "1", "", "note it is"}, want: []string{"title? ", "severity? ", "tier? ", "In All is down, ", "recorded entry 2: it is"}},
	{name: "a declaration that is left", typed: []string{"ask declare", "cancel", "note here"}, want: []string{"not recorded: Declare an incident", "recorded entry 24: here"}},
	{name: "the past", typed: []string{"at 13:30", "room", "note no", "log 1", "now", "note yes"}, want: []string{
		"[past 13:30] Everything is now answered as it was known on Wednesday 4 January 2023, 13:30 CET (12:30 UTC). now goes back.\n",
		"[past 13:30] List import problems, 20230104_list_import_problems, SEV-3, told engineering, investigating for 25m, no IC.\n", "[past 13:30] no action items are open\n",
		"[past 13:30] not done: an earlier time is shown; type now to go back first\n", "[past 13:30] the last 1 of 5 entries", "Back to now.\n", "recorded entry 24: yes\n",
	}, not: "recorded entry 24: no"},
	{name: "before the record", typed: []string{"at 12:00"}, want: []string{"not done: nothing of it was known then; the record begins at 13:05:00"}},
	{name: "a time before an order", typed: []string{"at 13:30 note the phone rang"}, want: []string{"recorded entry 24, at 13:30: the phone rang"}},
	{name: "help", typed: []string{"help", "help freeze", "help xyzzy"}, want: []string{"room: where the incident stands", "quit: leave baton", "freeze all|SERVICE", "for example: freeze", "also: hat", "not done: \"xyzzy\" is nothing that can be typed"}},
	{name: "verbs", typed: []string{"verbs"}, want: []string{"action items, action @PERSON TASK [in WAIT]: give a task"}},
	{name: "too long a line", typed: []string{strings.Repeat("a", mostLine+1), "note next"}, want: []string{"not done: the line is too long", "recorded entry 24: next"}},
	{name: "a line of another system", typed: []string{"note dos\r"}, want: []string{"recorded entry 24: dos\n"}},
}

func TestPlainLines(t *testing.T) {
	for _, test := range typedLines {
		t.Run(test.name, func(t *testing.T) {
			inPlain(t, Options{Clean: onlyText}, afternoon, func(x *plainTerm) {
				t := x.t
				x.news()
				text := x.types(test.typed...)
				saysInOrder(t, text, test.want...)
				if test.not != "" && strings.Contains(text, test.not) {
					t.Errorf("said: %q\n%s", test.not, text)
				}
				if strings.Contains(test.name, "past") {
					inside := text[:strings.Index(text, "Back to now.")]
					for l := range strings.SplitSeq(strings.TrimSuffix(inside, "\n"), "\n") {
						if !strings.HasPrefix(l, "[past 13:30] ") {
							t.Errorf("about the past, and does not say so: %q", l)
						}
					}
				}
			})
		})
	}
}

func TestPlainSaysWhatItIs(t *testing.T) {
	inPlain(t, Options{}, nil, func(x *plainTerm) {
		t := x.t
		text := x.news()
		saysInOrder(t, text, "baton, the incident commander's console in plain lines. Wednesday 4 January 2023, 13:05 CET (12:05 UTC).\n",
			"No incident yet; when in doubt, declare one", "Type an order such as: action @zac check DNS in 15m.")
		if n := strings.Count(text, "\n"); n != 3 {
			t.Errorf("%d lines:\n%s", n, text)
		}
		saysInOrder(t, x.types("note x", "room", "needs"), "none is open here", "room is about an incident", "needs is about an incident")
	})
	two := func(x *terminal) {
		x.declared("zac", incident.Declare{Title: "First"})
		x.declared("zac", incident.Declare{Title: "Second", Practice: true})
	}
	inPlain(t, Options{Banner: "DEMO"}, two, func(x *plainTerm) {
		t := x.t
		saysInOrder(t, x.news(), "plain lines. DEMO Wednesday", "2 incidents are open: Second (20230104_second); First (20230104_first).\n")
		saysInOrder(t, x.types("open", "open first", "board"), "not done: 2 incidents could be meant; instead: open 20230104_second", "In First, DEMO, 20230104_first", "Second, PRACTICE, ")
	})
}

// TestPlainAfternoon sits at the console while the incident goes on.
func TestPlainAfternoon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := newPlainTerm(t, nil)
		x.open(Options{Me: "nora"})
		saysInOrder(t, x.news(), "No incident yet")
		ref := x.declared("erin", incident.Declare{Title: "List import problems", Severity: 3})
		if text := x.types("open import"); !strings.Contains(text, "In List import problems") {
			t.Fatal(text)
		}
		x.at(41)
		x.by("zac", ref, incident.TakeCommand{})
		x.by("zac", ref, incident.Assign{Owner: "omar", Task: "find what the 12:40 deployment changed", In: 15 * time.Minute})
		saysInOrder(t, x.wait(2*time.Second), "DUE 13:07 (12:07 UTC) nobody is IC: who takes command? (type take command)\n", "Wednesday 4 January 2023\n",
			"13:46 entry 3 zac: @zac took command\n", "13:46 entry 4 zac: A1: @omar, please find what the 12:40 deployment changed; back to you at 14:01 CET\n")
		saysInOrder(t, x.wait(58*time.Second), "DUE 13:47 (12:47 UTC) @omar has not said yes to A1 yet: find what the 12:40 deployment changed\n")
		x.by("omar", ref, incident.AcknowledgeAction{No: 1})
		saysInOrder(t, x.wait(12*time.Minute+5*time.Second), "SOON 14:01 (13:01 UTC) A1: ask @omar: find what the 12:40 deployment changed\n")
		saysInOrder(t, x.wait(2*time.Minute), "DUE 14:01 (13:01 UTC) A1: ask @omar: find what the 12:40 deployment changed\n")
		if text := x.wait(3 * time.Minute); strings.Contains(text, "A1") {
			t.Errorf("said again:\n%s", text)
		}

		x.types("ask note")
		x.by("omar", ref, says("it is the client\nof the metrics"))
		x.by("zac", ref, incident.OfferRole{Role: incident.IC, To: "nora", Brief: "your turn"})
		if text := x.wait(time.Second); text != "" {
			t.Errorf("said while a question waits:\n%s", text)
		}
		saysInOrder(t, x.types("I have read it"), "recorded entry ", ": I have read it\n", "2 entries meanwhile:\n", "omar: it is the client\n  of the metrics\n", "@zac offers IC to @nora: your turn\n")
		saysInOrder(t, x.types("needs", "accept", "people"), "OFFERED, @zac offers you IC (type accept)\n", "recorded entry ", "@nora is IC, taking over from @zac\n", "@nora, acting, on <1m, IC for <1m\n")
		saysInOrder(t, x.types("resolve found and mended", "yes", "brief", ""), "becomes a follow-up", "resolved: found and mended", "Situation: ", "NOW the incident is resolved; reopen because")
		saysInOrder(t, x.types("quit"), "left baton\n")
		if err := <-x.err; err != nil {
			t.Error(err)
		}
	})
}

func TestPlainRemindsOnceOfSeveralConsoles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := newPlainTerm(t, nil)
		ref := first.declared("zac", incident.Declare{Title: "List import problems"})
		first.by("zac", ref, incident.TakeCommand{})
		first.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: 5 * time.Minute})
		first.by("nick", ref, incident.AcknowledgeAction{No: 1})
		first.open(Options{})
		second := newPlainTerm(t, nil)
		second.open(Options{Recorder: first.recorder})
		looking := newPlainTerm(t, nil)
		looking.open(Options{Recorder: first.recorder, ReadOnly: true})
		all := first.wait(6*time.Minute) + second.wait(0)
		if n := strings.Count(all, "\nDUE ") + strings.Count(all, "\nOVERDUE "); n != 1 || len(remindersIn(t, first.recorder)) != 1 {
			t.Errorf("%d reminders were said, %d recorded:\n%s", n, len(remindersIn(t, first.recorder)), all)
		}
		if n := strings.Count(all+looking.output(), "SOON 13:10 (12:10 UTC) A1"); n != 3 {
			t.Errorf("%d consoles said that it is soon due, of three", n)
		}
	})
}

func TestPlainThatOnlyReads(t *testing.T) {
	story := func(x *terminal) {
		ref := x.declared("zac", incident.Declare{Title: "List import problems"})
		x.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: time.Minute})
	}
	inPlain(t, Options{ReadOnly: true}, story, func(x *plainTerm) {
		t := x.t
		saysInOrder(t, x.wait(2*time.Minute), "READ ONLY", "DUE 13:06 (12:06 UTC) A1: ask @nick")
		if shown := remindersIn(t, x.recorder); len(shown) > 0 {
			t.Errorf("recorded as shown: %v", shown)
		}
		saysInOrder(t, x.types("note x", "ask note", "declare x", "undo"), "not done: this console only reads", "not done: this console only reads", "not done: this console only reads", "not done: this console only reads")
	})
}

func TestPlainAsksAgainAfterAReminder(t *testing.T) {
	story := func(x *terminal) {
		ref := x.declared("zac", incident.Declare{Title: "List import problems"})
		x.by("zac", ref, incident.TakeCommand{})
		x.by("zac", ref, incident.Assign{Owner: "nick", Task: "look at zookeeper", In: time.Minute})
	}
	inPlain(t, Options{}, story, func(x *plainTerm) {
		t := x.t
		x.types("action", "@omar")
		saysInOrder(t, x.wait(2*time.Minute), "DUE 13:06 (12:06 UTC) A1: ask @nick: look at zookeeper\n", "what? (e.g. look at the resolver)\n")
		saysInOrder(t, x.types("dig", "5"), "recorded entry ", "@omar, please dig")
	})
}

func TestPlainSaysWhomToCall(t *testing.T) {
	roster := func() (*incident.Roster, error) { return someRoster(), nil }
	inPlain(t, Options{Roster: roster}, afternoon, func(x *plainTerm) {
		saysInOrder(x.t, x.types("who dns"), "system resolver, also dns\n", "call 1 for resolver: @ines, Inés Paredes, +44 20 7946 0477, 22:00 there\n",
			"call 2 for resolver: @lena, Lena Okoro, +44 20 7946 0018, 22:00 there\n", "about resolver: the rota: https://rota.example/network\n")
		saysInOrder(x.t, x.types("who"), "system importer, also list import\n", "system Mail relay\n", "team network\n", "person @omar, also Omar Haddad\n")
		saysInOrder(x.t, x.types("who resolvre", "people"), "not done: the roster has no \"resolvre\"; instead: who resolver\n", "@omar, Omar Haddad, here 51m")
	})
	inPlain(t, Options{}, afternoon, func(x *plainTerm) {
		saysInOrder(x.t, x.types("who import"), "not done: there is no roster that says whom to call")
	})
}

func TestPlainWritesTheDocument(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.md")
	inPlain(t, Options{}, afternoon, func(x *plainTerm) {
		saysInOrder(x.t, x.types("document write", path, ""), "file? (empty keeps: post-mortem.md", "replace? (empty: no", "written to "+path)
		if text, err := os.ReadFile(path); err != nil || !strings.Contains(string(text), "List import problems") {
			x.t.Errorf("%v: %.80s", err, text)
		}
		saysInOrder(x.t, x.types("document write", path, "no", "needs"), "not done: there is a file "+path+" already", "document write goes on with it", "things need you")
		saysInOrder(x.t, x.types("document write", "", "yes"), "file? (empty keeps: "+path, "written to "+path)
		saysInOrder(x.t, x.types("document write", "-", ""), "not done: no file is named")
	})
}

func TestPlainOverABadLog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad := &badLog{Log: told(t, afternoon).Log(), ended: make(chan struct{})}
		x := newPlainTerm(t, bad)
		x.open(Options{})
		bad.full.Store(true)
		saysInOrder(t, x.types("note the disk fills up"), "FAILED, NOT RECORDED: the disk fills up. Append to "+string(importRef)+": the disk is full.")
		bad.full.Store(false)
		saysInOrder(t, x.types("note the disk fills up"), "recorded entry ", ": the disk fills up\n")
		saysInOrder(t, x.types("ask note", "kept"), "recorded entry ")
		bad.full.Store(true)
		saysInOrder(t, x.types("ask note", "not kept"), "FAILED, NOT RECORDED", "What you answered is kept: ask note goes on with it.")
		bad.full.Store(false)
		bad.broken.Store(true)
		saysInOrder(t, x.types("log 3"), "CANNOT READ entries of "+string(importRef))
		bad.broken.Store(false)
		close(bad.ended)
		saysInOrder(t, x.wait(time.Second), "LOST THE LOG: nothing new comes in since ")
	})
}

// TestPlainOrdersOfOneSecond: an order right after a declaration is another one, though no second has passed.
func TestPlainOrdersOfOneSecond(t *testing.T) {
	inPlain(t, Options{}, nil, func(x *plainTerm) {
		t := x.t
		_, err := io.WriteString(x.in, "declare sev 2 All is down\ntake command\nnote one\nnote two\n")
		if err != nil {
			t.Fatal(err)
		}
		x.settle()
		saysInOrder(t, x.news(), "recorded: declared All is down", "recorded entry 2: @zac took command", "recorded entry 3: one", "recorded entry 4: two")
	})
}

func TestPlainEndsWithItsInput(t *testing.T) {
	for _, typed := range []string{"", "note half a line", "ask note\n", "resolve\n", "log\n"} {
		inPlain(t, Options{}, afternoon, func(x *plainTerm) {
			t := x.t
			if _, err := io.WriteString(x.in, typed); err != nil {
				t.Fatal(err)
			}
			_ = x.in.Close()
			if err := <-x.err; err != nil {
				t.Errorf("after %q: %v", typed, err)
			}
			want := map[string]string{"note half a line": "recorded entry 24: half a line\n", "ask note\n": "not recorded: Note\n", "log\n": "entry 21 zac:"}[typed]
			saysInOrder(t, x.output(), want)
		})
	}
}

// TestPlainHostileLog: no byte of what is written is one that a terminal would obey.
func TestPlainHostileLog(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			x := newPlainTerm(t, nil)
			hostile(t, x.recorder, evilFacts()...)
			evil := strings.TrimSpace(evil)
			x.open(Options{ASCII: ascii, Banner: evil, Status: func() string { return evil }, Clean: onlyText, Services: evilServices, Outgoing: evilOutgoing})
			x.wait(3 * time.Minute)
			x.types("open list", "room", "needs", "outgoing", "people", "commands", "log 50", "log written 50", "log "+evil, "go 3", "turns", "silences", "who "+evil, "brief", "board", "document", "verbs", "help "+evil, "show 2", "show A1", "show C1", "show F1",
				"as "+evil, "note "+evil, evil, "action", evil, evil, "", "resolve "+evil, "no", "undo", "no", "at 13:06", "room", "now")
			for k := range 28 {
				x.types(fmt.Sprintf("document %d", k+1))
			}
			text := x.output()
			if len(text) < 10_000 {
				t.Fatalf("little was said:\n%s", text)
			}
			for k := range len(text) {
				if c := text[k]; c < 0x20 && c != '\n' || c == 0x7f || ascii && c > 0x7e {
					t.Fatalf("byte %#x in %q", c, text[max(k-60, 0):min(k+60, len(text))])
				}
			}
			if k := strings.IndexFunc(text, obeyed); k >= 0 {
				t.Errorf("a sign that a terminal would obey: %q", text[max(k-60, 0):min(k+60, len(text))])
			}
		})
	}
}

// slowReader gives a text in pieces of a few bytes.
type slowReader struct {
	text string
	step int
}

func (r *slowReader) Read(b []byte) (int, error) {
	n := min(len(b), r.step, len(r.text))
	if n == 0 {
		return 0, io.EOF
	}
	copy(b, r.text[:n])
	r.text = r.text[n:]
	return n, nil
}

func FuzzPlainLines(f *testing.F) {
	f.Add("room\nneeds\r\n\nlast", 3)
	f.Add(strings.Repeat("x", mostLine+5)+"\nnext\n", 5000)
	f.Add("\x00\xff\r\r\n", 1)
	f.Fuzz(func(t *testing.T, text string, step int) {
		step = max(step&0xffff, 1)
		if step < len(text)/1000 {
			step = len(text) / 1000
		}
		var got []typedLine
		readLines(&slowReader{text, step}, func(l typedLine) bool {
			got = append(got, l)
			return true
		})
		want := strings.Split(text, "\n")
		if want[len(want)-1] == "" {
			want = want[:len(want)-1]
		}
		if len(got) != len(want) {
			t.Fatalf("%d lines, want %d: %q", len(got), len(want), text)
		}
		for k, w := range want {
			w = strings.TrimSuffix(w, "\r")
			if l := got[k]; !l.cut && l.text != w || l.cut && (len(w) <= mostLine || !strings.HasPrefix(w, l.text)) || len(l.text) > mostLine {
				t.Fatalf("line %d is %.60q (cut: %v), want %.60q", k, l.text, l.cut, w)
			}
		}
	})
}
