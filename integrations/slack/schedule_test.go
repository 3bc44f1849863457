package slack

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
	"baton/integrations/slack/mirror"
	"baton/integrations/slack/slackfake"
	"baton/timeline"
	"baton/timeline/logtest"
)

var schedules = flag.Int("schedules", 12, "how many schedules of faults are played")

// TestWhateverTheNetworkDoes plays random faults: envelopes lost, doubled, late and shuffled, connections cut and told to
// go, calls that fail before and after they were carried out, rate limits, and services that end and begin. In the end the
// timeline is what the channel says, and everything was told once.
func TestWhateverTheNetworkDoes(t *testing.T) {
	for seed := range uint64(*schedules) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			playSchedule(t, seed+1)
		})
	}
}

// player does at random what people, networks and operators do.
type player struct {
	*rig
	dice *rand.Rand
	ref  incident.Ref
	id   slackfake.ChannelID
	said []said
	// deletes: people delete messages. What was said and deleted while nobody heard, and what was answered to it, nobody can
	// know, so the commands are compared only where nothing was deleted.
	deletes bool
	heard   []mirror.Event // everything, for the witness
}

type said struct {
	by incident.Person
	ts slackfake.TS
}

func playSchedule(t *testing.T, seed uint64) {
	p := &player{rig: newRig(t, slackfake.Options{Seed: seed, PingEvery: time.Second}), dice: rand.New(rand.NewPCG(seed, 4)), deletes: seed%2 == 0}
	p.start()
	p.connected()
	p.ref, p.id = p.declared("List import problems")
	p.world.SetChaos(slackfake.Chaos{Drop: 0.05, Double: 0.05, Cut: 0.02, Delay: 0.1, MaxDelay: 20 * time.Second})
	for range 40 {
		p.step()
		p.clock.Advance(time.Duration(p.dice.IntN(3000)) * time.Millisecond)
		if p.dice.IntN(4) == 0 {
			time.Sleep(time.Millisecond) // lets the service come in between
		}
	}
	p.world.SetChaos(slackfake.Chaos{})
	p.settle()
	p.compareWithChannel()
	p.compareTold()
}

func (p *player) step() {
	names := []incident.Person{"nadia", "tomas", "lena", "zac"}
	who := names[p.dice.IntN(len(names))]
	person := p.people[who]
	switch n := p.dice.IntN(100); {
	case n < 35:
		p.say(who, person)
	case n < 45 && len(p.said) > 0:
		p.edit(p.one())
	case n < 49 && len(p.said) > 0 && p.deletes:
		one := p.one()
		p.fine(p.people[one.by].Delete(p.id, one.ts))
	case n < 58 && len(p.said) > 0:
		p.react(person, p.one(), []string{"+1", "eyes", "white_check_mark", "star"}[p.dice.IntN(4)])
	case n < 61 && len(p.said) > 0:
		p.fine(person.Pin(p.id, p.one().ts))
	case n < 72:
		p.order(who)
	case n < 76:
		p.world.Disconnect([]slackfake.Reason{slackfake.Warning, slackfake.RefreshRequested}[p.dice.IntN(2)], p.dice.IntN(4))
	case n < 79:
		p.world.CutEnvelope()
	case n < 83:
		p.world.ShuffleEnvelopes(2 + p.dice.IntN(4))
	case n < 93:
		p.failCalls()
	default:
		p.stop()
		p.clock.Advance(time.Duration(p.dice.IntN(90)) * time.Second)
		p.start()
	}
}

func (p *player) words() string {
	lines := []string{
		"imports hang", "going to run `kubectl delete pod hub-%d`", "lgtm", "I ran `redis-cli llen jobs:%d` and it says 4",
		"done", "no, wait", "graph: https://grafana.example/d/%d", "TODO: alert on queue %d", "go ahead",
	}
	line := lines[p.dice.IntN(len(lines))]
	if strings.Contains(line, "%d") {
		return fmt.Sprintf(line, p.dice.IntN(5))
	}
	return line
}

func (p *player) say(who incident.Person, person *slackfake.Person) {
	var ts slackfake.TS
	var err error
	if len(p.said) > 0 && p.dice.IntN(3) == 0 {
		root := p.one().ts
		for _, m := range p.world.Messages(p.id) {
			if m.TS == root && m.ThreadTS != "" {
				root = m.ThreadTS
			}
		}
		ts, err = person.Reply(p.id, root, p.words())
	} else {
		ts, err = person.Say(p.id, p.words())
	}
	if err == nil {
		p.said = append(p.said, said{who, ts})
		p.happened(p.message(ts))
	}
	p.clock.Advance(time.Millisecond)
}

