package mirror

import (
	"baton/integrations/clean"
	"baton/integrations/slack/message"
)

// Unread counts what could not be read, and keeps the first few as they came, cleaned and masked.
type Unread struct {
	Count   int
	Samples []Sample
}

// Sample is the beginning of one event that could not be read, and why.
type Sample struct{ Reason, Body string }

// Bounds of the samples: how many, and how much of each, in bytes.
const (
	maxSamples = 20
	maxSample  = 2000
)

func (u *Unread) add(reason string, body []byte) {
	u.Count++
	if len(u.Samples) < maxSamples {
		text, _ := clean.Secrets(clean.Text(message.Clip(string(body), maxSample)))
		u.Samples = append(u.Samples, Sample{Reason: reason, Body: text})
	}
}
