package incident

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew; never do it for events_v1.hex once a log exists")

func clockAt(hour, minute int) time.Time { return time.Date(2023, 1, 4, hour, minute, 0, 0, time.UTC) }

// story is one fact of every kind, in an order that folds, with every field set somewhere.
var story = []Fact{
	IncidentDeclared{Ref: "20230104_list_import_problems", Title: "List import problems", Tier: Engineering, Severity: 3, Practice: true},
	PersonNamed{Person: "zac", Name: "Zac Hill"},
	TitleChanged{Title: "List imports are late"},
	RoleTaken{Role: ICL, Holder: "mia"},
	CommandTaken{Holder: "zac", From: "nick", Reason: "nick is offline"},
	TierChanged{From: Engineering, To: Internal, Reason: "customers notice"},
	SeverityChanged{From: 3, To: 2, Reason: "all imports fail"},
	ImpactStated{From: clockAt(12, 40), Until: clockAt(15, 40), Text: "imports arrive late", Counts: []Count{{340, "customers"}}},
	ResponderCalled{Person: "zac", Step: StepPaged, Text: "DNS trouble on some boxes"},
	ActionAssigned{No: 1, Owner: "nick", Task: "check DNS", Due: clockAt(14, 20)},
	ActionAcknowledged{No: 1},
	ActionExtended{No: 1, Due: clockAt(14, 30), Reason: "waiting for logs"},
	ReminderShown{About: "A1", Due: clockAt(14, 30)},
	ActionHandedOn{No: 1, From: "nick", To: "zac", Due: clockAt(14, 45)},
	ActionDone{No: 1, Outcome: "it was the resolver"},
	ActionAssigned{No: 2, Owner: "mia", Task: "call the vendor", Due: clockAt(14, 50)},
	ActionDropped{No: 2, Reason: "not needed any more"},
	ActionAssigned{No: 3, Owner: "mia", Task: "write to customers", Due: clockAt(16, 0)},
	DeployFrozen{No: 1, Holder: "nick", Scopes: []string{"importer", "mailer"}, Reason: "bad deploy", Expires: clockAt(15, 0)},
	FreezeStolen{No: 1, By: "zac", Left: []string{"mailer"}, Reason: "the fix must go out"},
	DeployFrozen{No: 2, Holder: "zac", Scopes: []string{"importer"}, Reason: "the fix must go out", Expires: clockAt(15, 30), StolenFrom: "nick"},
	FreezeExtended{No: 2, Expires: clockAt(16, 0), Reason: "fix not out yet"},
	FreezeLifted{No: 2, Reason: "the fix is out"},
	CommandProposed{No: 1, Text: "ss -s", Language: Shell, Author: "zac", Message: "slack:C1:1672840800.000100"},
	CommandObjected{No: 1, Reason: "it says nothing of UDP"},
	CommandConfirmed{No: 1, Text: "go"},
	CommandRun{No: 1, By: "zac"},
	OutputShown{No: 1, Text: "UDP 65535", Failed: true},
	CommandUndone{No: 1, How: "restarted the resolver"},
	DecisionProposed{No: 1, Text: "roll back the 12:40 deployment"},
	DecisionObjected{No: 1, Reason: "the rollback loses data"},
	DecisionMade{No: 1, Text: "too risky", Owner: "nick", Abandoned: true},
	DecisionMade{No: 2, Text: "cache the client", Owner: "zac", Straight: true},
	UpdateTold{Audience: Internal, Text: "we know the cause", Next: clockAt(15, 12)},
	SituationReported{Conditions: "imports fail", Actions: "Zac restarts the resolver", Needs: "a reviewer"},
	NoteTaken{Text: "the queue has stopped growing"},
	LinkAdded{URL: "https://grafana.example/d/imports?a=1&b=2", Title: "import dashboard"},
	EntryObserved{Sort: "deploy", Text: "importer 2.4.1"},
	MessagePosted{
		Text: "<https://x.example|see> & “look”", Thread: "slack:C1:1672840800.000100", Broadcast: true, Bot: true,
		Files: []File{{Name: "graph.png", URL: "https://files.example/graph.png", Type: "png"}}, Channel: "C1",
	},
	MessagePosted{Lost: true},
	MessageEdited{Message: "slack:C1:1672840800.000100", Text: "ss -su"},
	MessageDeleted{Message: "slack:C1:1672840800.000100"},
	MessageReacted{Message: "slack:C1:1672840800.000100", Emoji: "eyes", By: []Person{"zac", "mia"}, Count: 3},
	ChannelChanged{What: "topic", Text: "set the channel's topic to: imports", Channel: "C1"},
	EntryCorrected{Entry: 36, When: &When{At: clockAt(14, 32), Until: clockAt(14, 40), Precision: Approximate}, Text: new("the queue shrinks"), Actor: new(Person("mia")), Reason: "the clock was wrong"},
	EntryStarred{Entry: 36},
	EntryTagged{Entry: 36, Tag: "detection"},
	EntriesMerged{Into: 36, Entries: []uint64{37, 38}},
	EntryRetracted{Entry: 38, Reason: "it was another incident"},
	EntryRestored{Entry: 38},
	RoleOffered{Role: IC, From: "zac", To: "nick", Brief: "cause found, fix in review"},
	OfferDeclined{Role: IC, From: "zac", To: "nick", Reason: "I am on another incident"},
	RoleHandedOver{Role: IC, From: "zac", To: "mia", Brief: "cause found, fix in review"},
	RoleLeft{Role: ICL, Holder: "mia", Reason: "she is IC"},
	StatusChanged{From: Investigating, To: Monitoring, Reason: "fix in place since 15:40"},
	FollowUpAdded{No: 1, Text: "write to customers", Owner: "mia", Action: 3},
	ActionCarriedOver{No: 3, FollowUp: 1},
	FollowUpClosed{No: 1, Outcome: "ticket OPS-77"},
	FreezeLifted{No: 1, Reason: "the incident is resolved"},
	IncidentResolved{Text: "imports work"},
	IncidentReopened{Reason: "the queue grows again"},
	PostmortemOwned{Owner: "mia"},
	MeetingScheduled{At: time.Date(2023, 1, 6, 14, 0, 0, 0, time.UTC), Where: "room 5"},
	ZoneSet{Zone: "Europe/Paris", Before: "UTC"},
	ActionReopened{No: 2, Due: clockAt(17, 0), Reason: "the vendor calls back", Before: ActionIsDropped, Outcome: "not needed any more"},
	ReminderSnoozed{About: "A2", Due: clockAt(17, 0), Until: clockAt(17, 10), Reason: "Mia is on the phone"},
	ActionExtended{No: 2, Due: clockAt(17, 20), Reason: "still on the phone", Before: clockAt(17, 0)},
	ActionHandedOn{No: 2, From: "mia", To: "nick", Due: clockAt(17, 40), Before: clockAt(17, 20)},
	DeployFrozen{No: 3, Holder: "zac", Reason: "it is back", Expires: clockAt(17, 0)},
	FreezeExtended{No: 3, Expires: clockAt(18, 0), Reason: "fix not out yet", Before: clockAt(17, 0)},
	TitleChanged{Title: "List imports are late again", Before: "List imports are late"},
	EntryCorrected{
		Entry: 36, When: &When{At: clockAt(14, 33)}, Text: new("the queue grows"), Actor: new(Person("zac")),
		BeforeWhen: &When{At: clockAt(14, 32), Until: clockAt(14, 40), Precision: Approximate}, BeforeText: new("the queue shrinks"), BeforeActor: new(Person("mia")),
	},
	ChannelBound{Service: "slack", ID: "C1", Name: "20230104_list_import_problems", Team: "T1", URL: "https://x.slack.example/archives/C1"},
	DeliveryReworded{Key: "e34", Text: "we think we know the cause"},
	DeliveryReworded{Key: "e34", Text: "we know the cause, <nearly>", Before: "we think we know the cause"},
	DeliveryBegun{Key: "e34", What: "post"},
	DeliveryUnclear{Key: "e34", What: "post", Reason: "the connection broke"},
	DeliveryMade{Key: "e34", What: "post", Receipt: "C1:1672841000.000100"},
	DeliveryBegun{Key: "topic/6", What: "topic"},
	DeliveryFailed{Key: "topic/6", What: "topic", Reason: "the channel is archived"},
	DeliveryRetried{Key: "topic/6", What: "topic"},
	DeliveryBegun{Key: "topic/6", What: "topic"},
	DeliveryFailed{Key: "topic/6", What: "topic", Reason: "the channel is archived"},
	DeliverySkipped{Key: "e35", Reason: "it is old news"},
	DeliveryMade{Key: "headline"},
}