func (p *player) one() said { return p.said[p.dice.IntN(len(p.said))] }

// order is given at the console, which does not need Slack.
func (p *player) order(who incident.Person) {
	var o incident.Order
	switch p.dice.IntN(4) {
	case 0:
		o = incident.Assign{Owner: who, Task: fmt.Sprintf("look at host %d", p.dice.IntN(9)), In: 10 * time.Minute}
	case 1:
		o = incident.SetSeverity{To: incident.Severity(1 + p.dice.IntN(5)), Reason: "as seen"}
	case 2:
		o = incident.TellAudience{Audience: incident.Engineering, Text: "we look at it"}
	case 3:
		o = incident.SetStatus{To: []incident.Status{incident.Investigating, incident.Identified, incident.Monitoring}[p.dice.IntN(3)]}
	}
	_, _, err := p.rec.Do(context.Background(), p.ref, timeline.Instruction{Order: o, Given: incident.Given{By: who, Origin: "console"}})
	if err != nil && !errors.As(err, new(*incident.Refusal)) {
		p.t.Fatal(err)
	}
}

func (p *player) failCalls() {
	faults := []slackfake.CallFault{
		slackfake.AnswerLost(), slackfake.CallLost(), slackfake.ProxyPage(), slackfake.RateLimited(2 * time.Second),
		slackfake.RateLimitedBare(), slackfake.RateLimitedFraction(1500 * time.Millisecond), slackfake.Refused("ratelimited"), slackfake.ServerError(502),
	}
	methods := []string{"chat.postMessage", "conversations.setTopic", "conversations.history", "conversations.replies", "apps.connections.open"}
	p.world.FailCalls(methods[p.dice.IntN(len(methods))], 1+p.dice.IntN(2), faults[p.dice.IntN(len(faults))])
}

// fine lets pass that somebody did what could not be done, such as editing what was deleted.
func (p *player) fine(err error) { _ = err }

// edit changes a message, and keeps the event of it for the witness.
func (p *player) edit(one said) {
	before := p.message(one.ts)
	if p.people[one.by].Edit(p.id, one.ts, "on reflection: "+p.words()) == nil {
		after := p.message(one.ts)
		p.happened(object{"type": "message", "subtype": "message_changed", "channel": p.id, "ts": after["edited"].(map[string]any)["ts"], "message": after, "previous_message": before})
	}
}

func (p *player) react(person *slackfake.Person, one said, emoji string) {
	if person.React(p.id, one.ts, emoji) == nil {
		p.happened(object{
			"type": "reaction_added", "user": person.ID(), "reaction": emoji, "event_ts": fmt.Sprintf("%d.%06d", p.clock.Now().Unix(), p.clock.Now().Nanosecond()/1000),
			"item": object{"type": "message", "channel": p.id, "ts": one.ts},
		})
	}
}

type object map[string]any

// message is one message as its event has it, nil where it is not there.
func (p *player) message(ts slackfake.TS) object {
	for _, m := range p.world.Messages(p.id) {
		if m.TS == ts {
			text, err := json.Marshal(m)
			o := object{}
			if err == nil {
				err = json.Unmarshal(text, &o)
			}
			if err != nil {
				p.t.Fatal(err)
			}
			o["channel"] = p.id
			return o
		}
	}
	return nil
}

// happened keeps an event for the witness, who hears everything once and in order.
func (p *player) happened(event object) {
	text, err := json.Marshal(object{"type": "event_callback", "event": event})
	if err != nil {
		p.t.Fatal(err)
	}
	p.heard = append(p.heard, mirror.Decode(text))
}

// settle lets everything come to rest: everything told, everything read.
func (p *player) settle() {
	if p.stopping == nil {
		p.start()
	}
	p.connected()
	p.clock.Advance(sweepEvery + time.Minute)
	still := 0
	p.until("everything is at rest", func() bool {
		st := p.service.Status()
		if st.Connections < connections || len(st.CatchingUp) > 0 || len(p.waiting()) > 0 || !p.service.lanes.oldest().IsZero() {
			still = 0
			return false
		}
		still++
		return still > 20
	})
}

