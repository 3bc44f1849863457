package tell

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/outbox"
)

// keys are the names of deliveries, in one line.
func keys(all []outbox.Delivery) string {
	var names []string
	for _, d := range all {
		names = append(names, d.Key)
	}
	return strings.Join(names, " ")
}

// TestQuiet: what is no news in the channel is not told.
func TestQuiet(t *testing.T) {
	for _, c := range []struct{ name, before, line string }{
		{"a note", "", "zac: note the queue has stopped growing"},
		{"a correction", "zac: note x", "zac: correct 3 text y"},
		{"a star", "zac: note x", "zac: star 3"},
		{"a zone", "", "zac: zone Europe/Paris"},
		{"a name", "", "zac: name @omar Omar Aziz"},
		{"the yes to a task", "zac: action @nick check DNS", "nick: ack"},
		{"a snooze", "zac: action @nick check DNS", "zac: snooze A1 20m because Nick is on the phone"},
		{"the end of a follow-up", "zac: followup write a runbook", "zac: close 1 ticket OPS-77"},
		{"an output", "zac: cmd @nick `ss -s` ran", "nick: output 1 UDP 65535"},
		{"who is released", "zac: joined @omar", "zac: release @omar"},
		{"an impact", "", "zac: impact imports are delayed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRoom(t)
			r.do("zac: declare List import problems", "zac: take command")
			if c.before != "" {
				r.do(c.before)
			}
			if r.do(c.line); len(r.last) > 0 {
				t.Errorf("%s is told:\n%s", c.line, sight(t, r.last))
			}
		})
	}
}

// TestNothingOfDrillsAndArchives: they do not touch the workspace, whatever happens in them.
func TestNothingOfDrillsAndArchives(t *testing.T) {
	for name, o := range map[string]incident.Declare{
		"drill": {Title: "Drill", Practice: true}, "archive": {Title: "Old", Past: true}, "archive of a drill": {Title: "Old", Past: true, Practice: true},
	} {
		r := newRoom(t)
		r.order(o, r.given("zac"))
		r.do("zac: take command", "zac: decide roll back", "+2h")
		r.all = append(r.all, r.due()...)
		if r.do("zac: resolve it was nothing"); len(r.all) > 0 {
			t.Errorf("of a %s is told:\n%s", name, sight(t, r.all))
		}
	}
}

// TestChannelOfAnArchive: an incident that came in from an archive has a channel once it is opened again, and only one.
func TestChannelOfAnArchive(t *testing.T) {
	r := newRoom(t)
	r.order(incident.Declare{Title: "Old", Past: true}, r.given("zac"))
	r.do("nick: take command", "zac: reopen because it is back")
	if got := keys(r.last); got != "channel purpose topic/3 invite/zac invite/nick headline pin" {
		t.Errorf("reopened, it asks for %s", got)
	}
	r.do("zac: resolve", "zac: reopen because it is back")
	if got := keys(r.last); got != "e5 topic/5 headline/5" {
		t.Errorf("reopened again, it asks for %s", got)
	}
}

// TestNothingAfterTheEnd: the end is told, and what people do to the record afterwards is not.
func TestNothingAfterTheEnd(t *testing.T) {
	r := newRoom(t)
	r.do("zac: declare List import problems", "zac: resolve")
	if got := keys(r.last); got != "e2 topic/2 headline/2" {
		t.Errorf("resolved, it asks for %s", got)
	}
	r.do("zac: followup write a runbook", "zac: decide buy more disks")
	if len(r.last) > 0 || len(r.due()) > 0 {
		t.Errorf("after the end is told:\n%s", sight(t, r.last))
	}
}