// storyEvents wraps the story in envelopes that between them use every field and each precision.
func storyEvents(t *testing.T) []Event {
	t.Helper()
	c := &chain{t: t, now: noon}
	for n, f := range story {
		c.wait(time.Minute)
		g := Given{By: "zac", Now: c.now, Origin: "console"}
		switch n % 4 {
		case 1:
			g.EnteredBy, g.When = "nick", When{At: c.now.Add(-time.Hour), Precision: Approximate}
		case 2:
			g.Origin, g.Known, g.Key = "slack", c.now.Add(-time.Second), fmt.Sprintf("slack:C1:%d.000100", c.now.Unix())
		case 3:
			g.When = When{At: c.now.Add(-time.Hour), Until: c.now.Add(-time.Minute), Precision: Unknown}
		}
		c.keep(f, g)
	}
	return c.events
}

// golden holds got to a file of testdata, or writes the file.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s\n got %s\nwant %s", file, got, want)
	}
}

// TestStoredBytesAreFrozen: the bytes of one event of every kind are those that the first baton wrote. Whoever makes this
// test fail has changed the format under the logs that exist: add a field or a version instead.
func TestStoredBytesAreFrozen(t *testing.T) {
	var lines bytes.Buffer
	for _, e := range storyEvents(t) {
		stored, err := e.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s %s\n", e.Kind, hex.EncodeToString(stored))
	}
	golden(t, "events_v1.hex", lines.Bytes())
}

