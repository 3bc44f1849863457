package tell

import (
	"fmt"

	"baton/incident"
	"baton/integrations/clean"
)

// ofActions tells of action items: in the channel that one is given, and in its thread what becomes of it. That somebody
// has it is not told, the button shows it to who pressed it and the console to the commander.
func (s scene) ofActions(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.ActionAssigned:
		return telling{message: message{parts: []part{
			say(s.action(f.No), ": ", s.asked(f.Owner), ", please ", open(f.Task), ". Back to you at ", s.clock(f.Due), ".", s.unreached(f.Owner)),
		}, buttons: actionButtons(f.No)}}, true
	case incident.ActionHandedOn:
		return s.inThread(f.No, actionButtons(f.No), true,
			say(s.action(f.No), ": ", s.asked(f.To), ", please take this over from ", s.name(f.From), ": ", ended(s.task(f.No)),
				" Back to you at ", s.clock(f.Due), ".", s.unreached(f.To))), true
	case incident.ActionReopened:
		a, _ := s.i.Action(f.No)
		return s.inThread(f.No, actionButtons(f.No), true,
			say(s.action(f.No), " is open again", because(f.Reason), " ", s.asked(a.Owner), ", please ", s.task(f.No),
				". Back to you at ", s.clock(f.Due), ".", s.unreached(a.Owner))), true
	case incident.ActionExtended:
		return s.inThread(f.No, nil, false, say(s.action(f.No), " has time until ", s.clock(f.Due), because(f.Reason))), true
	case incident.ActionDone:
		return s.inThread(f.No, nil, true, reasoned(f.Outcome, s.action(f.No), " is done (", s.task(f.No), ")")...), true
	case incident.ActionDropped:
		return s.inThread(f.No, nil, false, reasoned(f.Reason, s.action(f.No), " is not needed any more (", s.task(f.No), ")")...), true
	}
	return telling{}, false
}

// inThread is told where the action item was given.
func (s scene) inThread(no int, buttons []button, aloud bool, parts ...part) telling {
	a, _ := s.i.Action(no)
	return telling{message: message{parts: parts, buttons: buttons}, thread: a.Assigned.Seq, aloud: aloud}
}

func (s scene) action(no int) span { return strong(fmt.Sprintf("A%d", no)) }

// task is what an action item is about, in a few words.
func (s scene) task(no int) string {
	a, _ := s.i.Action(no)
	return open(few(a.Task))
}

// few are the first words of a text, on one line.
func few(s string) string { return clean.Title(s, 120) }

func actionButtons(no int) []button {
	about := fmt.Sprintf("A%d", no)
	return append([]button{{"ack", "I have it", about}}, answerButtons(no)...)
}

// answerButtons answer a check-back.
func answerButtons(no int) []button {
	about := fmt.Sprintf("A%d", no)
	return []button{{"done", "Done", about}, {"more", "+" + lasting(incident.DefaultCheckBack), about}}
}

// reasoned is a sentence and why: on the same line where it is short, as a quotation where it is not.
func reasoned(reason string, words ...any) []part {
	if clean.Title(reason, 200) == clean.Text(reason) {
		return []part{say(append(words, because(reason))...)}
	}
	return []part{say(append(words, ":")...), quoting(reason)}
}
