package archive

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"baton/incident"
	"baton/integrations/slack/message"
)

// Options choose what is imported, and into what.
type Options struct {
	// Channels are names or ids of channels that together become one incident.
	Channels []string
	// Each is a pattern such as "inc-*": every channel whose name matches becomes an incident of its own. Either this
	// or Channels is given.
	Each string
	// Into is an incident that is there already; with Channels only. Empty declares one, as of the first message, or
	// finds the one that an earlier import of the same channels declared.
	Into incident.Ref
	// From and To bound the time of the messages; From is in it, To is not. Zero is open.
	From, To time.Time
	// Title is that of a new incident; with Channels only. Empty takes it from the channel.
	Title string
	// Zone is that of the calendar day in the reference of a new incident; nil is UTC.
	Zone *time.Location
	// NoCapture leaves commands alone, and all else that follows from messages.
	NoCapture bool
	// Signs are what people mean by emoji and links, nil for the usual ones.
	Signs *message.Signs
	// Progress is told now and then how far the import is, from one goroutine at a time. It must not block.
	Progress func(Progress)
}

// Progress is how far an import is.
type Progress struct {
	Files, FilesTotal int
	Messages          int
	Incidents         int // that are finished
	IncidentsTotal    int
}

// ChoiceError says that no channel was chosen, or one that the export does not have, and what there is.
type ChoiceError struct {
	Reason   string
	Path     string
	Channels []Counted
}

// listedChannels is how many channels the sentence of a ChoiceError names.
const listedChannels = 40

// Error lists the channels with their number of messages, the largest first, and the next command to type.
func (e *ChoiceError) Error() string {
	var b strings.Builder
	b.WriteString(e.Reason)
	byCount := slices.Clone(e.Channels)
	slices.SortStableFunc(byCount, func(x, y Counted) int { return y.Messages - x.Messages })
	for k, c := range byCount {
		if k == listedChannels {
			fmt.Fprintf(&b, "\n  … and %d more", len(byCount)-k)
			break
		}
		fmt.Fprintf(&b, "\n  %-40s %d messages", c.Name, c.Messages)
	}
	if len(byCount) > 0 {
		fmt.Fprintf(&b, "\nnext: baton import slack %s --channel %s", e.Path, byCount[0].Name)
	}
	return b.String()
}

// check finds what contradicts itself.
func (o *Options) check() error {
	switch {
	case len(o.Channels) > 0 && o.Each != "":
		return errors.New("either --channel or --each, not both")
	case o.Each != "" && (o.Into != "" || o.Title != ""):
		return errors.New("--each makes an incident of every channel, so neither a title nor one incident can be given")
	case !o.From.IsZero() && !o.To.IsZero() && !o.From.Before(o.To):
		return errors.New("--from is not before --to")
	}
	if _, err := path.Match(o.Each, ""); err != nil {
		return fmt.Errorf("--each %q is no pattern; instead: 'inc-*'", o.Each)
	}
	if o.Signs != nil {
		return o.Signs.Check()
	}
	return nil
}

// signs are those to go by, nil for none.
func (o *Options) signs() *message.Signs {
	switch {
	case o.NoCapture:
		return nil
	case o.Signs == nil:
		return message.UsualSigns()
	}
	return o.Signs
}

// choose gives the channels of each incident to be.
func (a *Archive) choose(o Options) (groups [][]*Channel, missing string) {
	if o.Each != "" {
		for _, c := range a.channels {
			if ok, _ := path.Match(o.Each, c.Name); ok {
				groups = append(groups, []*Channel{c})
			}
		}
		if len(groups) == 0 {
			return nil, fmt.Sprintf("no channel matches %q; these are in the export:", o.Each)
		}
		return groups, ""
	}
	if len(o.Channels) == 0 {
		return nil, "no channel is named; these are in the export:"
	}
	var chosen []*Channel
	for _, name := range o.Channels {
		c := a.channel(name)
		if c == nil {
			return nil, fmt.Sprintf("there is no channel %q; these are in the export:", message.Label(name))
		}
		if !slices.Contains(chosen, c) {
			chosen = append(chosen, c)
		}
	}
	return [][]*Channel{chosen}, ""
}

// channel finds one by its name or id.
func (a *Archive) channel(name string) *Channel {
	name = strings.TrimPrefix(name, "#")
	for _, c := range a.channels {
		if c.Name == name || c.ID == name {
			return c
		}
	}
	for _, c := range a.channels {
		if strings.EqualFold(c.Name, name) {
			return c
		}
	}
	return nil
}
