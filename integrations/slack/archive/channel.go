package archive

import (
	"maps"
	"slices"
	"strings"

	"baton/integrations/slack/lenient"
	"baton/integrations/slack/message"
)

// Channel is one conversation of an export.
type Channel struct {
	message.Channel
	// Kind is "channel", "private channel", "group message", "direct message", or "" for a folder that no list names.
	Kind           string
	Topic, Purpose string
	Creator        string // the id of whoever made it
	Archived       bool

	days []dayFile // oldest first
	// first is the first message in the chosen time, zero for none.
	first message.Stamp
}

var kinds = map[string]string{
	"channels.json": "channel", "groups.json": "private channel", "mpims.json": "group message", "dms.json": "direct message",
}

// readChannels puts the lists of conversations and the folders together.
func (a *Archive) readChannels(l layout) {
	byFolder := map[string]*Channel{}
	for _, name := range indexFiles {
		f, ok := l.named[name]
		if !ok {
			continue
		}
		for _, c := range readIndex(f, a.faults) {
			c.Kind = kinds[name]
			for _, folder := range []string{c.Name, c.ID} {
				if _, taken := byFolder[folder]; !taken && folder != "" {
					byFolder[folder] = c
				}
			}
			a.channels = append(a.channels, c)
		}
	}
	for _, folder := range slices.Sorted(maps.Keys(l.folders)) {
		c := byFolder[folder]
		if c == nil {
			c = unlisted(folder)
			a.channels = append(a.channels, c)
		}
		c.days = append(c.days, l.folders[folder]...)
		slices.SortStableFunc(c.days, func(x, y dayFile) int { return x.day.Compare(y.day) })
	}
	a.channels = slices.DeleteFunc(a.channels, func(c *Channel) bool { return len(c.days) == 0 })
	slices.SortFunc(a.channels, func(x, y *Channel) int {
		return strings.Compare(x.Name+"\x00"+x.ID, y.Name+"\x00"+y.ID)
	})
}

// unlisted is a folder that no list names. Its name has to do as the id.
func unlisted(folder string) *Channel {
	name := message.Label(message.Clip(folder, message.MaxHandle))
	return &Channel{Channel: message.Channel{ID: strings.ReplaceAll(name, ":", "_"), Name: name}}
}

func readIndex(f sourceFile, faults *faultList) (channels []*Channel) {
	seen := map[string]bool{}
	var c Channel
	readList(f, "channels", faults, func(r *lenient.Reader) bool {
		c = readChannel(r)
		return message.IsID(c.ID)
	}, func() {
		if !seen[c.ID] {
			seen[c.ID] = true
			read := c
			channels = append(channels, &read)
		}
	})
	return channels
}

func readChannel(r *lenient.Reader) (c Channel) {
	r.Fields(func(key []byte) {
		switch string(key) {
		case "id":
			c.ID = r.Text()
		case "name":
			c.Name = message.Label(message.Clip(r.Text(), 1000))
		case "creator":
			c.Creator = r.Text()
		case "is_archived":
			c.Archived = r.Truth()
		case "topic":
			c.Topic = readValue(r)
		case "purpose":
			c.Purpose = readValue(r)
		default:
			r.Skip()
		}
	})
	if c.Name == "" {
		c.Name = c.ID
	}
	return c
}

func readValue(r *lenient.Reader) (value string) {
	r.Fields(func(key []byte) {
		if string(key) == "value" {
			value = message.Label(message.Clip(r.Text(), 4000))
			return
		}
		r.Skip()
	})
	return value
}

// readList reads a file that is a list, naming what is broken in it.
func readList(f sourceFile, kind string, faults *faultList, read func(*lenient.Reader) bool, take func()) (skipped int) {
	file, err := f.open()
	if err != nil {
		faults.add(f.path, "it cannot be opened: %v", err)
		return 1
	}
	defer func() { _ = file.Close() }()
	l := list{src: file, read: read, take: take, broken: func(offset int64, reason string) {
		skipped++
		faults.add(f.path, "at byte %d: %s", offset, reason)
	}}
	if err := l.each(kind); err != nil {
		skipped++
		faults.add(f.path, "%v", err)
	}
	return skipped
}
