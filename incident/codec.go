package incident

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"sync"
	"time"
)

// Hash is the SHA-256 of an event's stored bytes without their checksum. The chain of hashes makes a changed, missing
// or reordered event visible.
type Hash [sha256.Size]byte

// String is the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads what String wrote.
func ParseHash(s string) (Hash, error) {
	var h Hash
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(h) {
		return h, fmt.Errorf("hash %.80q: want %d hexadecimal digits", s, 2*len(h))
	}
	copy(h[:], b)
	return h, nil
}

// The bytes of an event. Integers are big-endian; times are nanoseconds since 1970 UTC, 0 for none; the strings stand
// one after another without a gap; the checksum is CRC-32C over everything before it. Every later format begins with its
// number and ends with such a checksum too, so that damage is never taken for news.
//
//	 0  format (1)        1  kind version     2  precision         3  reserved, 0
//	 4  seq        8     12  at        8     20  until     8      28  recorded  8    36  known 8
//	44  len kind   1     45  len actor 1     46  len enteredBy 1  47  len origin 1
//	48  len key    2     50  len data  4     54  prev hash 32
//	86  kind actor enteredBy origin key data      then  checksum 4
const (
	eventFormat   = 1
	envelopeBytes = 86
	checksumBytes = 4
	// MaxEventBytes bounds one event, so that one message from outside cannot fill the store.
	MaxEventBytes = 16 << 20
)

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// Errors of reading stored events.
var (
	// ErrNewerFormat: the event was written by a newer baton in an envelope that this one cannot read.
	ErrNewerFormat = errors.New("written by a newer version of baton")
	// ErrDamaged: the bytes are not what was written.
	ErrDamaged = errors.New("damaged")
)

// AppendBinary appends the event's stored form to b. It refuses an event that the envelope cannot hold.
func (e Event) AppendBinary(b []byte) ([]byte, error) {
	if err := e.fits(); err != nil {
		return b, err
	}
	start := len(b)
	b = append(b, eventFormat, e.Version, byte(e.When.Precision), 0)
	b = binary.BigEndian.AppendUint64(b, e.Seq)
	for _, t := range [...]time.Time{e.When.At, e.When.Until, e.Recorded, e.Known} {
		b = binary.BigEndian.AppendUint64(b, nanos(t))
	}
	b = append(b, byte(len(e.Kind)), byte(len(e.Actor)), byte(len(e.EnteredBy)), byte(len(e.Origin)))
	b = binary.BigEndian.AppendUint16(b, uint16(len(e.Key)))
	b = binary.BigEndian.AppendUint32(b, uint32(len(e.Data)))
	b = append(b, e.Prev[:]...)
	b = append(b, e.Kind...)
	b = append(b, e.Actor...)
	b = append(b, e.EnteredBy...)
	b = append(b, e.Origin...)
	b = append(b, e.Key...)
	b = append(b, e.Data...)
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b[start:], castagnoli())), nil
}

func (e Event) fits() error {
	switch {
	case len(e.Kind) == 0 || len(e.Kind) > math.MaxUint8:
		return fmt.Errorf("event kind %.40q: want 1 to 255 bytes", e.Kind)
	case len(e.Actor) > math.MaxUint8 || len(e.EnteredBy) > math.MaxUint8 || len(e.Origin) > math.MaxUint8:
		return fmt.Errorf("event %s: actor or origin longer than 255 bytes", e.Kind)
	case len(e.Key) > math.MaxUint16:
		return fmt.Errorf("event %s: key longer than 65,535 bytes", e.Kind)
	case len(e.Data) > MaxEventBytes:
		return fmt.Errorf("event %s: %d bytes of text, at most %d fit", e.Kind, len(e.Data), MaxEventBytes)
	}
	for _, t := range [...]time.Time{e.When.At, e.When.Until, e.Recorded, e.Known} {
		if !storable(t) {
			return fmt.Errorf("event %s: the time %s cannot be kept", e.Kind, t.UTC().Format(time.RFC3339Nano))
		}
	}
	return nil
}

// HashOf is the hash of an event in its stored form.
func HashOf(stored []byte) Hash { return sha256.Sum256(stored[:max(0, len(stored)-checksumBytes)]) }

// Hash is the hash that the next event will carry.
func (e Event) Hash() (Hash, error) {
	b, err := e.AppendBinary(nil)
	if err != nil {
		return Hash{}, err
	}
	return HashOf(b), nil
}

// DecodeEvent reads one stored event and checks its checksum. Data stays a part of b: copy b where b does not last.
// Errors are ErrDamaged and ErrNewerFormat.
func DecodeEvent(b []byte) (Event, error) {
	if len(b) <= checksumBytes {
		return Event{}, fmt.Errorf("event of %d bytes: %w", len(b), ErrDamaged)
	}
	body := b[:len(b)-checksumBytes]
	switch {
	case crc32.Checksum(body, castagnoli()) != binary.BigEndian.Uint32(b[len(body):]):
		return Event{}, fmt.Errorf("event of %d bytes: checksum does not match: %w", len(b), ErrDamaged)
	case b[0] > eventFormat:
		return Event{}, fmt.Errorf("event format %d: %w", b[0], ErrNewerFormat)
	case len(body) < envelopeBytes || b[0] != eventFormat || b[3] != 0:
		return Event{}, fmt.Errorf("event of %d bytes: %w", len(b), ErrDamaged)
	}
	return decodeBody(body)
}

func decodeBody(b []byte) (Event, error) {
	e := Event{
		Seq: binary.BigEndian.Uint64(b[4:]), Version: b[1],
		When:     When{At: instant(b[12:]), Until: instant(b[20:]), Precision: Precision(b[2])},
		Recorded: instant(b[28:]), Known: instant(b[36:]), Prev: Hash(b[54:86]),
	}
	lengths := [...]int{
		int(b[44]), int(b[45]), int(b[46]), int(b[47]),
		int(binary.BigEndian.Uint16(b[48:])), int(binary.BigEndian.Uint32(b[50:])),
	}
	var parts [len(lengths)][]byte
	rest := b[envelopeBytes:]
	for n, length := range lengths {
		if length > len(rest) {
			return Event{}, fmt.Errorf("event %d: lengths do not add up: %w", e.Seq, ErrDamaged)
		}
		parts[n], rest = rest[:length:length], rest[length:]
	}
	if len(rest) != 0 {
		return Event{}, fmt.Errorf("event %d: %d bytes too many: %w", e.Seq, len(rest), ErrDamaged)
	}
	e.Kind, e.Actor, e.EnteredBy = internKind(parts[0]), Person(parts[1]), Person(parts[2])
	e.Origin, e.Key, e.Data = internOrigin(parts[3]), string(parts[4]), parts[5]
	return e, nil
}

func nanos(t time.Time) uint64 {
	if t.IsZero() {
		return 0
	}
	return uint64(t.UnixNano())
}

func instant(b []byte) time.Time {
	n := int64(binary.BigEndian.Uint64(b))
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

// internKind gives the known kind without allocating: a log has millions of events and a few dozen kinds.
func internKind(b []byte) Kind {
	if s, ok := facts()[Kind(b)]; ok {
		return s.kind
	}
	return Kind(b)
}

func internOrigin(b []byte) Origin {
	for _, o := range origins {
		if string(b) == string(o) {
			return o
		}
	}
	return Origin(b)
}
