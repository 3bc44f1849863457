package tell

import (
	"fmt"
	"strings"

	"baton/incident"
)

// ofCommands tells of commands that were not shown in the channel, and everywhere of objections and of a second pair of
// eyes: the author waits for them.
func (s scene) ofCommands(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.CommandProposed:
		if f.Message != "" {
			return telling{}, false
		}
		return telling{message: message{
			parts:   []part{say(command(f.No), ": ", s.name(f.Author), " shows a command. It waits for a second pair of eyes."), showing(f.Text)},
			buttons: []button{{"confirm", fmt.Sprintf("Confirm C%d", f.No), fmt.Sprintf("C%d", f.No)}},
		}}, true
	case incident.CommandObjected:
		c, _ := s.i.Command(f.No)
		return s.onCommand(c, true, s.asked(c.Author), ", please do not run ", command(c.No), ". ", s.name(s.e.Actor), " objects", because(f.Reason)), true
	case incident.CommandConfirmed:
		c, _ := s.i.Command(f.No)
		return s.onCommand(c, false, s.asked(c.Author), ", ", s.name(s.e.Actor), " has confirmed ", command(c.No), because(f.Text), s.objectors(c)), true
	case incident.CommandRun:
		c, _ := s.i.Command(f.No)
		return s.onCommand(c, false, command(c.No), " was run by ", s.name(f.By), unseen(c), "."), c.Message == ""
	case incident.CommandUndone:
		c, _ := s.i.Command(f.No)
		return s.onCommand(c, false, command(c.No), " was undone", because(f.How)), c.Message == ""
	}
	return telling{}, false
}

// onCommand answers the post of a command. One that was shown in the channel has no post of ours to answer.
func (s scene) onCommand(c incident.Command, aloud bool, words ...any) telling {
	t := one(say(words...))
	if c.Message == "" {
		t.thread, t.aloud = c.Proposed.Seq, aloud
	} else {
		t.parts = append(t.parts, showing(few(c.Text)))
	}
	return t
}

func command(no int) span { return strong(fmt.Sprintf("C%d", no)) }

// objectors reminds of who is against a command that somebody else has confirmed.
func (s scene) objectors(c incident.Command) string {
	var against []string
	for _, v := range c.Objects {
		if !v.Said.IsZero() && v.By != s.e.Actor {
			against = append(against, s.name(v.By))
		}
	}
	if len(against) == 0 {
		return ""
	}
	return " Still against it: " + strings.Join(against, ", ") + "."
}

func unseen(c incident.Command) string {
	if c.Unseen() {
		return " before anybody had confirmed it"
	}
	return ""
}