// waiting is what is pending and not given up.
func (p *player) waiting() (keys []string) {
	for _, item := range p.pending(p.ref) {
		if item.Stage != incident.StageFailed && item.Stage != incident.StageSkipped {
			keys = append(keys, item.Key)
		}
	}
	return keys
}

// compareWithChannel holds the timeline to what the channel says in the end, and to what a witness who heard everything has
// of commands.
func (p *player) compareWithChannel() {
	p.t.Helper()
	got := map[string]string{}
	for _, e := range p.entries(p.ref) {
		if key := e.Event.Key; e.Event.Kind == (incident.MessagePosted{}).Kind() && strings.HasPrefix(key, "slack:") && !e.Deleted {
			got[key] = fmt.Sprintf("%s: %s", e.Actor, e.Text)
		}
	}
	want := map[string]string{}
	for _, m := range p.world.Messages(p.id) {
		if m.BotID == "" && (m.Subtype == "" || m.Subtype == "thread_broadcast") {
			at, _ := message.ParseStamp(string(m.TS))
			want[message.Key(string(p.id), at)] = fmt.Sprintf("%s: %s", p.handle(m.User), m.Text)
		}
	}
	for key, text := range want {
		if got[key] != text {
			p.t.Errorf("%s: the channel says %q, the timeline %q", key, text, got[key])
		}
	}
	for key, text := range got {
		if _, ok := want[key]; !ok {
			p.t.Errorf("%s: the timeline says %q, the channel nothing", key, text)
		}
	}
	if p.deletes {
		return
	}
	if got, want := commands(p.state(p.ref)), p.commandsOfWitness(); !slices.Equal(got, want) {
		p.t.Errorf("commands of the timeline:\n%s\nof the witness:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func (p *player) handle(id slackfake.UserID) incident.Person {
	for name, person := range p.people {
		if person.ID() == id {
			return name
		}
	}
	return incident.Person(id)
}

// commands are those that stand, without the numbers, which say in which order they were learned.
func commands(i *incident.Incident) (all []string) {
	for _, c := range i.Commands.All() {
		if c.Retracted {
			continue
		}
		var voices []string
		for _, v := range c.Confirms {
			if !v.Said.Struck {
				voices = append(voices, string(v.By))
			}
		}
		slices.Sort(voices)
		all = append(all, fmt.Sprintf("%s %s `%s` run %t confirmed by %v", c.Message, c.Author, c.Text, !c.Run.IsZero(), slices.Compact(voices)))
	}
	slices.Sort(all)
	return all
}

// commandsOfWitness records everything into an empty record, as one who missed nothing.
func (p *player) commandsOfWitness() []string {
	ctx := context.Background()
	rec := timeline.NewRecorder(logtest.NewMemory(), p.clock.Now)
	state, err := rec.Declare(ctx, incident.Declare{Title: "the same"}, incident.Given{By: "nadia"}, time.UTC)
	if err != nil {
		p.t.Fatal(err)
	}
	m, err := mirror.Open(ctx, rec, state.Ref, mirror.Options{
		Channel: message.Channel{ID: string(p.id), Name: string(p.ref)}, People: p.service.people.people, Names: p.service.people.spoken(), Self: p.service.self,
	})
	if err == nil {
		err = m.TakeAll(ctx, p.heard)
	}
	if err == nil {
		state, err = rec.State(ctx, state.Ref)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return commands(&state)
}

// compareTold: every post of ours is there once, and every delivery that counts as made is there.
func (p *player) compareTold() {
	p.t.Helper()
	there := map[string]int{}
	for _, m := range p.told(p.id) {
		var mark metadata
		if err := json.Unmarshal(m.Metadata, &mark); err != nil {
			p.t.Errorf("a post without a mark: %q", m.Text)
			continue
		}
		there[mark.Payload.Key]++
	}
	for key, n := range there {
		if n != 1 {
			p.t.Errorf("%s was posted %d times", key, n)
		}
	}
	for d := range p.state(p.ref).Deliveries.All() {
		posted := strings.Contains(d.Receipt, ":")
		if posted && there[d.Key] != 1 {
			p.t.Errorf("%s counts as made and is there %d times", d.Key, there[d.Key])
		}
		if d.Stage == incident.StageFailed {
			p.t.Errorf("%s failed: %s", d.Key, d.Reason)
		}
	}
	if len(there) == 0 {
		p.t.Error("nothing was posted")
	}
}
