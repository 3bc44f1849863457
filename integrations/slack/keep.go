package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"baton/incident"
	"baton/integrations/slack/mirror"
)

// Names of the files beside the record.
const (
	stateName  = "slack.json"
	unreadName = "slack-unread.jsonl"
)

// maxUnread bounds the file of what could not be read, in bytes. A full one becomes the older one, of which there is one.
const maxUnread = 4 << 20

// kept is what the service knows from run to run, and what it tells other processes.
type kept struct {
	// Heard is until when everything was heard, UTC: at the next start the channels are read from then on.
	Heard time.Time `json:"heard,omitzero"`
	// Plans are the spans of each incident's channel that are still to be read.
	Plans  map[incident.Ref][]*mirror.Plan `json:"plans,omitzero"`
	Status Status                          `json:"status"`
}

// folder keeps files beside the record. With an empty path nothing is kept.
type folder struct {
	path string
	mu   sync.Mutex
}

// ReadStatus says how the service is that runs in some process, by the file that it keeps in a folder. The error is
// fs.ErrNotExist where none ever ran.
func ReadStatus(path string) (Status, error) {
	k, err := (&folder{path: path}).read()
	return k.Status, err
}

func (f *folder) read() (k kept, err error) {
	if f.path == "" {
		return k, fs.ErrNotExist
	}
	text, err := os.ReadFile(filepath.Join(f.path, stateName))
	if err != nil {
		return k, err
	}
	if err := json.Unmarshal(text, &k); err != nil {
		return kept{}, fmt.Errorf("read %s: %w", stateName, err)
	}
	return k, nil
}

// write replaces the file as a whole. What is lost with the power is read again from Slack.
func (f *folder) write(k kept) error {
	if f.path == "" {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	text, err := json.Marshal(k)
	if err != nil {
		return fmt.Errorf("write %s: %w", stateName, err)
	}
	name := filepath.Join(f.path, stateName)
	if err := os.WriteFile(name+".new", append(text, '\n'), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", stateName, err)
	}
	return os.Rename(name+".new", name)
}

// unread is one event that could not be read, cleaned and masked.
type unread struct {
	At     time.Time `json:"at"`
	Reason string    `json:"reason"`
	Body   string    `json:"body"`
}

// add keeps what could not be read, and returns when it is durable.
func (f *folder) add(u unread) (err error) {
	if f.path == "" {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	line, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("keep an event: %w", err)
	}
	name := filepath.Join(f.path, unreadName)
	if info, err := os.Stat(name); err == nil && info.Size() > maxUnread {
		if err := os.Rename(name, name+".old"); err != nil {
			return fmt.Errorf("keep an event: %w", err)
		}
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep an event: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("keep an event: %w", err)
	}
	return file.Sync()
}