// frozenEvents decodes the frozen bytes.
func frozenEvents(t testing.TB) []Event {
	t.Helper()
	file, err := os.ReadFile("testdata/events_v1.hex")
	if err != nil {
		t.Fatal(err)
	}
	var events []Event
	for line := range strings.Lines(string(file)) {
		_, digits, _ := strings.Cut(strings.TrimSpace(line), " ")
		stored, err := hex.DecodeString(digits)
		if err != nil {
			t.Fatal(err)
		}
		e, err := DecodeEvent(stored)
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// TestFrozenBytesAreRead: the frozen bytes still say what was written, in an unbroken chain.
func TestFrozenBytesAreRead(t *testing.T) {
	var prev Hash
	for n, e := range frozenEvents(t) {
		f, err := e.Fact()
		if err != nil || !reflect.DeepEqual(f, story[n]) {
			t.Errorf("event %d: %v\n got %#v\nwant %#v", e.Seq, err, f, story[n])
		}
		if e.Prev != prev {
			t.Errorf("event %d: the chain is broken", e.Seq)
		}
		if prev, err = e.Hash(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTold is for reading: every kind's sentence, as it is told with the incident, and with nothing but the fact.
func TestTold(t *testing.T) {
	events := frozenEvents(t)
	i, err := Fold(Incident{}, eventsOf(events))
	if err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	for _, e := range events {
		f, err := e.Fact()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&told, "%2d %-19s %s\n", e.Seq, e.Kind, f.Tell(&i))
		if alone := f.Tell(&Incident{}); alone != f.Tell(&i) {
			fmt.Fprintf(&told, "   %-19s %s\n", "alone", alone)
		}
	}
	golden(t, "told.txt", told.Bytes())
}

// TestFoldIsFrozen: whoever changes what the story folds to changes FoldVersion, the file's name and the file.
func TestFoldIsFrozen(t *testing.T) {
	i, err := Fold(Incident{}, eventsOf(frozenEvents(t)))
	if err != nil {
		t.Fatal(err)
	}
	state, err := json.MarshalIndent(i, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, fmt.Sprintf("fold_v%d.json", FoldVersion), append(state, '\n'))
}

func TestEveryKindIsWhole(t *testing.T) {
	samples := map[Kind]Fact{}
	for _, f := range story {
		samples[f.Kind()] = f
	}
	for _, k := range Kinds() {
		f, ok := samples[k]
		if !ok {
			t.Errorf("%s has no frozen bytes", k)
			continue
		}
		zero, err := facts()[k].decode([]byte("{}"))
		if err != nil || zero.Kind() != k || facts()[k].kind != k {
			t.Errorf("%s decodes as %v, %v", k, zero, err)
		}
		if strings.TrimSpace(f.Tell(&Incident{})) == "" {
			t.Errorf("%s tells nothing", k)
		}
	}
	if len(samples) != len(Kinds()) {
		t.Errorf("%d kinds have frozen bytes, %d are listed", len(samples), len(Kinds()))
	}
}

// TestNewsFromTheFuture: what this program does not know is kept, counted and shown.
func TestNewsFromTheFuture(t *testing.T) {
	c := declared(t)
	for _, e := range []Event{
		{Seq: 2, Kind: "moon_phase", Version: 1, When: At(noon), Data: []byte(`{"phase":"full"}`)},
		{Seq: 3, Kind: "title_changed", Version: 2, When: At(noon), Data: []byte(`["another","shape"]`)},
		{Seq: 4, Kind: "message_posted", Version: 9, When: At(noon), Data: []byte(`7`)},
	} {
		stored, err := e.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		if e, err = DecodeEvent(stored); err != nil {
			t.Fatal(err)
		}
		if c.i, err = Apply(c.i, e); err != nil {
			t.Fatal(err)
		}
		f, err := e.Fact()
		if want := fmt.Sprintf("? %s/%d (from a newer baton): %s", e.Kind, e.Version, e.Data); err != nil || f.Tell(&c.i) != want || f.Kind() != e.Kind {
			t.Errorf("told as %q, %v, want %q", f.Tell(&c.i), err, want)
		}
	}
	if c.i.Seq != 4 || c.i.Entries != 4 || c.i.Title != "List import problems" {
		t.Errorf("folded to %s", asJSON(t, c.i))
	}
}
