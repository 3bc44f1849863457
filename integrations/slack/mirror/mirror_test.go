package mirror

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"baton/incident"
	"baton/timeline"
	"baton/timeline/logtest"
)

func (d *desk) check(t *testing.T, want ...string) {
	t.Helper()
	if got := view(t, d.rec, d.ref); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (d *desk) do(t *testing.T, o incident.Order, by incident.Person) {
	t.Helper()
	if _, _, err := d.rec.Do(context.Background(), d.ref, timeline.Instruction{Order: o, Given: incident.Given{By: by}}); err != nil {
		t.Fatal(err)
	}
}

func TestWhatAChannelSays(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	first := c.say("U1", "imports are slow, see <https://grafana.test/d/1|the board> &amp; ask <@U2>")
	c.message(object{"user": "U2", "text": "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCY \u202e", "thread_ts": first, "subtype": "thread_broadcast"})
	c.message(object{"user": "U2", "subtype": "channel_topic", "topic": "SEV2", "text": "set the channel's topic: SEV2"})
	c.message(object{"user": "U3", "subtype": "file_share", "text": "", "files": []object{{"name": "graph.png", "url_private": "https://files.test/g.png?t=xoxe-1"}}})
	c.press(first, "U2", "eyes")
	c.press(first, "U3", "eyes")
	c.press(first, "U2", "eyes")
	c.pin(first, "U3")
	gone := c.say("U1", "never mind")
	c.edit(gone, "never mind that")
	c.remove(gone)
	c.message(object{"bot_id": "B0", "subtype": "bot_message", "text": "update told to engineering"})
	c.message(object{"user": "U0", "subtype": "channel_join", "text": "<@U0> has joined the channel"})
	d.take(t, c.events...)
	d.check(
		t,
		"13:00:01.000100 link_added @alice: Grafana dashboard https://grafana.test/d/1",
		"13:00:01.000100 message_posted @alice: imports are slow, see the board (https://grafana.test/d/1) & ask @bob :eyes:1[@carol]",
		"13:00:02.000100 message_posted @bob: AWS_SECRET_ACCESS_KEY=[redacted: secret]",
		"13:00:03.000100 channel_changed @bob: set the channel's topic: SEV2",
		"13:00:04.000100 message_posted @carol: [file: graph.png]",
		"13:00:08.000100 channel_changed @carol: pinned: imports are slow, see the board (https://grafana.test/d/1) & ask @bob",
		"13:00:09.000100 message_posted @alice: never mind that edited from never mind deleted",
	)
}

// An answer in the open channel means the newest proposal before it. One that comes late changes which that is.
func TestALateProposalTakesTheAnswer(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	c.say("U1", "going to run `kubectl delete pod hub-0`")
	c.say("U2", "going to run `systemctl restart importer`")
	c.say("U3", "lgtm")
	d.take(t, c.events[0], c.events[2])
	if got := view(t, d.rec, d.ref); !strings.HasPrefix(got[len(got)-1], "C<1> `kubectl delete pod hub-0` of @alice is confirmed") {
		t.Errorf("before: %q", got)
	}
	d.take(t, c.events[1])
	d.check(
		t,
		"13:00:01.000100 command_proposed @alice: C<1>: @alice shows `kubectl delete pod hub-0`",
		"13:00:01.000100 message_posted @alice: going to run `kubectl delete pod hub-0`",
		"13:00:02.000100 command_proposed @bob: C<2>: @bob shows `systemctl restart importer`",
		"13:00:02.000100 message_posted @bob: going to run `systemctl restart importer`",
		"13:00:03.000100 command_confirmed @carol: C<2> `systemctl restart importer` confirmed: lgtm",
		"13:00:03.000100 message_posted @carol: lgtm",
		"C<1> `kubectl delete pod hub-0` of @alice is proposed",
		"C<2> `systemctl restart importer` of @bob is confirmed; @carol at 13:00:03: lgtm",
	)
}

// Who agreed to another command than the one that stands there now has not agreed to it.
func TestAnAnswerBeforeTheEditDoesNotCount(t *testing.T) {
	for name, edited := range map[string]struct{ text, stage string }{
		"another command":   {"going to run `kubectl delete pod hub-1`", "proposed"},
		"another word only": {"now going to run `kubectl delete pod hub-0`", "confirmed"},
	} {
		c, d := newChannel(), newDesk(t)
		at := c.say("U1", "going to run `kubectl delete pod hub-0`")
		c.say("U2", "lgtm")
		c.press(at, "U3", "+1")
		c.edit(at, edited.text)
		d.take(t, c.events...)
		d.fill(t, c)
		state, err := d.rec.State(context.Background(), d.ref)
		if err != nil {
			t.Fatal(err)
		}
		if all := standing(&state); len(all) != 1 || all[0].Stage() != edited.stage {
			t.Errorf("%s: %+v", name, all)
		}
	}
}

// What people decided about the channel's commands is theirs.
func TestWhatPeopleSayElsewhereStays(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	at := c.say("U1", "going to run `kubectl delete pod hub-0`")
	c.say("U2", "going to run `systemctl restart importer`")
	c.press(at, "U2", "+1")
	d.take(t, c.events[:2]...)
	state, err := d.rec.State(context.Background(), d.ref)
	if err != nil {
		t.Fatal(err)
	}
	d.do(t, incident.Confirm{No: 1, Text: "on the bridge"}, "carol")
	d.do(t, incident.Retract{Entry: state.Commands.At(1).Proposed.Seq, Reason: "an example"}, "carol")
	d.take(t, c.events[2])
	c.press(at, "U2", "+1")
	c.say("U3", "ok to run `systemctl restart importer`?")
	d.take(t, c.events[3:]...)
	if state, err = d.rec.State(context.Background(), d.ref); err != nil {
		t.Fatal(err)
	}
	first, second := state.Commands.At(0), state.Commands.At(1)
	if !first.Confirmed() || len(first.Confirms) != 2 || !first.Confirms[1].Said.Struck || !second.Retracted {
		t.Errorf("%+v\n%+v", first, second)
	}
}

// A report in the channel is the end of a command that was shown on the console.
func TestAReportOfACommandFromTheConsole(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	d.do(t, incident.Propose{Author: "alice", Text: "systemctl restart importer"}, "alice")
	d.do(t, incident.Confirm{No: 1}, "bob")
	c.now = int(today.Unix()) - began + 1
	c.say("U1", "I ran `systemctl restart importer`, it worked")
	c.say("U2", "going to run `kubectl delete pod hub-0`")
	d.take(t, c.events...)
	state, err := d.rec.State(context.Background(), d.ref)
	if err != nil {
		t.Fatal(err)
	}
	if n, first := state.Commands.Len(), state.Commands.At(0); n != 2 || first.Run.IsZero() || first.Unseen() {
		t.Errorf("%d commands, the first %+v", n, first)
	}
}

func TestOnlyItsChannelAndOnlyWhatCanBeRead(t *testing.T) {
	d := newDesk(t)
	before := d.head(t)
	d.take(
		t, `{"type":"event_callback","event":{"type":"message","channel":"C2","ts":"1672837201.000100","user":"U1","text":"elsewhere"}}`,
		`{"event":{"type":"message","channel":"C1","user":"U1","text":"no ts"}}`, `{"event":{"type":"new_kind","channel":"C1"}}`, `{"event":`, "",
		`{"event":{"type":"reaction_added","user":"U1","item":{"type":"message","channel":"C1"}}}`,
		`{"event":{"type":"message","subtype":"message_changed","channel":"C1","ts":"1672837201.000100"}}`,
	)
	d.page(t, Request{}, `{"ok":false,"error":"ratelimited"}`)
	d.page(t, Request{}, `{"ok":true,"messages":[{"ts":"x","text":"xoxb-123456789012-abcdefghijklmnop"}]}`)
	u := d.mirror.Unread()
	if d.head(t) != before || u.Count != 9 || len(u.Samples) != 9 {
		t.Errorf("%d events are new, unread: %+v", d.head(t)-before, u)
	}
	for _, s := range u.Samples {
		if s.Reason == "" || strings.Contains(s.Body, "abcdefghijklmnop") {
			t.Errorf("sample %+v", s)
		}
	}
}

// What cannot be read is kept before the call returns, cleaned and masked, and a call that cannot keep it fails.
func TestUnreadEventsAreKept(t *testing.T) {
	full := errors.New("the disk is full")
	var kept []string
	d := newDesk(t)
	d.keep = func(reason string, body []byte) error {
		if full != nil {
			return full
		}
		kept = append(kept, reason+": "+string(body))
		return nil
	}
	d.open(t)
	c := newChannel()
	c.say("U1", "looking")
	long := strings.Repeat("x", 3000)
	events := []Event{
		Decode([]byte(`{"event":{"type":"new_kind","channel":"C1","token":"xoxb-123456789012-abcdefghijklmnop"},"more":"` + "\u202e" + long + `"}`)),
		Decode([]byte(c.events[0])),
	}
	if err := d.mirror.TakeAll(t.Context(), events); !errors.Is(err, full) || d.mirror.Unread().Count != 0 {
		t.Fatalf("%v, %+v", err, d.mirror.Unread())
	}
	full = nil
	for range 2 {
		if err := d.mirror.TakeAll(t.Context(), events); err != nil {
			t.Fatal(err)
		}
	}
	if len(kept) != 2 || d.mirror.Unread().Count != 2 || !strings.Contains(kept[0], "its type is not known") || !strings.Contains(kept[0], long) {
		t.Errorf("%d are kept, of %+v", len(kept), d.mirror.Unread())
	}
	if strings.ContainsAny(kept[0], "\u202e") || strings.Contains(kept[0], "abcdefghijklmnop") {
		t.Errorf("unclean: %q", kept[0])
	}
	d.check(t, "13:00:01.000100 message_posted @alice: looking")
}

// The newest message is that of the channel, whatever is said about it later and whichever came last.
func TestNewest(t *testing.T) {
	c, d := newChannel(), newDesk(t)
	if at := d.mirror.Newest(); !at.IsZero() {
		t.Errorf("an empty channel: %s", at)
	}
	first := c.say("U1", "looking")
	c.message(object{"user": "U2", "subtype": "channel_topic", "text": "SEV2"})
	newest := ts(c.now)
	c.edit(first, "looking again")
	c.press(first, "U2", "eyes")
	c.pin(first, "U2")
	d.takeAll(t, c.events[1], c.events[0])
	d.take(t, c.events[2:]...)
	for range 2 {
		if at := d.mirror.Newest().String(); at != newest {
			t.Errorf("got %s, want %s", at, newest)
		}
		d.open(t)
	}
}

// brittle is a log whose append, or reading, fails when it is told to, counted from now.
type brittle struct {
	timeline.Log
	fail, blind int
}

func (l *brittle) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	if l.blind--; l.blind == 0 {
		return func(yield func(incident.Event, error) bool) { yield(incident.Event{}, timeline.ErrClosed) }
	}
	return l.Log.Read(ctx, ref, from)
}

