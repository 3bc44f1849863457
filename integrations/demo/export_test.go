package demo

import "encoding/json"

// Marks are what baton marked each of its posts in a channel with, oldest first, for tests.
func (s *Stage) Marks(channel string) []string {
	c, _ := s.channel(channel)
	var all []string
	for _, m := range s.world.Messages(c.ID) {
		var mark struct {
			Payload struct {
				Key string `json:"key"`
			} `json:"event_payload"`
		}
		if json.Unmarshal(m.Metadata, &mark) == nil && mark.Payload.Key != "" {
			all = append(all, mark.Payload.Key)
		}
	}
	return all
}
