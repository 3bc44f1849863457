package capture

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	for _, c := range []struct {
		name, in string
		asJSON   bool
		want     string
		wantErr  string
	}{
		{"people", "run `mysql -pabc1 shop`", false, "shell  5-22  mysql -p[redacted: password] shop\n1 to capture, intent instruct-other\n", ""},
		{"people, hostile", "`git push \x1b[2Jx`", false, "shell  1-15  git push x\n1 to capture, intent propose\n", ""},
		{"nothing", "hello there", false, "no command\n", ""},
		{"answer", "lgtm", false, "no command, answer yes\n", ""},
		{"one object", "né `ls -l`", true, `{"commands":[{"start":4,"end":9,"text":"ls -l","kind":"shell"}],"intent":"report","ack":"no"}` + "\n", ""},
		{"empty", "", true, `{"commands":[],"intent":"-","ack":"no"}` + "\n", ""},
		{
			"lines", `{"id":"a","text":"+1"}` + "\n\n" + `{"text":"mysql> show tables;","id":7}` + "\n", false,
			`{"id":"a","commands":[],"intent":"-","ack":"yes"}` + "\n" +
				`{"id":7,"commands":[{"start":7,"end":19,"text":"show tables;","kind":"sql"}],"intent":"report","ack":"no"}` + "\n", "",
		},
		{
			"broken lines", "oops\n" + `{"id":"a","text":"yup"}` + "\n" + `{"id":"b"}` + "\n" + `{"id":"c","text":"-1"}`, false,
			`{"id":"a","commands":[],"intent":"-","ack":"ctx"}` + "\n" + `{"id":"c","commands":[],"intent":"-","ack":"veto"}` + "\n", "line 1",
		},
		{"entities", `{"id":"a","text":"` + "`cat &lt;f &amp;&amp; ls`" + `"}`, false, `{"id":"a","commands":[{"start":1,"end":24,"text":"cat &lt;f &amp;&amp; ls","kind":"shell"}],"intent":"propose","ack":"no"}` + "\n", ""},
	} {
		var out strings.Builder
		err := Run(strings.NewReader(c.in), &out, c.asJSON)
		if out.String() != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, out.String(), c.want)
		}
		if (err != nil) != (c.wantErr != "") || err != nil && !strings.Contains(err.Error(), c.wantErr) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.wantErr)
		}
	}
}

func TestRunNamesEveryBadLine(t *testing.T) {
	in := `{"id":1,"text":"a"}` + "\n{\"id\":2,\n" + `{"id":3,"text":"b"}` + "\n" + `{"id":4}` + "\n" + `{"id":5,"text":"c"}`
	var out strings.Builder
	err := Run(strings.NewReader(in), &out, true)
	if err == nil || !strings.Contains(err.Error(), "line 2:") || !strings.Contains(err.Error(), "line 4:") {
		t.Errorf("error %v", err)
	}
	if n := strings.Count(out.String(), "\n"); n != 3 {
		t.Errorf("%d lines printed, want 3", n)
	}
}

func TestRunSaysWhatItDidNotLookAt(t *testing.T) {
	var out strings.Builder
	err := Run(strings.NewReader(strings.Repeat("hello there\n", MaxScanned/10)), &out, false)
	if err == nil || !strings.Contains(err.Error(), "64 KiB") {
		t.Errorf("error %v", err)
	}
}

type broken struct{}

var errBroken = errors.New("broken pipe")

func (broken) Write([]byte) (int, error) { return 0, errBroken }
func (broken) Read([]byte) (int, error)  { return 0, errBroken }

func TestRunReportsItsPipes(t *testing.T) {
	if err := Run(strings.NewReader("hello"), broken{}, false); !errors.Is(err, errBroken) {
		t.Errorf("write error %v", err)
	}
	if err := Run(broken{}, io.Discard, false); !errors.Is(err, errBroken) {
		t.Errorf("read error %v", err)
	}
}