func (l *brittle) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if l.fail--; l.fail == 0 {
		return timeline.Appended{}, timeline.ErrFull
	}
	return l.Log.Append(ctx, ref, expected, events...)
}

// Where what follows from a message cannot be written, the same message again brings it.
func TestWhatCouldNotBeWrittenIsMadeUpFor(t *testing.T) {
	for failing := 1; failing <= 2; failing++ {
		log := &brittle{Log: logtest.NewMemory()}
		c, d := newChannel(), newDeskOn(t, log)
		c.say("U1", "going to run `kubectl delete pod hub-0`")
		log.fail = failing
		if err := d.mirror.Take(t.Context(), Decode([]byte(c.events[0]))); !errors.Is(err, timeline.ErrFull) {
			t.Fatalf("append %d: %v", failing, err)
		}
		d.take(t, c.events...)
		if got := view(t, d.rec, d.ref); len(got) != 3 {
			t.Errorf("append %d: %q", failing, got)
		}
	}
}

// A message that is not held any more, and cannot be read again just now, is what it was once it can.
func TestWhatCouldNotBeReadAgainIsMadeUpFor(t *testing.T) {
	c := newChannel()
	at := c.say("U1", "TODO: one\nlooking")
	c.press(at, "U2", "star")
	for range 12 {
		c.say("U2", "looking")
	}
	early := len(c.events)
	c.edit(at, "going to run `kubectl delete pod hub-0`\nTODO: two")
	c.press(at, "U2", "+1")
	whole := newDesk(t)
	whole.takeAll(t, c.events...)
	want := view(t, whole.rec, whole.ref)
	failures := 0
	for failing := 1; failing <= 30; failing++ {
		log := &brittle{Log: logtest.NewMemory()}
		d := newDeskOn(t, log)
		d.take(t, c.events[:early]...)
		log.blind = failing
		late := []Event{Decode([]byte(c.events[early])), Decode([]byte(c.events[early+1]))}
		if err := d.mirror.TakeAll(t.Context(), late); err != nil {
			failures++
		}
		log.blind = 0
		d.take(t, c.events[early:]...)
		if got := view(t, d.rec, d.ref); !slices.Equal(got, want) {
			t.Errorf("read %d: got\n%s\nwant\n%s", failing, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if failures < 5 {
		t.Errorf("only %d reads failed", failures)
	}
}

// What a page does not have was deleted only where the page says everything.
func TestAbsence(t *testing.T) {
	for name, page := range map[string]struct {
		more  object
		r     Request
		index []int // of the messages that are on the page
		gone  int
	}{
		"the whole channel":              {object{}, Request{}, []int{2}, 4},
		"an empty channel":               {object{}, Request{}, nil, 5},
		"one page of several":            {object{"has_more": true}, Request{}, []int{1, 3}, 2},
		"a plan that hides what is old":  {object{"is_limited": true}, Request{}, []int{3}, 1},
		"a part of the time":             {object{}, Request{Oldest: stamp(1), Latest: stamp(4)}, []int{1}, 1},
		"a call that failed":             {object{"ok": false}, Request{}, nil, 0},
		"an empty page that is not last": {object{"has_more": true}, Request{}, nil, 0},
		"a thread without answers":       {object{}, Request{Thread: stamp(1)}, []int{0}, 1},
	} {
		c, d := newChannel(), newDesk(t)
		for range 5 {
			c.say("U1", "looking")
		}
		c.message(object{"user": "U2", "text": "an answer", "thread_ts": ts(1)})
		d.take(t, c.events...)
		var there []object
		for _, k := range page.index {
			there = append(there, c.messages[k])
		}
		d.page(t, page.r, object{"ok": true, "messages": there}.with(page.more).json())
		gone := 0
		for _, line := range view(t, d.rec, d.ref) {
			if strings.HasSuffix(line, " deleted") {
				gone++
			}
		}
		if gone != page.gone {
			t.Errorf("%s: %d are gone, not %d", name, gone, page.gone)
		}
	}
}
