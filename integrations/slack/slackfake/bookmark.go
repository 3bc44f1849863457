package slackfake

import (
	"net/url"
	"slices"
)

// bookmarkLimit is how many bookmarks a channel has room for (too_many_bookmarks; the number is not in the reference).
const bookmarkLimit = 100

// bookmark is a link in a channel's header, as the API shows it.
type bookmark struct {
	ID        string    `json:"id"`
	Channel   ChannelID `json:"channel_id"`
	Title     string    `json:"title"`
	Link      string    `json:"link"`
	Emoji     string    `json:"emoji"`
	Type      string    `json:"type"`
	Created   int64     `json:"date_created"` // Unix seconds
	Updated   int64     `json:"date_updated"` // Unix seconds; 0 when never
	UpdatedBy UserID    `json:"last_updated_by_user_id"`
	AppID     string    `json:"app_id"`
}

func checkLink(link string) error {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return failure("invalid_link")
	}
	return nil
}

func bookmarksAdd(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel_id")
	if err != nil {
		return nil, err
	}
	if c.arg("type") != "link" {
		return nil, failure("invalid_bookmark_type")
	}
	if err := checkLink(c.arg("link")); err != nil {
		return nil, err
	}
	if len(ch.bookmarks) >= bookmarkLimit {
		return nil, failure("too_many_bookmarks")
	}
	b := &bookmark{
		ID: w.newID("Bk"), Channel: ch.id, Title: c.arg("title"), Link: c.arg("link"), Emoji: c.arg("emoji"), Type: "link",
		Created: w.clock.Now().Unix(), UpdatedBy: w.bot.ID, AppID: w.appID,
	}
	ch.bookmarks = append(ch.bookmarks, b)
	return answer{"bookmark": *b}, nil
}

// bookmarkOf finds a bookmark's channel and its place there.
func (w *Workspace) bookmarkOf(c *call) (*channel, int, error) {
	ch, err := w.channelOf(c, "channel_id")
	if err != nil {
		return nil, 0, err
	}
	at := slices.IndexFunc(ch.bookmarks, func(b *bookmark) bool { return b.ID == c.arg("bookmark_id") })
	if at < 0 {
		return nil, 0, failure("not_found")
	}
	return ch, at, nil
}

func bookmarksEdit(w *Workspace, c *call) (answer, error) {
	ch, at, err := w.bookmarkOf(c)
	if err != nil {
		return nil, err
	}
	b := ch.bookmarks[at]
	if link := c.arg("link"); link != "" {
		if err := checkLink(link); err != nil {
			return nil, err
		}
		b.Link = link
	}
	if title := c.arg("title"); title != "" {
		b.Title = title
	}
	if emoji := c.arg("emoji"); emoji != "" {
		b.Emoji = emoji
	}
	b.Updated = w.clock.Now().Unix()
	return answer{"bookmark": *b}, nil
}

func bookmarksList(w *Workspace, c *call) (answer, error) {
	ch, err := w.channelOf(c, "channel_id")
	if err != nil {
		return nil, err
	}
	shown := []bookmark{}
	for _, b := range ch.bookmarks {
		shown = append(shown, *b)
	}
	return answer{"bookmarks": shown}, nil
}

func bookmarksRemove(w *Workspace, c *call) (answer, error) {
	ch, at, err := w.bookmarkOf(c)
	if err != nil {
		return nil, err
	}
	ch.bookmarks = slices.Delete(ch.bookmarks, at, at+1)
	return nil, nil
}
