package capture

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzScan(f *testing.F) {
	for _, o := range ownMessages {
		f.Add(label(o.text, "", "").Text)
	}
	for _, s := range hostile {
		f.Add(s[:min(len(s), 200)])
	}
	f.Fuzz(func(t *testing.T, s string) { checkSpans(t, s, Scan(s)) })
}

// checkSpans holds a result to its promise: spans in the text, ascending, apart,
// and each command's text the slice that they name.
func checkSpans(t *testing.T, s string, r Result) {
	t.Helper()
	runes := []rune(s)
	last := 0
	for _, c := range r.Commands {
		if c.Start < last || c.End <= c.Start || c.End > len(runes) {
			t.Fatalf("%q: command %+v after %d of %d", s, c, last, len(runes))
		}
		if utf8.ValidString(s) && string(runes[c.Start:c.End]) != c.Text || !strings.Contains(s, c.Text) {
			t.Fatalf("%q: command %+v is not its slice %q", s, c, string(runes[c.Start:c.End]))
		}
		last = c.End
	}
}

// hostile are messages made to be slow or to break a parser.
var hostile = []string{
	strings.Repeat("`", 100_000), strings.Repeat("` ", 100_000), strings.Repeat("```\n", 50_000), strings.Repeat("\"git push ", 20_000),
	strings.Repeat("'", 100_000), strings.Repeat("“", 50_000), strings.Repeat("git push ", 20_000), strings.Repeat("sudo ", 50_000),
	strings.Repeat("$(", 50_000), "git push " + strings.Repeat("$(", 50_000), "ls " + strings.Repeat("\"", 50_001), strings.Repeat("ls | ", 50_000),
	strings.Repeat("&amp;&lt;", 20_000), strings.Repeat("git push; ", 20_000), strings.Repeat("\x00", 100_000), "ls -l \x00\x1b[2J", strings.Repeat("SELECT * FROM a ", 10_000),
	strings.Repeat("(`", 40_000), strings.Repeat("mysql> a\n-> b\n", 10_000), "mysql> a\n" + strings.Repeat("-> b\n", 20_000), strings.Repeat("ps aux|grep ", 10_000),
	strings.Repeat("/msg a b ", 10_000), strings.Repeat("Get-Item -x ", 10_000), strings.Repeat("sudo -i ", 10_000), strings.Repeat("/dev/sda1 / ext4 x ", 5_000),
	strings.Repeat("run type ls terminal ", 10_000), strings.Repeat("cat <a", 20_000), strings.Repeat("user@host:~$ ", 10_000), strings.Repeat("A=1 ", 50_000),
	strings.Repeat("\xff", 100_000), strings.Repeat("/a", 50_000) + " -x", strings.Repeat("ls\\\n", 20_000), "```\n" + strings.Repeat("SELECT 1\n", 10_000) + "```",
	strings.Repeat("git push 'a", 10_000), strings.Repeat("x", 10<<20), strings.Repeat("git push\n", 1<<20),
}

func TestHostileMessages(t *testing.T) {
	for _, s := range hostile {
		r := Scan(s)
		if len(r.Commands) > MaxCommands {
			t.Errorf("%.20q…: %d commands", s, len(r.Commands))
		}
		if len(s) < 1<<20 {
			checkSpans(t, s, r)
		}
	}
}

// TestWorkIsLinear counts the bytes that are looked at more than once.
func TestWorkIsLinear(t *testing.T) {
	for _, text := range hostile {
		text = text[:min(len(text), MaxScanned)]
		s := scanner{text: text}
		s.message()
		if most := workPerByte*len(text) + workAtLeast + longestParsed + longestQuote; s.work > most {
			t.Errorf("%.20q…: %d bytes of work for %d", text, s.work, len(text))
		}
	}
}

// TestOnlySoMuchIsLookedAt holds the bound that keeps a message's cost bounded.
func TestOnlySoMuchIsLookedAt(t *testing.T) {
	filler := strings.Repeat("all quiet here\n", MaxScanned/15+1)
	if r := Scan(filler + "run `git push`"); len(r.Commands) != 0 {
		t.Errorf("%+v lies beyond the bound", r.Commands)
	}
	if r := Scan("run `git push`\n" + filler); len(r.Commands) != 1 {
		t.Errorf("%+v: want the command at the beginning", r.Commands)
	}
}

func TestProseCostsNoAllocation(t *testing.T) {
	for _, s := range prose {
		if n := testing.AllocsPerRun(50, func() { Scan(s) }); n != 0 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

var prose = []string{
	"mira: the importer on worker-7 is back, lag is down to 40s and the queue drains; I will check again at 14:30",
	"can somebody look at the graphs? the error rate went up when the deployment finished",
	"I think we should tell the customers now, it has been half an hour and there is no end in sight",
	"ok thanks, joining the call in a minute",
	"Did the replica catch up? Then we can move the traffic back and call it resolved.",
}

func BenchmarkScanProse(b *testing.B) {
	n := 0
	for b.Loop() {
		Scan(prose[n%len(prose)])
		n++
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/message")
}

func BenchmarkScanCommand(b *testing.B) {
	for b.Loop() {
		Scan("about to run `kubectl -n prod get pods -o wide | grep -v Running` and then sudo systemctl restart importer, ok?")
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/message")
}

func BenchmarkScanDev(b *testing.B) {
	all := readLabelled(b)
	bytes, n := 0, 0
	for b.Loop() {
		m := all[n%len(all)]
		Scan(m.Text)
		bytes += len(m.Text)
		n++
	}
	b.SetBytes(int64(bytes / max(1, n)))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N), "ns/message")
}

// TestEveryAnswerMeansOneThing: what stood in two rows would mean what the order of a map says.
func TestEveryAnswerMeansOneThing(t *testing.T) {
	meant := map[string]Ack{}
	for ack, row := range answerRows {
		for said := range strings.SplitSeq(row, "|") {
			said = strings.TrimSpace(said)
			if other, ok := meant[said]; ok {
				t.Errorf("%q means %v and %v", said, other, ack)
			}
			meant[said] = ack
		}
	}
}
