package capture

import "strings"

// reactionAck is what an emoji on a message says. Looking at a message (eyes) is
// no answer.
func reactionAck(name string) Ack {
	name = strings.Trim(name, ":")
	name, _, _ = strings.Cut(name, "::skin-tone-")
	switch name {
	case "+1", "thumbsup", "white_check_mark", "heavy_check_mark", "ballot_box_with_check", "ok_hand", "shipit", "ship", "100", "ok",
		"👍", "✅", "✔", "✔️", "☑️", "👌", "🚢", "💯", "🆗", "approved", "lgtm", "green_check", "check", "green_circle", "🟢":
		return Yes
	case "-1", "thumbsdown", "no_entry", "no_entry_sign", "octagonal_sign", "stop", "stop_sign", "x", "negative_squared_cross_mark", "raised_hand", "hand", "red_circle",
		"👎", "⛔", "🚫", "🛑", "❌", "❎", "✋", "🔴":
		return Veto
	}
	return No
}

// Answers tells whether an emoji on a message is a yes or a no to its commands.
func Answers(emoji string) bool { return reactionAck(emoji) != No }

// refuses reports whether a bare answer that depends on its thread is a no.
func refuses(text string) bool {
	var buf [longestAnswer + 1]byte
	if len(text) > longestAnswer {
		return false
	}
	said := string(normalised(buf[:0], strings.TrimSpace(text)))
	if i := strings.LastIndexByte(said, ' '); i > 0 && strings.HasSuffix(said[:i], ":") {
		said = said[i+1:]
	}
	return refusals()[said]
}
