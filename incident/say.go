package incident

import (
	"fmt"
	"strings"
	"time"
)

// Say is the assignment as it is said on the call and posted in the channel: by name, with the task, and with the time
// after which they are asked.
func (o Assign) Say(i *Incident) string {
	if o.In == 0 {
		o.In = DefaultCheckBack
	}
	return fmt.Sprintf("%s, please %s, I will come back to you in %s", i.Name(o.Owner), strings.TrimRight(oneLine(o.Task), ".,; "), spoken(o.In))
}

// spoken writes a duration in words, to the minute: "15 minutes", "1 hour and 30 minutes".
func spoken(d time.Duration) string {
	minutes := int(d.Round(time.Minute) / time.Minute)
	var parts []string
	for _, u := range []struct {
		minutes   int
		one, many string
	}{{24 * 60, "day", "days"}, {60, "hour", "hours"}, {1, "minute", "minutes"}} {
		if n := minutes / u.minutes; n > 0 {
			parts = append(parts, counted(n, u.one, u.many))
			minutes -= n * u.minutes
		}
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}
