package slackfake

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// Cursors are opaque to clients; as Slack's do, they name a thing and a value in base64 (docs.slack.dev, "Pagination").

func cursorAt(thing, value string) string {
	return base64.StdEncoding.EncodeToString([]byte(thing + ":" + value))
}

func readCursor(cursor, thing string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(cursor)
	value, ok := strings.CutPrefix(string(data), thing+":")
	if err != nil || !ok {
		return "", failure("invalid_cursor")
	}
	return value, nil
}

// limit reads the limit of a list: the method's own when it is not given, most at most.
func (c *call) limit(usual, most int) (int, error) {
	text := c.arg("limit")
	if text == "" || text == "0" {
		return usual, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, failure("invalid_limit")
	}
	return min(n, most), nil
}

// pageOf cuts the page that a call asks for out of a list that only grows at its end. usual 0 means that a call without
// a limit gets everything.
func pageOf[T any](c *call, all []T, thing string, usual int) (page []T, next string, err error) {
	if usual == 0 {
		usual = max(1, len(all))
	}
	limit, err := c.limit(usual, 1000)
	if err != nil {
		return nil, "", err
	}
	from := 0
	if c.arg("cursor") != "" {
		value, err := readCursor(c.arg("cursor"), thing)
		if err != nil {
			return nil, "", err
		}
		from, err = strconv.Atoi(value)
		if err != nil || from < 0 || from > len(all) {
			return nil, "", failure("invalid_cursor")
		}
	}
	end := min(len(all), from+limit)
	if end < len(all) {
		next = cursorAt(thing, strconv.Itoa(end))
	}
	return all[from:end], next, nil
}
