package message

import "strings"

// Mentioned are the ids of the people that a text speaks of as <@U1> or <@U1|zac>. Some may be there twice.
func Mentioned(text string) []string {
	var ids []string
	for {
		_, rest, found := strings.Cut(text, "<@")
		if !found {
			return ids
		}
		id := rest
		if end := strings.IndexAny(rest, "|>"); end >= 0 {
			id = rest[:end]
		}
		if IsID(id) {
			ids = append(ids, id)
		}
		text = rest
	}
}
