package tell

import (
	"fmt"
	"strings"

	"baton/incident"
)

// ofFreezes tells of deploy freezes. None says "until": a freeze does not end by itself, and somebody would deploy at
// that time.
func (s scene) ofFreezes(f incident.Fact) (telling, bool) {
	switch f := f.(type) {
	case incident.DeployFrozen:
		return one(say(freeze(f.No), ": ", s.name(f.Holder), " has frozen ", deploys(f.Scopes), because(f.Reason),
			" They stay frozen until this is lifted. ", s.name(f.Holder), " is asked about it at ", s.clock(f.Expires), ".")), true
	case incident.FreezeStolen:
		return one(s.stolen(f)), true
	case incident.FreezeLifted:
		d, _ := s.i.Freeze(f.No)
		return one(say(freeze(f.No), ", ", deploys(d.Scopes), ", is lifted", because(f.Reason), s.stillFrozen())), true
	case incident.FreezeExtended:
		d, _ := s.i.Freeze(f.No)
		return one(say(freeze(f.No), " stays on", because(f.Reason), " ", s.name(d.Holder), " holds ", deploys(d.Scopes),
			" and is asked again at ", s.clock(f.Expires), ".")), true
	}
	return telling{}, false
}

func (s scene) stolen(f incident.FreezeStolen) part {
	d, _ := s.i.Freeze(f.No)
	if len(f.Left) > 0 {
		return say(s.name(f.By), " takes a part of ", freeze(f.No), " from ", s.asked(d.Holder), because(f.Reason), " ",
			freeze(f.No), " still holds ", deploys(f.Left), ".")
	}
	return say(s.name(f.By), " takes ", freeze(f.No), " (", deploys(d.Scopes), ") from ", s.asked(d.Holder), because(f.Reason))
}

// stillFrozen is what other freezes hold, so that one that is lifted is not taken for all. It does not say that deploys
// may go on: another incident may hold them.
func (s scene) stillFrozen() string {
	var each []string
	for _, f := range s.i.OpenFreezes() {
		each = append(each, fmt.Sprintf("%s (F%d, %s)", f.Scope(), f.No, s.name(f.Holder)))
	}
	if len(each) == 0 {
		return " Nothing else is frozen by this incident."
	}
	return " Still frozen: " + strings.Join(each, ", ") + "."
}

func freeze(no int) span { return strong(fmt.Sprintf("F%d", no)) }

// deploys names what a freeze holds up.
func deploys(scopes []string) string {
	if len(scopes) == 0 {
		return "all deploys"
	}
	return "deploys of " + strings.Join(scopes, ", ")
}
