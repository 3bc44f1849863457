package tell

// The parts of Block Kit that are used (docs.slack.dev, Block Kit reference).
type (
	headerBlock struct {
		Type string    `json:"type"`
		Text plainText `json:"text"`
	}
	richText struct {
		Type     string     `json:"type"`
		Elements []richPart `json:"elements"`
	}
	// richPart is a section, a quote, preformatted text, or a list, which has sections as elements and a style.
	richPart struct {
		Type     string `json:"type"`
		Style    string `json:"style,omitempty"`
		Elements []any  `json:"elements"`
	}
	richWord struct {
		Type   string     `json:"type"`
		Text   string     `json:"text,omitempty"`
		UserID string     `json:"user_id,omitempty"`
		URL    string     `json:"url,omitempty"`
		Style  *wordStyle `json:"style,omitempty"`
	}
	wordStyle struct {
		Bold bool `json:"bold,omitempty"`
		Code bool `json:"code,omitempty"`
	}
	actionsBlock struct {
		Type     string          `json:"type"`
		Elements []buttonElement `json:"elements"`
	}
	buttonElement struct {
		Type     string    `json:"type"`
		Text     plainText `json:"text"`
		ActionID string    `json:"action_id"`
		Value    string    `json:"value"`
	}
	plainText struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
)

// Limits of Slack's on a message, characters where nothing else is said.
const (
	maxHeader = 150
	// maxBlocks is about where Slack was seen to refuse blocks by the size of their JSON, bytes (slackapi/bolt-js#2509), with
	// room to spare.
	maxBlocks = 12_000
	// maxMrkdwn is good taste for a post, and the limit of an edit (docs.slack.dev, chat.update).
	maxMrkdwn = 3_900
)

func (m message) blocks() []any {
	var all []any
	if m.title != "" {
		all = append(all, headerBlock{"header", plain(m.title)})
	}
	if words := m.rich(); len(words) > 0 {
		all = append(all, richText{"rich_text", words})
	}
	if len(m.buttons) > 0 {
		row := actionsBlock{Type: "actions"}
		for _, b := range m.buttons {
			row.Elements = append(row.Elements, buttonElement{"button", plain(b.label), "baton_" + b.verb, b.about})
		}
		all = append(all, row)
	}
	return all
}

func plain(s string) plainText { return plainText{"plain_text", s} }

// rich writes the parts as rich text; items that follow each other are one list.
func (m message) rich() []richPart {
	var all []richPart
	for _, p := range m.parts {
		last := len(all) - 1
		switch p.kind {
		case paragraph:
			all = append(all, richPart{Type: "rich_text_section", Elements: richWords(p.spans)})
		case quotation:
			all = append(all, richPart{Type: "rich_text_quote", Elements: richWords(p.spans)})
		case verbatim:
			all = append(all, richPart{Type: "rich_text_preformatted", Elements: []any{richWord{Type: "text", Text: p.spans[0].text}}})
		case item:
			if last < 0 || all[last].Type != "rich_text_list" {
				all = append(all, richPart{Type: "rich_text_list", Style: "bullet"})
				last = len(all) - 1
			}
			all[last].Elements = append(all[last].Elements, richPart{Type: "rich_text_section", Elements: richWords(p.spans)})
		}
	}
	return all
}

func richWords(spans []span) []any {
	var words []any
	for _, s := range spans {
		switch {
		case s.user != "":
			words = append(words, richWord{Type: "user", UserID: s.user})
		case s.bold || s.code:
			words = append(words, richWord{Type: "text", Text: s.text, Style: &wordStyle{Bold: s.bold, Code: s.code}})
		default:
			words = append(words, textAndLinks(s.text)...)
		}
	}
	return words
}

func textAndLinks(s string) []any {
	var words []any
	for k, piece := range linked(s) {
		switch {
		case k%2 == 1:
			words = append(words, richWord{Type: "link", URL: piece})
		case piece != "":
			words = append(words, richWord{Type: "text", Text: piece})
		}
	}
	return words
}
