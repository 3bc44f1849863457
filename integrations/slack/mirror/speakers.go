package mirror

import "baton/integrations/slack/message"

// Unread is why the event cannot be read, "" where it can.
func (e *Event) Unread() string {
	if e.kind == unread {
		return e.reason
	}
	return ""
}

// Users are the ids of those who speak in the event and who are spoken of, for who looks them up. Some may be there twice.
func (e *Event) Users() []string {
	var ids []string
	if e.user != "" {
		ids = append(ids, e.user)
	}
	return speakers(ids, &e.raw)
}

// Users are the ids of those who speak on the page and who are spoken of.
func (p *Page) Users() []string {
	var ids []string
	for k := range p.messages {
		ids = speakers(ids, &p.messages[k])
	}
	return ids
}

func speakers(ids []string, m *message.Raw) []string {
	if m.User != "" {
		ids = append(ids, m.User)
	}
	ids = append(ids, message.Mentioned(m.Text)...)
	for _, other := range []*message.Raw{m.Changed, m.Previous} {
		if other != nil {
			ids = speakers(ids, other)
		}
	}
	return ids
}