// TestHeard: what follows from the messages of the channel stands there already; what is said of it elsewhere does not.
func TestHeard(t *testing.T) {
	heard := incident.Given{By: "zac", Now: noon.Add(time.Second), When: incident.At(noon), Known: noon, Origin: "slack", Key: "slack:C1:1672833600.000100"}
	untimed := heard
	untimed.Known, untimed.When = time.Time{}, incident.When{At: noon, Precision: incident.Unknown}
	r := newRoom(t)
	r.do("nick: declare List import problems")
	for _, in := range []struct {
		o incident.Order
		g incident.Given
	}{
		{incident.Propose{Author: "zac", Text: "ss -s", Message: heard.Key, AlreadyRun: true}, heard},
		{incident.AddFollowUp{Text: "write a runbook"}, heard},
		{incident.ProposeDecision{Text: "roll back"}, heard},
		{incident.AddLink{URL: "https://a.example/d"}, heard},
		{incident.Object{No: 1, Reason: "no"}, heard},
	} {
		if r.order(in.o, in.g); len(r.last) > 0 {
			t.Errorf("%+v is told:\n%s", in.o, sight(t, r.last))
		}
	}
	untimed.By = "mia"
	if r.order(incident.Confirm{No: 1}, untimed); len(r.last) > 0 {
		t.Errorf("a reaction without a time is told:\n%s", sight(t, r.last))
	}
	slash := incident.Given{By: "nick", Now: noon.Add(time.Minute), Origin: "slack", Key: "slack:button:1"}
	r.order(incident.Confirm{No: 1, Text: "go ahead"}, slash)
	const want = "e9:\n  @UZAC, nick has confirmed *C1*: go ahead. Still against it: zac.\n  $ ss -s"
	if got := sight(t, r.last); got != want {
		t.Errorf("a button that confirms is told as\n%s", got)
	}
	if r.order(incident.Propose{Author: "zac", Text: "ls", Message: "slack:C1:1672833600.000200"}, slash); len(r.last) > 0 {
		t.Errorf("a message that somebody marks as a command is told:\n%s", sight(t, r.last))
	}
	r.order(incident.AddFollowUp{Text: "write a runbook"}, slash)
	if got := keys(r.last); got != "e11" {
		t.Errorf("a slash command asks for %q", got)
	}
}

