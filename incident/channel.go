package incident

import (
	"net/url"
	"strings"
)

// Channel is where the people of the incident talk and are told, such as a channel of Slack. The zero value is none.
type Channel struct {
	Service string `json:"service,omitzero"` // "slack"
	ID      string `json:"id,omitzero"`      // the service's own, which stays when the channel is renamed
	Name    string `json:"name,omitzero"`    // without a #
	Team    string `json:"team,omitzero"`    // the workspace, in the service's own words
	URL     string `json:"url,omitzero"`     // where a browser shows it
	Bound   Moment `json:"bound"`            // when it became the incident's
}

// BindChannel says which channel the incident has. The newest holds.
type BindChannel struct{ Service, ID, Name, Team, URL string }

// ChannelBound is the fact of it.
type ChannelBound struct {
	Service string `json:"service"`
	ID      string `json:"id"`
	Name    string `json:"name"`
	Team    string `json:"team,omitzero"`
	URL     string `json:"url,omitzero"`
}

func (o BindChannel) decide(i *Incident, _ Given) ([]Fact, error) {
	for _, t := range []struct{ text, what string }{{o.Service, "service"}, {o.ID, "channel's id"}, {o.Name, "channel's name"}} {
		if err := checkName(t.text, t.what, maxLabel, ""); err != nil {
			return nil, err
		}
	}
	if err := checkOptional(o.Team, "workspace", maxLabel, ""); err != nil {
		return nil, err
	}
	if err := o.checkURL(); err != nil {
		return nil, err
	}
	if c := i.Channel; (BindChannel{c.Service, c.ID, c.Name, c.Team, c.URL}) == o {
		return nil, refusef("", "the incident has the channel #%s already", o.Name)
	}
	return []Fact{ChannelBound(o)}, nil
}

// checkURL refuses what is no web address, so that nobody is led anywhere else by a link that people trust.
func (o BindChannel) checkURL() error {
	if o.URL == "" {
		return nil
	}
	if err := checkName(o.URL, "link", maxLine, ""); err != nil {
		return err
	}
	u, err := url.Parse(o.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(o.URL, " \t") {
		return refuse(quoted(o.URL)+" is not a web link", "")
	}
	return nil
}

// Kind is channel_bound.
func (ChannelBound) Kind() Kind { return "channel_bound" }

// Tell names the channel.
func (f ChannelBound) Tell(*Incident) string {
	text := "the incident's channel is #" + f.Name
	if f.Team != "" {
		text += " of " + f.Team
	}
	return text
}

func (f ChannelBound) apply(i *Incident, e *Event) error {
	i.Channel = Channel{Service: f.Service, ID: f.ID, Name: f.Name, Team: f.Team, URL: f.URL, Bound: moment(e)}
	return nil
}

func (f ChannelBound) back(*Incident, *Event) (Order, error) {
	return nil, refuse("the channel stays the incident's until it has another one", "")
}
