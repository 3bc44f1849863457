package slack

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
)

// fullLog is a log whose disk can be full.
type fullLog struct {
	timeline.Log
	full atomic.Bool
}

func (l *fullLog) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	if l.full.Load() {
		return timeline.Appended{}, timeline.ErrFull
	}
	return l.Log.Append(ctx, ref, expected, events...)
}

// TestTheDiskIsFull: nothing is acknowledged that is not recorded, the line says so, who asks for something is told, and
// everything goes on when there is room.
func TestTheDiskIsFull(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	disk := &fullLog{Log: f.log}
	f.log, f.rec = disk, timeline.NewRecorder(disk, f.clock.Now)
	f.begin()
	disk.full.Store(true)
	f.say("lena", "the queue grows")
	acknowledged := f.world.SendFrame("E1", fmt.Sprintf(`{"type":"events_api","envelope_id":"E1","payload":{"type":"event_callback","event":{
		"type":"message","channel":%q,"user":%q,"ts":"%d.000100","text":"and grows"}}}`, f.id, f.people["zac"].ID(), f.clock.Now().Unix()))
	f.says("NOT RECORDED: ", "the disk is full")
	if st := f.service.Status(); st.Well() {
		t.Error("all is said to be well")
	}
	answer := f.typed("lena", f.id, "/incident note it has 40,000", 1)[0].Text
	if !strings.Contains(answer, "is full") {
		t.Errorf("the answer is %q", answer)
	}
	f.clock.Advance(4 * time.Second) // longer than Slack waits
	if <-acknowledged {
		t.Error("what is not in the record was acknowledged")
	}
	disk.full.Store(false)
	f.recorded("the queue grows", "and grows")
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	f.until("everything is acknowledged", func() bool {
		now, stop := context.WithTimeout(ctx, time.Millisecond)
		defer stop()
		return f.world.WaitDelivered(now) == nil
	})
	f.rest()
	f.well()
}

// TestTheDiskIsFullWhileAChannelIsRead: the page that could not be recorded is read again, and the line says no longer that
// nothing is recorded.
func TestTheDiskIsFullWhileAChannelIsRead(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	disk := &fullLog{Log: f.log}
	f.log, f.rec = disk, timeline.NewRecorder(disk, f.clock.Now)
	f.begin()
	root := f.say("lena", "the queue grows")
	f.recorded("the queue grows")
	f.unheard(1, func() { f.reply("zac", root, "it has 40,000 now") })
	disk.full.Store(true)
	f.clock.Advance(sweepEvery + time.Second)
	f.says("NOT RECORDED: ", "the disk is full")
	disk.full.Store(false)
	f.recorded("it has 40,000 now")
	f.rest()
	f.well()
}

// brokenLog is a log that cannot be read for a while.
type brokenLog struct {
	timeline.Log
	armed  atomic.Bool // it breaks with the next append
	broken atomic.Bool
	tries  atomic.Int64
}

func (l *brokenLog) Append(ctx context.Context, ref incident.Ref, expected uint64, events ...incident.Event) (timeline.Appended, error) {
	a, err := l.Log.Append(ctx, ref, expected, events...)
	if l.armed.CompareAndSwap(true, false) {
		l.broken.Store(true)
	}
	return a, err
}

func (l *brokenLog) Read(ctx context.Context, ref incident.Ref, from uint64) iter.Seq2[incident.Event, error] {
	if l.broken.Load() {
		l.tries.Add(1)
		return func(yield func(incident.Event, error) bool) {
			yield(incident.Event{}, errors.New("the disk is broken"))
		}
	}
	return l.Log.Read(ctx, ref, from)
}

// TestAChannelIsBoundWhileTheDiskIsBroken: it is mirrored once the log can be read, although nothing is added to it.
func TestAChannelIsBoundWhileTheDiskIsBroken(t *testing.T) {
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1})}
	disk := &brokenLog{Log: f.log}
	f.log, f.rec = disk, timeline.NewRecorder(disk, f.clock.Now)
	f.begin()
	id, err := f.people["nadia"].CreateChannel("importers", false)
	f.must(err)
	f.must(f.people["nadia"].Invite(id, f.world.BotUser()))
	disk.armed.Store(true)
	f.do(incident.BindChannel{Service: service, ID: string(id), Name: "importers"})
	f.until("it was tried", func() bool { return disk.tries.Load() > 2 })
	disk.broken.Store(false)
	f.until("the channel is mirrored", func() bool { return f.service.channels.of(string(id)) != nil })
}

