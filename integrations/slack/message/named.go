package message

import "strings"

// People gives the ids of the people whom the message names: who wrote, changed and pressed, and who is mentioned in the
// text. Ids may come twice. Who is to be known by name has to be among the People before the message is translated.
func (m *Raw) People() []string {
	var ids []string
	add := func(id string) {
		if IsID(id) {
			ids = append(ids, id)
		}
	}
	add(m.User)
	add(m.editedBy)
	for _, r := range m.reactions {
		for _, id := range r.users {
			add(id)
		}
	}
	for text := m.Text; ; {
		_, after, found := strings.Cut(text, "<@")
		if !found {
			break
		}
		text = after
		add(after[:max(0, strings.IndexAny(after, "|>"))])
	}
	for _, other := range []*Raw{m.Changed, m.Previous} {
		if other != nil {
			ids = append(ids, other.People()...)
		}
	}
	return ids
}
