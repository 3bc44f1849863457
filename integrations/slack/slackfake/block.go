package slackfake

import (
	"encoding/json"
	"unicode/utf8"
)

// Limits of blocks (docs.slack.dev, Block Kit reference).
const (
	blockLimit   = 50   // in a message
	sectionLimit = 3000 // characters of a section's text
	headerLimit  = 150  // characters of a header
	// blocksLimit is the size of the blocks' JSON, bytes, from which Slack was seen to answer msg_blocks_too_long. It is not
	// published (slackapi/bolt-js#2509).
	blocksLimit = 13200
)

// checkBlocks holds a message's blocks to the limits that texts run into. It does not look at the rest of their form.
func checkBlocks(raw json.RawMessage) error {
	if raw == nil {
		return nil
	}
	var blocks []struct {
		Type string          `json:"type"`
		Text json.RawMessage `json:"text"`
	}
	if json.Unmarshal(raw, &blocks) != nil {
		return failure("invalid_blocks_format")
	}
	if len(raw) > blocksLimit {
		return failure("msg_blocks_too_long")
	}
	bad := len(blocks) > blockLimit
	for _, b := range blocks {
		var text struct {
			Text string `json:"text"`
		}
		_ = json.Unmarshal(b.Text, &text) // a markdown block's text is a string, and has another limit
		n := utf8.RuneCountInString(text.Text)
		bad = bad || b.Type == "" || b.Type == "section" && n > sectionLimit || b.Type == "header" && n > headerLimit
	}
	if bad {
		return failure("invalid_blocks")
	}
	return nil
}

// checkMetadata wants what all metadata have (docs.slack.dev, "Message metadata").
func checkMetadata(raw json.RawMessage) error {
	if raw == nil {
		return nil
	}
	var shape struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if json.Unmarshal(raw, &shape) != nil {
		return failure("invalid_metadata_format")
	}
	if shape.Type == "" || shape.Payload == nil {
		return failure("invalid_metadata_schema")
	}
	return nil
}
