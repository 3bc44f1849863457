package table

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"baton/integrations/clean"
)

// columns are the places of what a row can say, -1 for what it does not.
type columns struct {
	date, time, until, zone, actor, kind, text int
	// zoned is the zone that the name of the time column gives, such as "time (UTC)"; nil for none.
	zoned *time.Location
}

// names are what people call a column.
var names = map[string][]string{
	"time": {
		"time", "when", "timestamp", "datetime", "date time", "date/time", "date & time", "date and time", "at", "start", "start time",
		"started", "clock", "ts", "event time", "time stamp", "zeit", "heure",
	},
	"date":  {"date", "day", "datum"},
	"until": {"until", "end", "end time", "ended", "to"},
	"zone":  {"zone", "tz", "time zone", "timezone", "offset", "utc offset"},
	"actor": {"actor", "who", "person", "by", "author", "user", "name", "owner", "people", "reporter", "responder", "assignee"},
	"kind":  {"kind", "type", "category", "event type", "sort", "tag", "class", "entry type"},
	"text": {
		"text", "what", "message", "event", "description", "note", "notes", "entry", "details", "detail", "summary", "comment", "comments",
		"action", "what happened", "content", "activity",
	},
}

// find reads the first line. ok is false where it is a row already, and then the columns are by their order.
func find(first row) (c columns, ok bool, err error) {
	c = columns{-1, -1, -1, -1, -1, -1, -1, nil}
	places := map[string]*int{
		"date": &c.date, "time": &c.time, "until": &c.until, "zone": &c.zone, "actor": &c.actor, "kind": &c.kind, "text": &c.text,
	}
	for k, cell := range first.cells {
		name, zone := columnName(cell)
		for what, called := range names {
			if slices.Contains(called, name) && *places[what] < 0 {
				*places[what] = k
				if what == "time" {
					c.zoned = zone
				}
			}
		}
	}
	switch {
	case c.time >= 0 && c.text >= 0, c.date >= 0 && c.text >= 0:
		return c, true, nil
	case looksLikeTime(first.cells):
		return byOrder(len(first.cells))
	}
	return c, false, unnamed(first, c)
}

// columnName is a column's name in lower case, without the zone in brackets behind it.
func columnName(cell string) (string, *time.Location) {
	name := strings.ToLower(clean.Line(cell))
	var zone *time.Location
	if open := strings.IndexByte(name, '('); open > 0 && strings.HasSuffix(name, ")") {
		zone, _ = zoneOf(strings.ToUpper(name[open+1 : len(name)-1]))
		name = strings.TrimSpace(name[:open])
	}
	return strings.NewReplacer("_", " ", "-", " ").Replace(name), zone
}

// byOrder is for a sheet without a first line: time, actor, kind, text, or the first and the last of them.
func byOrder(n int) (columns, bool, error) {
	c := columns{-1, 0, -1, -1, -1, -1, n - 1, nil}
	if n > 2 {
		c.actor = 1
	}
	if n > 3 {
		c.kind, c.text = 2, 3
	}
	if n < 2 {
		return c, false, errors.New("a row has one column; there must be one for the time and one for the text")
	}
	return c, false, nil
}

func looksLikeTime(cells []string) bool {
	if len(cells) == 0 {
		return false
	}
	_, err := parseWhen(cells[0], day{}, time.UTC)
	return err == nil || errors.Is(err, errNoDate)
}

func unnamed(first row, c columns) error {
	missing := "time"
	if c.time >= 0 || c.date >= 0 {
		missing = "text"
	}
	return fmt.Errorf("no column is named %s; the first line is %q, and should name the columns: time, actor, kind, text",
		missing, clean.Title(strings.Join(first.cells, " | "), 120))
}

// of is a cell of a row, without the blanks around it.
func of(cells []string, place int) string {
	if place < 0 || place >= len(cells) {
		return ""
	}
	return strings.TrimSpace(cells[place])
}
