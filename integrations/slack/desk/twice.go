package desk

import (
	"context"
	"strings"
	"time"

	"baton/incident"
)

// A person types a line again when Slack says that it failed, which it also says of one that was recorded in time and
// acknowledged too late. What adds to the record is therefore not recorded again for a minute; what changes something is
// refused by the state the second time.
const (
	twiceWithin = time.Minute
	twiceReach  = 1_000 // events that are looked at: a minute of a loud channel
)

// typedTwice is the entry that the same line of the same person made a moment ago, 0 where there is none.
func (d *Desk) typedTwice(ctx context.Context, r *Request, i *incident.Incident, o incident.Order) (uint64, error) {
	if !adds(o) {
		return 0, nil
	}
	from, key, now := uint64(1), r.key(), d.now()
	if i.Seq > twiceReach {
		from = i.Seq - twiceReach
	}
	for e, err := range d.o.Recorder.Log().Read(ctx, i.Ref, from) {
		if err != nil {
			return 0, err
		}
		same := strings.HasPrefix(e.Key, "slack:cmd:") && strings.HasSuffix(e.Key, r.sameLine())
		if same && e.Key != key && now.Sub(e.Recorded).Abs() < twiceWithin {
			return e.Seq, nil
		}
	}
	return 0, nil
}

// adds tells whether an order can be given twice, and then stands in the record twice.
func adds(o incident.Order) bool {
	switch o.(type) {
	case incident.Assign, incident.Note, incident.AddLink, incident.Propose, incident.ShowOutput, incident.ProposeDecision, incident.MakeDecision,
		incident.TellAudience, incident.Report, incident.AddFollowUp, incident.Call, incident.Object, incident.ObjectDecision:
		return true
	}
	return false
}
