package grammar

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/incident"
)

// now is the moment at which the lines of the tests are typed, a Wednesday.
var now = time.Date(2023, 1, 4, 14, 40, 20, 500, time.UTC)

func paris(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("no time zone database: ", err)
	}
	return zone
}

// readers read the same line in different places; a printed line must mean the same to all of them.
func readers(t testing.TB) []Reader {
	public := incident.Public
	return []Reader{
		{Now: now},
		{Now: now.AddDate(3, 0, 0), Zone: paris(t), Me: "mia", People: []incident.Person{"zac", "3", "it"}, Started: now, Tier: &public},
	}
}

func TestEveryOrderReadsBackAsItWasPrinted(t *testing.T) {
	all := readers(t)
	for _, kind := range slices.Sorted(maps.Keys(orders)) {
		t.Run(kind, rapid.MakeCheck(func(t *rapid.T) {
			p := Phrase{Order: orders[kind].Draw(t, "order"), As: maybe(person()).Draw(t, "as"), When: maybe(when()).Draw(t, "when")}
			zone := rapid.SampledFrom([]*time.Location{nil, time.UTC, all[1].Zone, time.FixedZone("", -5*3600)}).Draw(t, "zone")
			line := Print(p, zone)
			if strings.ContainsAny(line, "\n\r") {
				t.Fatalf("%q is more than a line", line)
			}
			for _, r := range all {
				got, err := r.Parse(line)
				if err != nil {
					t.Fatalf("%s\nof %#v: %v", line, p.Order, err)
				}
				if p.Verb = got.Verb; !reflect.DeepEqual(got, p) {
					t.Fatalf("%s\nreads as %#v\nnot %#v", line, got, p)
				}
			}
		}))
	}
}

// The orders of chat intake and of those who deliver come from machines and have no line.
var intake = []string{"Post", "EditPost", "DeletePost", "React", "NoteChannel", "Observe", "RemindShown", "BindChannel", "BeginDelivery", "FinishDelivery", "DoubtDelivery", "FailDelivery"}

func TestEveryOrderHasALine(t *testing.T) {
	var missing []string
	for _, name := range orderTypes(t) {
		if orders[name] == nil && !slices.Contains(intake, name) {
			missing = append(missing, name)
		}
	}
	if missing != nil {
		t.Errorf("no line is known for the orders %v", missing)
	}
}

func orderTypes(t *testing.T) (found []string) {
	for _, file := range incidentFiles(t) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "decide" && f.Recv != nil {
				found = append(found, f.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	if len(found) < 40 {
		t.Fatalf("only %d orders found in package incident", len(found))
	}
	return found
}

func incidentFiles(t *testing.T) (files []*ast.File) {
	paths, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func TestPrintOfOrdersWithoutALine(t *testing.T) {
	for _, o := range []incident.Order{
		incident.Post{},
		incident.Observe{Text: "x"},
		incident.Confirm{Message: "slack:C1:1"},
		incident.Propose{Text: "ls", Message: "slack:C1:1"},
		incident.Call{Person: "zac", Step: "thanked"},
		nil,
	} {
		if line := Print(Phrase{Order: o}, nil); line != "" {
			t.Errorf("%#v prints %q", o, line)
		}
	}
}

func TestPrintLeavesOutTheRef(t *testing.T) {
	line := Print(Phrase{Order: incident.Declare{Ref: "20230104_x", Title: "x y"}}, nil)
	if line != "declare x y" {
		t.Errorf("got %q", line)
	}
}

// A text stands bare where it can, so that a line reads as somebody would have typed it.
func TestPrintQuotesOnlyWhereNeeded(t *testing.T) {
	for _, tt := range []struct {
		order incident.Order
		want  string
	}{
		{incident.Assign{Owner: "zac", Task: "check DNS", In: 15 * time.Minute}, `action @zac check DNS in 15m`},
		{incident.Assign{Owner: "zac", Task: "wait 15m"}, `action @zac "wait 15m"`},
		{incident.Assign{Owner: "zac", Task: "wait 15m", In: time.Hour}, `action @zac wait 15m in 1h`},
		{incident.FinishAction{Outcome: "3 hosts"}, `done "3 hosts"`},
		{incident.FinishAction{No: 3, Outcome: "3 hosts"}, `done 3 3 hosts`},
		{incident.Note{Text: "say \"hi\"\nto C:\\new"}, `note "say \"hi\"\nto C:\\new"`},
		{incident.Note{Text: `he said "stop" twice`}, `note he said "stop" twice`},
		{incident.Propose{Text: "echo `date`"}, "cmd \"echo `date`\""},
		{incident.Propose{Author: "zac", Text: `grep "a b" c`, Language: incident.Shell}, "cmd @zac `grep \"a b\" c` shell"},
		{incident.Freeze{Scopes: []string{"importer", "my service"}, Reason: "bad deploy"}, `freeze importer, "my service" because bad deploy`},
		{incident.Report{Conditions: "a / b", Needs: "c"}, `report "a / b" / / c`},
		{incident.Correct{Entry: 12, Text: new("b"), Reason: "c"}, `correct 12 text "b" because c`},
		{incident.SetTier{To: incident.Engineering, Reason: "x"}, `downgrade engineering because x`},
	} {
		if got := Print(Phrase{Order: tt.order}, nil); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, v := range Verbs() {
		f.Add(v.Example)
	}
	for _, s := range nasty {
		f.Add("action " + s)
		f.Add("as " + s + " note " + s)
	}
	f.Add("cmd @zac ```\nss -s\n``` sql ran")
	f.Add("snooze update internal 10m because the text is in review")
	f.Add("reopen A3 20m because it is back")
	f.Add("correct 12 at 14:32 by @zac text \"a b\" because c")
	f.Fuzz(func(t *testing.T, line string) {
		for _, r := range readers(t) {
			p, err := r.Parse(line)
			if err != nil {
				checkFault(t, line, err)
				continue
			}
			again := Print(p, r.Zone)
			got, err := r.Parse(again)
			if err != nil || !reflect.DeepEqual(got, p) {
				t.Fatalf("%q\nprints %q\nreads as %#v, %v\nnot %#v", line, again, got, err, p)
			}
		}
		for _, can := range Complete(line, Hints{People: []Known{{"@zac", ""}}, Dues: []Known{{"A3", ""}, {"update internal", ""}, {"no ic", ""}}}) {
			if can.At < 0 || can.At > len(line) {
				t.Fatalf("%q: %q would replace from %d", line, can.Text, can.At)
			}
		}
	})
}

func checkFault(t *testing.T, line string, err error) {
	var fault *ParseError
	if !errors.As(err, &fault) {
		t.Fatalf("%q: %T is not a ParseError", line, err)
	}
	if fault.At < 0 || fault.At > len(line) || fault.Line != line || fault.Problem == "" || fault.Example == "" {
		t.Fatalf("%q: %#v", line, fault)
	}
	if !strings.HasPrefix(strings.TrimSpace(line), fault.Understood) {
		t.Fatalf("%q: understood %q", line, fault.Understood)
	}
}
