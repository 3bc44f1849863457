package timeline

import (
	"context"
	"io"

	"baton/incident"
)

// Fault names what is wrong with one place of a store.
type Fault string

// Faults that a verification tells apart.
const (
	// FaultChanged: the event is not what was written.
	FaultChanged Fault = "changed"
	// FaultMissing: an event that was written is not there.
	FaultMissing Fault = "missing"
	// FaultReordered: an event stands at another's place.
	FaultReordered Fault = "reordered"
	// FaultExtra: an event is there that was never acknowledged.
	FaultExtra Fault = "extra"
	// FaultIndex: what is derived from the events, such as the index of keys, does not agree with them.
	FaultIndex Fault = "index"
	// FaultStructure: the file itself is damaged below the level of events.
	FaultStructure Fault = "structure"
)

// Finding is one thing that a verification found to be wrong.
type Finding struct {
	// Ref is empty and Seq 0 where the finding is about the store rather than one event.
	Ref   incident.Ref `json:"ref,omitempty"`
	Seq   uint64       `json:"seq,omitempty"`
	Fault Fault        `json:"fault"`
	// Text says it in one sentence.
	Text string `json:"text"`
}

// Verification is what a walk over a store found.
type Verification struct {
	// Format is the store's format version.
	Format   int       `json:"format"`
	Logs     int       `json:"logs"`
	Events   uint64    `json:"events"`
	Findings []Finding `json:"findings"`
	// More counts the findings beyond the first thousand, which are not kept.
	More int `json:"more,omitempty"`
}

// Sound tells whether nothing was found to be wrong.
func (v Verification) Sound() bool { return len(v.Findings) == 0 }

// Verifier is a Log that can check itself while it is in use.
type Verifier interface {
	// Verify checks the whole store: its structure, each event's checksum, the sequence, the chain of hashes and what is
	// derived from them. An error means that it could not look; what is wrong is in the result.
	Verify(ctx context.Context) (Verification, error)
	// VerifyRef checks one log only.
	VerifyRef(ctx context.Context, ref incident.Ref) (Verification, error)
}

// Backuper is a Log that can copy itself while it is in use.
type Backuper interface {
	// Backup writes a store that holds everything up to one moment to w. Nothing is written unless the copy was verified
	// first. Appends go on meanwhile.
	Backup(ctx context.Context, w io.Writer) error
}
