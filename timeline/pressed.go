package timeline

import (
	"slices"

	"baton/incident"
)

// pressed sums up the presses of a message, which come in the order of their times: one item an emoji, in the order in
// which they were first pressed. A person counts once, and one who took it back does not count.
func pressed(presses []incident.MessageReacted) []incident.MessageReacted {
	var sums []incident.MessageReacted
	for _, p := range presses {
		k := slices.IndexFunc(sums, func(s incident.MessageReacted) bool { return s.Emoji == p.Emoji })
		if k < 0 {
			k = len(sums)
			sums = append(sums, incident.MessageReacted{Message: p.Message, Emoji: p.Emoji})
		}
		press(&sums[k], p)
	}
	return slices.DeleteFunc(sums, func(s incident.MessageReacted) bool { return s.Count <= 0 })
}

func press(sum *incident.MessageReacted, p incident.MessageReacted) {
	if unnamed := p.Count - len(p.By); unnamed > 0 && !p.Off {
		sum.Count += unnamed
	}
	for _, by := range p.By {
		switch k := slices.Index(sum.By, by); {
		case p.Off && k >= 0:
			sum.By = slices.Delete(sum.By, k, k+1)
			sum.Count--
		case !p.Off && k < 0:
			sum.By = append(sum.By, by)
			sum.Count++
		}
	}
}
