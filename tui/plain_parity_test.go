package tui

import (
	"slices"
	"strings"
	"testing"

	"baton/incident/grammar"
)

// plainFor says what is typed for what a key does. Keys that only move a choice, scroll or type have nothing to stand for.
var plainFor = map[string]string{
	"open": "open", "declare": "declare", "filter": "board", "board": "board", "assign": "action", "note": "note", "inform": "update",
	"report": "report", "hand off": "handoff", "accept": "accept", "take command": "take", "freeze": "freeze", "thaw": "thaw",
	"status": "status", "severity": "sev", "upgrade": "upgrade", "resolve": "resolve", "waiting": "needs", "star": "star", "correct": "correct",
	"done": "done", "more time": "more", "ack": "ack", "hand on": "handon", "drop": "drop", "show": "show", "command": "note", "help": "help",
	"take back": "undo", "quit": "quit", "quit now": "quit", "palette": "help",
	"confirm": "confirm", "object": "object", "was run": "ran", "output": "output", "was undone": "undone", "next list": "commands", "copy": "document",
	"answered": "ackpage", "joined": "joined", "release": "release", "find": "who", "people": "people", "roster": "who",
	"order": "log", "go to": "go", "mark before": "turns", "mark after": "turns", "silence before": "silences", "silence after": "silences",
	"charts":       "turns",
	"next section": "document", "section before": "document", "contents": "document", "write": "document",
	"copy brief": "brief", "retract": "retract", "tag": "tag", "check back": "needs", "poll": "propose", "decide": "decide", "follow-up": "followup", "page": "page",
	"not told": "outgoing", "minute back": "at", "minute on": "at", "ten back": "at", "ten on": "now",
}

// onlyMoves are the names of keys that say nothing and record nothing.
var onlyMoves = []string{
	"up", "down", "page up", "page down", "first", "last", "start", "end", "pane", "close", "next page", "previous page", "suspend", "redraw",
}

// TestPlainDoesWhatKeysDo holds the plain console to the table of keys: what a key of a page does can be typed.
func TestPlainDoesWhatKeysDo(t *testing.T) {
	var words []string
	for _, w := range plainWords() {
		words = append(words, w.name)
	}
	for _, b := range allBindings() {
		in := b.in.scopes()
		page := slices.Contains(in, onPages) || b.in == onEntries || b.in == everywhere || b.in == inIncident
		if !page || slices.Contains(onlyMoves, b.name) || slices.Contains(tabNames[:], b.name) {
			continue
		}
		typed, ok := plainFor[b.name]
		if _, verb := loneVerb(typed); !ok || !verb && !slices.Contains(words, typed) {
			t.Errorf("nothing is typed for the key %q of the %s: %s", b.name, b.in, b.does)
		}
	}
	for verb, key := range screenForms {
		known := slices.ContainsFunc(allBindings(), func(b binding) bool { return b.name == key && (b.in == inIncident || b.in == inRoom) })
		if _, ok := loneVerb(verb); !ok || !known {
			t.Errorf("%s is asked for by the form of the key %q, and one of them is not there", verb, key)
		}
	}
}

// TestPlainHasEveryPage types the word for each page of the screen.
func TestPlainHasEveryPage(t *testing.T) {
	for _, name := range tabNames {
		k := slices.IndexFunc(plainWords(), func(w plainWord) bool { return w.page == name })
		if k < 0 {
			t.Errorf("no word says the page %s", name)
			continue
		}
		inPlain(t, Options{}, afternoon, func(x *plainTerm) {
			if text := x.types(plainWords()[k].name); text == "" || strings.Contains(text, "not ") && strings.HasPrefix(text, "not ") {
				x.t.Errorf("%s says %q", plainWords()[k].name, text)
			}
		})
	}
}

// TestPlainKnowsEveryVerb types the example of every verb of the grammar, and asks for every verb.
func TestPlainKnowsEveryVerb(t *testing.T) {
	for _, v := range grammar.Verbs() {
		inPlain(t, Options{}, afternoon, func(x *plainTerm) {
			text := x.types(strings.ReplaceAll(v.Example, "14:32", "13:32")) // it is 14:00
			if !strings.HasPrefix(text, "recorded") && !strings.HasPrefix(text, "not done: ") && !strings.HasPrefix(text, "question: ") {
				x.t.Errorf("%s: %s", v.Example, text)
			}
			x.types("no")
			text = x.types("ask " + v.Name)
			if !strings.Contains(text, "? (") && !strings.HasPrefix(text, "not done: ") {
				x.t.Errorf("ask %s: %s", v.Name, text)
			}
		})
	}
}

// answersTo are answers to questions of each kind, which a line of the grammar is made of.
var answersTo = map[grammar.SlotKind]string{
	grammar.SlotPerson: "@nick", grammar.SlotRole: "scribe", grammar.SlotTier: "internal", grammar.SlotStatus: "identified", grammar.SlotSeverity: "2",
	grammar.SlotAction: "A2", grammar.SlotCommand: "C1", grammar.SlotFreeze: "F1", grammar.SlotFollowUp: "U1", grammar.SlotDecision: "D1",
	grammar.SlotEntry: "2", grammar.SlotService: "api,web", grammar.SlotTag: "detection", grammar.SlotWait: "20", grammar.SlotTime: "13:30",
	grammar.SlotLink: "https://wiki.example/x", grammar.SlotText: `it "was" \ in 15m because of @zac`, grammar.SlotWord: "",
	grammar.SlotReminder: "A2", grammar.SlotEnded: "A1", grammar.SlotZone: "Europe/Paris", grammar.SlotDelivery: "e57",
}

// TestPlainQuestionsMakeLines answers the questions of every verb, once with yes to those that ask for it: what comes of
// it is a line that the grammar reads as that verb.
func TestPlainQuestionsMakeLines(t *testing.T) {
	inPlain(t, Options{}, afternoon, func(x *plainTerm) {
		p := newPlain(x.t.Context(), Options{Recorder: x.recorder, Me: "zac", Zone: paris}.filled())
		for _, v := range grammar.Verbs() {
			parts := p.partsOf(v)
			for _, flags := range []string{"", "yes"} {
				var values []string
				for _, part := range parts {
					answer, ok := answersTo[part.kind]
					switch {
					case !part.asked():
						continue
					case part.flag != "":
						answer = flags
					case v.Name == "downgrade" && part.kind == grammar.SlotTier:
						answer = "engineering"
					case v.Name == "impact" && part.kind == grammar.SlotWord:
						answer = "340 customers, imports are late"
					case !ok:
						x.t.Fatalf("%s asks for a %s, and the test has no answer", v.Name, part.kind)
					}
					values = append(values, answer)
				}
				line := lineOf(v.Name, parts, values)
				phrase, err := p.app.reader().Parse(line)
				if err != nil || phrase.Verb != v.Name {
					x.t.Errorf("%s: %v, %s", line, err, phrase.Verb)
				}
			}
		}
	})
}
