package mirror

// Turn is what became of a channel itself, rather than what was said in it.
type Turn uint8

// Turns. That one joined or left is of concern where it is baton itself.
const (
	NoTurn Turn = iota
	Altered
	Joined
	Left
)

// Turn tells what became of the channel. The record has that from the messages that Slack posts about it; whoever shows
// the channel's name, or reads it again, asks here. who joined or left is "" where Slack does not say, which is baton.
func (e *Event) Turn() (t Turn, who string) {
	if e.turn == NoTurn {
		return NoTurn, ""
	}
	return e.turn, e.user
}

// alteredBy is for the messages that Slack posts about a channel. It has no event of its own for an archive that was opened
// again, unless an app asks for that.
func alteredBy(subtype string) Turn {
	switch subtype {
	case "channel_name", "channel_archive", "channel_unarchive", "group_name", "group_archive", "group_unarchive":
		return Altered
	}
	return NoTurn
}

func turnOf(kind string) Turn {
	switch kind {
	case "channel_rename", "channel_archive", "channel_unarchive", "group_rename", "group_archive", "group_unarchive":
		return Altered
	case "member_joined_channel":
		return Joined
	case "member_left_channel", "channel_left", "group_left":
		return Left
	}
	return NoTurn
}
