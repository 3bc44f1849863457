package tell

import (
	"strings"

	"baton/incident"
)

// ofReports tells what was told to an audience, and how the commander sees the situation.
func (s scene) ofReports(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.UpdateTold:
		m := message{parts: []part{say(strong(capital(f.Audience.String())+" update"), " by ", s.name(s.e.Actor), ":"), quoting(f.Text)}}
		if !f.Next.IsZero() {
			m.parts = append(m.parts, say("The next one is promised for ", s.clock(f.Next), "."))
		}
		return telling{message: m}, true
	case incident.SituationReported:
		m := message{parts: []part{say(strong("Situation report"), " by ", s.name(s.e.Actor), ":")}}
		for _, p := range []struct{ name, text string }{{"Conditions", f.Conditions}, {"Actions", f.Actions}, {"Needs", f.Needs}} {
			if strings.TrimSpace(p.text) != "" {
				m.parts = append(m.parts, listed(strong(p.name), ": ", p.text))
			}
		}
		return telling{message: m}, true
	}
	return telling{}, false
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