// TestOptions: a new channel has the links and the people that it is given, and can do without any.
func TestOptions(t *testing.T) {
	r := newRoom(t)
	r.planner = New(Options{
		Mention: mention, Zone: time.FixedZone("JST", 9*3600),
		Invite: func(*incident.Incident) []incident.Person { return []incident.Person{"zac", "nick", "nobody-known"} },
		Bookmarks: func(i *incident.Incident) []AddBookmark {
			return []AddBookmark{{Title: "Status <page>", Link: "https://status.example/" + string(i.Ref)}, {Title: "evil", Link: "javascript:alert(1)"}, {Link: "https://b.example"}}
		},
	})
	r.do("nick: declare List import problems")
	got := sight(t, r.last)
	for _, want := range []string{
		"\nbookmarks/1 bookmark: Status ‹page› (status.example) → https://status.example/20230104_list_import_problems\nbookmarks/3 bookmark: b.example → ",
		"\ninvite/nick invite @nick\ninvite/zac invite @zac\nheadline", "Declared at 21:00 JST by nick",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	alone := newRoom(t)
	alone.planner = New(Options{})
	alone.do("nick: declare List import problems", "nick: action @zac check DNS")
	if got, want := sight(t, alone.last), "e2:\n  *A1*: zac, please check DNS. Back to you at 12:15 UTC."; !strings.HasPrefix(got, want) {
		t.Errorf("without options is told\n%s", got)
	}
}

// TestFrame: what the worker needs besides the words.
func TestFrame(t *testing.T) {
	r := newRoom(t)
	r.do("nick: declare List import problems", "+1m", "zac: take command", "zac: action @nick check DNS in 5m", "+6m")
	frame := func(d outbox.Delivery) string {
		return fmt.Sprintf("%s %s after=%q latest=%v seq=%d asked=%s for=%s", d.Key, d.What, d.After, d.Latest, d.Seq, d.Asked.Format("15:04"), d.GiveUp.Sub(d.Asked))
	}
	var got []string
	for _, d := range append(r.all, r.due()...) {
		got = append(got, frame(d))
	}
	want := []string{
		`channel channel after="" latest=false seq=1 asked=12:00 for=24h0m0s`,
		`purpose purpose after="channel" latest=true seq=1 asked=12:00 for=24h0m0s`,
		`topic/1 topic after="channel" latest=true seq=1 asked=12:00 for=24h0m0s`,
		`invite/nick invitation after="channel" latest=false seq=1 asked=12:00 for=24h0m0s`,
		`headline headline after="channel" latest=false seq=1 asked=12:00 for=24h0m0s`,
		`pin pin after="headline" latest=false seq=1 asked=12:00 for=24h0m0s`,
		`invite/zac invitation after="channel" latest=false seq=2 asked=12:01 for=24h0m0s`,
		`e2 post after="channel" latest=false seq=2 asked=12:01 for=2h0m0s`,
		`topic/2 topic after="channel" latest=true seq=2 asked=12:01 for=24h0m0s`,
		`headline/2 headline edit after="headline" latest=true seq=2 asked=12:01 for=24h0m0s`,
		`invite/nick invitation after="channel" latest=false seq=3 asked=12:01 for=24h0m0s`,
		`e3 post after="channel" latest=false seq=3 asked=12:01 for=2h0m0s`,
		`due/A1/1672833960 check-back after="channel" latest=false seq=3 asked=12:06 for=30m0s`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestSameTwice: both methods are functions of what they are given.
func TestSameTwice(t *testing.T) {
	first, second := newRoom(t), newRoom(t)
	for _, r := range []*room{first, second} {
		r.do("nick: declare List import problems", "nick: zone Europe/Paris", "zac: take command", "zac: action @nick check DNS in 5m", "+31m")
	}
	if !reflect.DeepEqual(first.all, second.all) || !reflect.DeepEqual(first.due(), second.due()) || !reflect.DeepEqual(first.due(), first.due()) {
		t.Error("the same log asks for something else the second time")
	}
}

// TestReworded: a person's words take the place of ours, and what they can be answered with stays.
func TestReworded(t *testing.T) {
	r := newRoom(t)
	r.do("nick: declare internal List import problems")
	for _, d := range r.last {
		if post, ok := d.Body.(Post); ok && post.Reworded(d.Text).Mrkdwn != post.Mrkdwn {
			t.Errorf("the headline in its own words shows\n%s", shown(t, post.Reworded(d.Text)))
		}
	}
	r.do("nick: action @zac check DNS")
	d := r.last[len(r.last)-1]
	if d.Text != "A1: zac, please check DNS. Back to you at 12:15 UTC." {
		t.Errorf("the words are %q", d.Text)
	}
	got := shown(t, d.Body.(Post).Reworded("please look at <!channel> `DNS`\nnow\n> he said\n> twice\n\nthanks"))
	const want = "  @UZAC please look at <!channel> `DNS`\n  now\n  > he said\n  > twice\n  thanks\n  [I have it: ack A1] [Done: done A1] [+15 min: more A1]"
	if got != want {
		t.Errorf("reworded it shows\n%s", got)
	}
	r.do("nick: update internal a fix is out next 30m")
	d = r.last[0]
	if again := d.Body.(Post).Reworded(d.Text); again.Mrkdwn != d.Body.(Post).Mrkdwn {
		t.Errorf("its own words make %q of %q", again.Mrkdwn, d.Body.(Post).Mrkdwn)
	}
	r.do("nick: cmd @zac `ls`")
	post := r.last[0].Body.(Post)
	if got := shown(t, post.Reworded("")); got != "  (empty)" {
		t.Errorf("a command reworded to nothing shows\n%s", got)
	}
}

// TestInWords: what is sent is what the delivery says now.
func TestInWords(t *testing.T) {
	r := newRoom(t)
	r.do("nick: declare internal List import problems", "nick: action @zac check DNS", "nick: sev 2")
	for _, d := range r.all {
		if got := InWords(d); !reflect.DeepEqual(got, d.Body) {
			t.Errorf("unchanged, %s becomes %+v", d.Key, got)
		}
		if d.Text == "" {
			continue
		}
		d.Text = "other <words>"
		if got := seen(t, InWords(d)); !strings.Contains(got, "other <words>") && !strings.Contains(got, "other ‹words›") {
			t.Errorf("reworded, %s becomes %s", d.Key, got)
		}
	}
}

func TestUserOf(t *testing.T) {
	for mention, want := range map[string]string{
		"<@U1>": "U1", "<@W0AB>": "W0AB", "": "", "<@U1|zac>": "", "<!channel>": "", "<@S1>": "", "x<@U1>": "", "<@U1> ": "", "<@U1><!here>": "", "<@U>": "",
	} {
		if got := userOf(mention); got != want {
			t.Errorf("%q mentions %q, want %q", mention, got, want)
		}
	}
}