// unknownEvents are what Slack sends and nobody foresaw, and what a broken proxy makes of envelopes.
var unknownEvents = []struct{ id, frame string }{
	{"E1", `{"type":"events_api","envelope_id":"E1","payload":{"type":"event_callback","event_id":"Ev1","event":{"type":"hologram_added","channel":"C1"}}}`},
	{"E2", `{"type":"events_api","envelope_id":"E2","payload":{"type":"event_callback","event_id":"Ev2"}}`},
	{"E3", `{"type":"events_api","envelope_id":"E3"}`},
	{"E4", `{"type":"events_api","envelope_id":"E4","payload":[1,2,3]}`},
	{"E5", `{"type":"events_api","envelope_id":"E5","payload":"xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx"}`},
	{"E6", `{"type":"telepathy","envelope_id":"E6","payload":{"thought":"hm"}}`},
	{"E7", `{"type":"slash_commands","envelope_id":"E7","payload":{"command":7}}`},
	{"E8", `{"type":"interactive","envelope_id":"E8","payload":{"type":"dream"}}`},
	{"E9", `{"type":"events_api","envelope_id":"E9","payload":{"type":"event_callback","event":{"type":"message","channel":"C1","ts":"yesterday","user":"U1","text":"x"}}}`},
}

// TestWhatNobodyForesaw: each is kept as it came, without secrets, counted and acknowledged. What follows is read.
func TestWhatNobodyForesaw(t *testing.T) {
	f := newFaulty(t, slackfake.Options{Seed: 1})
	for _, e := range unknownEvents {
		acknowledged := f.world.SendFrame(e.id, e.frame)
		over := false
		f.until(e.id+" is acknowledged", func() bool {
			select {
			case ok := <-acknowledged:
				if over = true; !ok {
					t.Errorf("%s was not acknowledged: %s", e.id, e.frame)
				}
			default:
			}
			return over
		})
	}
	f.world.SendFrame("", "no JSON at all {")
	f.say("lena", "the queue grows")
	f.recorded("the queue grows")
	if st := f.service.Status(); st.Unread < len(unknownEvents) {
		t.Errorf("%d are counted", st.Unread)
	}
	kept := f.kept()
	for _, word := range []string{"hologram_added", "telepathy", "dream", "yesterday"} {
		if !strings.Contains(kept, word) {
			t.Errorf("%s is not kept: %s", word, kept)
		}
	}
	if strings.Contains(kept, "xoxb-123456789012") {
		t.Error("a token was kept")
	}
	f.well()
}

// kept is what is in the file of what could not be read, whose lines have to be JSON.
func (f *faulty) kept() string {
	file, err := os.Open(filepath.Join(f.folder, unreadName))
	f.must(err)
	defer file.Close()
	var bodies []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var u unread
		f.must(json.Unmarshal(lines.Bytes(), &u))
		bodies = append(bodies, u.Reason+": "+u.Body)
	}
	return strings.Join(bodies, "\n")
}

// TestAPlanHalfRead: a service that is stopped while it catches up goes on where it was.
func TestAPlanHalfRead(t *testing.T) {
	var made calls
	f := &faulty{rig: newRig(t, slackfake.Options{Seed: 1, OnCall: made.note})}
	f.begin()
	f.stop()
	f.world.StopRedelivery()
	const threads = 60 // more than Slack lets one read in a minute
	f.world.DropEnvelopes(2 * threads)
	for range threads {
		f.reply("zac", f.say("lena", "a question"), "an answer")
	}
	before := made.of("conversations.replies")
	f.start()
	f.until("some threads are read", func() bool { return made.of("conversations.replies") > before+10 })
	f.stop()
	half := f.said(f.ref, "an answer")
	if half == threads {
		t.Fatal("all was read at once")
	}
	k, err := f.service.folder.read()
	f.must(err)
	if len(k.Plans[f.ref]) == 0 {
		t.Fatal("no plan is kept")
	}
	if !slices.ContainsFunc(k.Plans[f.ref], func(p *mirror.Plan) bool { return p.Scanned && len(p.Threads) <= threads-half+1 }) {
		t.Errorf("%d threads were read, and that is forgotten: %+v", half, k.Plans[f.ref])
	}
	f.start()
	f.until("everything is read", func() bool { return f.said(f.ref, "an answer") == threads && f.said(f.ref, "a question") == threads })
	f.rest()
	f.well()
}
