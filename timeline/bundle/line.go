package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"baton/incident"
)

// Format is the version of the lines that this program writes and the newest that it reads.
const Format = 1

// line is one event as a line of a bundle.
type line struct {
	Format    int             `json:"format"`
	Seq       uint64          `json:"seq"`
	Kind      incident.Kind   `json:"kind,omitzero"`
	Version   uint8           `json:"version,omitzero"`
	At        time.Time       `json:"at,omitzero"`
	Until     time.Time       `json:"until,omitzero"`
	Precision string          `json:"precision,omitzero"`
	Recorded  time.Time       `json:"recorded,omitzero"`
	Known     time.Time       `json:"known,omitzero"`
	Actor     incident.Person `json:"actor,omitzero"`
	EnteredBy incident.Person `json:"entered_by,omitzero"`
	Origin    incident.Origin `json:"origin,omitzero"`
	Key       string          `json:"key,omitzero"`
	Data      json.RawMessage `json:"data,omitzero"`
	Stored    []byte          `json:"stored,omitzero"`
	Prev      string          `json:"prev,omitzero"`
	Hash      string          `json:"hash"`
	Last      bool            `json:"last,omitzero"`
}

var precisions = map[string]incident.Precision{
	incident.Exact.String(): incident.Exact, incident.Approximate.String(): incident.Approximate,
	incident.Unknown.String(): incident.Unknown,
}

// encode writes an event as a line without its newline. The line is read again before it is given away: what would not
// come back as the same bytes is written in its stored form.
func encode(e incident.Event, last bool) ([]byte, incident.Hash, error) {
	stored, err := e.AppendBinary(nil)
	if err != nil {
		return nil, incident.Hash{}, err
	}
	hash := incident.HashOf(stored)
	b, err := marshal(line{
		Format: Format, Seq: e.Seq, Kind: e.Kind, Version: e.Version,
		At: e.When.At.UTC(), Until: e.When.Until.UTC(), Precision: e.When.Precision.String(),
		Recorded: e.Recorded.UTC(), Known: e.Known.UTC(),
		Actor: e.Actor, EnteredBy: e.EnteredBy, Origin: e.Origin, Key: e.Key, Data: e.Data,
		Prev: e.Prev.String(), Hash: hash.String(), Last: last,
	})
	if err == nil && utf8.Valid(b) {
		if _, back, _, err := decode(b); err == nil && back == hash {
			return b, hash, nil
		}
	}
	b, err = marshal(line{Format: Format, Seq: e.Seq, Stored: stored, Hash: hash.String(), Last: last})
	return b, hash, err
}

func marshal(l line) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(l)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// decode reads a line and checks it against its own hash.
func decode(b []byte) (e incident.Event, hash incident.Hash, last bool, err error) {
	l, err := unmarshal(b)
	if err != nil {
		return e, hash, false, err
	}
	if len(l.Stored) > 0 {
		e, err = incident.DecodeEvent(l.Stored)
	} else {
		e, err = l.event()
	}
	if err != nil {
		return e, hash, false, err
	}
	if hash, err = e.Hash(); err != nil {
		return e, hash, false, err
	}
	if hash.String() != l.Hash || e.Seq != l.Seq {
		return e, hash, false, errors.New("was changed after it was written: its hash is another")
	}
	return e, hash, l.Last, nil
}

func unmarshal(b []byte) (line, error) {
	var l line
	dec := json.NewDecoder(bytes.NewReader(b))
	if err := dec.Decode(&l); err != nil {
		return l, errors.New("is no whole line of a bundle (" + plainly(err) + ")")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return l, errors.New("holds more than one object")
	}
	switch {
	case l.Format > Format:
		return l, fmt.Errorf("has format %d, and this baton reads formats up to %d: install the newer one", l.Format, Format)
	case l.Format != Format || l.Seq == 0 || l.Hash == "":
		return l, errors.New("is not a line of a baton bundle: format, seq or hash is missing")
	}
	return l, nil
}

// plainly shortens what the decoder says, which can quote what it read.
func plainly(err error) string {
	const most = 120
	r := []rune(err.Error())
	return string(r[:min(len(r), most)])
}

func (l line) event() (incident.Event, error) {
	precision, ok := precisions[l.Precision]
	if !ok {
		return incident.Event{}, fmt.Errorf("has the precision %.40q, which is none", l.Precision)
	}
	prev, err := incident.ParseHash(l.Prev)
	if err != nil {
		return incident.Event{}, err
	}
	return incident.Event{
		Seq: l.Seq, Kind: l.Kind, Version: l.Version,
		When:     incident.When{At: l.At.UTC(), Until: l.Until.UTC(), Precision: precision},
		Recorded: l.Recorded.UTC(), Known: l.Known.UTC(),
		Actor: l.Actor, EnteredBy: l.EnteredBy, Origin: l.Origin, Key: l.Key, Data: l.Data, Prev: prev,
	}, nil
}
