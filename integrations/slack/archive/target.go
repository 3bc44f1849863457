package archive

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"baton/incident"
	"baton/integrations/clean"
	"baton/integrations/slack/message"
	"baton/timeline"
)

// target is an incident that messages go into.
type target struct {
	channels []*Channel
	ref      incident.Ref
	title    string
	isNew    bool
	first    message.Stamp
}

// declareKey is the key of the order that declared the incident of these channels: an import of the same channels finds
// it again.
func declareKey(channels []*Channel) string {
	ids := make([]string, len(channels))
	for k, c := range channels {
		ids[k] = c.ID
	}
	if len(ids) == 1 {
		return "slack:" + ids[0] + ":declare"
	}
	slices.Sort(ids)
	sum := sha256.Sum256([]byte(strings.Join(ids, "\x00")))
	return "slack:" + hex.EncodeToString(sum[:16]) + ":declare"
}

// look reads the edges of a channel: its first chosen message, and until when the export tells.
func (c *Channel) look(chosen period) {
	c.first, _ = outermost(slices.Values(c.days), chosen)
	backwards := func(yield func(dayFile) bool) {
		for _, f := range slices.Backward(c.days) {
			if !yield(f) {
				return
			}
		}
	}
	if _, last := outermost(backwards, period{}); !last.IsZero() {
		c.End = last.Time()
	}
}

// outermost are the first and the last ts in the outermost file that has any, and in its neighbours: a message can be in
// the file of the day before or after its own.
func outermost(files iter.Seq[dayFile], chosen period) (first, last message.Stamp) {
	var outer time.Time
	for f := range files {
		if !chosen.mayHold(f.day) {
			continue
		}
		if !first.IsZero() && f.day.Sub(outer).Abs() > 2*neighbour {
			break
		}
		from, to := edges(f, chosen)
		if from.IsZero() {
			continue
		}
		if first.IsZero() {
			outer = f.day
		}
		if first.IsZero() || from.Before(first) {
			first = from
		}
		if last.Before(to) {
			last = to
		}
	}
	return first, last
}

// edges are the first and the last ts of a file.
func edges(f dayFile, chosen period) (first, last message.Stamp) {
	var at message.Stamp
	readList(f.sourceFile, "messages", &faultList{}, isMessage(&at), func() {
		if !chosen.holds(at.Time()) {
			return
		}
		if first.IsZero() || at.Before(first) {
			first = at
		}
		if last.Before(at) {
			last = at
		}
	})
	return first, last
}

// earlier finds the incidents that earlier imports declared, by the key of their declaration.
func earlier(ctx context.Context, log timeline.Log, keys []string) (map[string]incident.Ref, error) {
	heads, err := log.List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list the incidents: %w", err)
	}
	found := map[string]incident.Ref{}
	for _, h := range heads {
		seqs, err := log.Find(ctx, h.Ref, keys...)
		if err != nil {
			return nil, fmt.Errorf("look into %s: %w", h.Ref, err)
		}
		for k, seq := range seqs {
			if seq != 0 {
				found[keys[k]] = h.Ref
			}
		}
	}
	return found, nil
}

// settle finds or declares the incident.
func (t *target) settle(ctx context.Context, rec *timeline.Recorder, o Options, found map[string]incident.Ref, people *message.People) error {
	ref := o.Into
	if ref == "" {
		ref = found[declareKey(t.channels)]
	}
	if ref != "" {
		state, err := rec.State(ctx, ref)
		if err == nil && state.Ref == "" {
			err = fmt.Errorf("there is no incident %s; baton list shows them", ref)
		}
		t.ref, t.title = ref, state.Title
		return err
	}
	zone := o.Zone
	if zone == nil {
		zone = time.UTC
	}
	at := t.first.Time()
	g := incident.Given{When: incident.At(at), Known: at, Origin: origin, Key: declareKey(t.channels)}
	if p, ok := people.Known(t.channels[0].Creator); ok {
		g.By = p.Handle
	}
	state, err := rec.Declare(ctx, incident.Declare{Title: cmp.Or(clean.Title(o.Title, maxTitle), titleOf(t.channels[0])), Past: true}, g, zone)
	t.ref, t.title, t.isNew = state.Ref, state.Title, true
	return err
}

// maxTitle is what the record allows a title to have, in characters.
const maxTitle = 200

var (
	dated   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(19|20)\d\d[-_]?\d\d[-_]?\d\d[-_]*`) })
	telling = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\pL{2,}`) })
	generic = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?i)^(inc|incident|sev\d?|outage|\d+|[-_ ])+$`) })
)

// titleOf makes a title of a channel's name: "20230104_list_import_problems" is "List import problems". A name that
// says nothing, such as "inc-4711", gets the purpose or the topic behind it.
func titleOf(c *Channel) string {
	name := strings.TrimSpace(strings.NewReplacer("_", " ", "-", " ").Replace(dated().ReplaceAllString(c.Name, "")))
	name = cmp.Or(strings.Join(strings.Fields(name), " "), c.Name)
	r, size := utf8.DecodeRuneInString(name)
	title := string(unicode.ToUpper(r)) + name[size:]
	if more := cmp.Or(c.Purpose, c.Topic); more != "" && (generic().MatchString(name) || !telling().MatchString(name)) {
		title += ": " + more
	}
	return cmp.Or(clean.Title(title, maxTitle), "Imported channel")
}
