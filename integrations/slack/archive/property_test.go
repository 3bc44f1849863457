package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"baton/incident"
)

// The same messages give the same timeline, however they are spread over files, ordered and repeated, in a folder or in a
// ZIP, and importing them again in another arrangement adds nothing.
func TestAnyArrangementGivesTheSameTimeline(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		messages := rapid.SliceOfN(rapid.Custom(drawMessage), 1, 30).Draw(rt, "messages")
		rec, other := newRecorder(), newRecorder()
		first, events := imported(t, rec, arrange(rt, messages).folder(t))
		second, again := imported(t, other, arrange(rt, messages).zip(t))
		if got, want := told(t, again), told(t, events); !slices.Equal(got, want) {
			rt.Fatalf("one arrangement gives\n%s\nanother\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
		}
		first.Repeats, second.Repeats = 0, 0
		if !equalReports(first, second) {
			rt.Fatalf("reports differ: %+v, %+v", first, second)
		}
		if third, _ := imported(t, rec, arrange(rt, messages).zip(t)); third.Added != 0 {
			rt.Fatalf("importing again added %d events: %+v", third.Added, third.Faults)
		}
		inOrderOfTime(rt, events)
	})
}

// inOrderOfTime holds the messages to the order of the channel.
func inOrderOfTime(rt *rapid.T, events []incident.Event) {
	at := int64(0)
	for _, e := range events {
		if e.Kind == "message_posted" || e.Kind == "channel_changed" {
			if n := e.When.At.UnixNano(); n < at {
				rt.Fatalf("event %d, %s, is recorded after a later message", e.Seq, e.Key)
			} else {
				at = n
			}
		}
	}
}

var phrases = []string{
	"going to run `kubectl delete pod hub-0`", "lgtm", "go ahead", "wait", "I ran `systemctl restart importer`, it worked", "", "looking", "&lt;b&gt; <@U2> <!here>",
	"TODO <@U2>: write a runbook", "decided: we roll back\nsee <https://git.test/acme/hub/pull/12>",
}

// drawMessage makes a message of one of few seconds, so that some have the same ts.
func drawMessage(rt *rapid.T) string {
	second := rapid.IntRange(0, 40).Draw(rt, "second")
	var more []string
	if rapid.Bool().Draw(rt, "in a thread") {
		more = append(more, fmt.Sprintf(`"thread_ts":%q`, ts(rapid.IntRange(0, second).Draw(rt, "root"))))
	}
	if rapid.IntRange(0, 3).Draw(rt, "edited") == 0 {
		more = append(more, fmt.Sprintf(`"edited":{"user":"U1","ts":%q}`, ts(second+rapid.IntRange(0, 90).Draw(rt, "later"))))
	}
	if rapid.IntRange(0, 3).Draw(rt, "reactions") == 0 {
		more = append(more, `"reactions":[{"name":"+1","users":["U1","U3"],"count":2},{"name":"x","users":["U2"],"count":1},
			{"name":"star","users":["U3","U1"],"count":2},{"name":"memo","users":["U3","U2"],"count":2}]`)
	}
	if subtype := rapid.SampledFrom([]string{"", "", "", "channel_join", "tombstone", "me_message"}).Draw(rt, "subtype"); subtype != "" {
		more = append(more, fmt.Sprintf(`"subtype":%q`, subtype))
	}
	return msg(second, rapid.SampledFrom([]string{"U1", "U2", "U3", "U9"}).Draw(rt, "user"), rapid.SampledFrom(phrases).Draw(rt, "text"), more...)
}

// arrange spreads messages over the day and its neighbours, shuffled, some of them twice.
func arrange(rt *rapid.T, messages []string) export {
	messages = slices.Clone(messages)
	for range rapid.IntRange(0, 5).Draw(rt, "repeats") {
		messages = append(messages, rapid.SampledFrom(messages).Draw(rt, "repeated"))
	}
	days := map[string][]string{}
	for _, m := range rapid.Permutation(messages).Draw(rt, "order") {
		day := rapid.SampledFrom([]string{"2023-01-03", "2023-01-04", "2023-01-05"}).Draw(rt, "day")
		days[day] = append(days[day], m)
	}
	e := small()
	for day, list := range days {
		e["inc-1-imports/"+day+".json"] = "[" + strings.Join(list, ",") + "]"
	}
	return e
}
