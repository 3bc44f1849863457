package timeline

import (
	"context"
	"encoding/json"
	"fmt"

	"baton/incident"
)

// keptFold is what a snapshot holds. A fold of another version, or of other events, is as good as none.
type keptFold struct {
	Version int `json:"version"`
	// Last is the hash of the last event in the fold, by which it is told that the log still begins as it did.
	Last  string            `json:"last"`
	State incident.Incident `json:"state"`
}

func encodeFold(state incident.Incident, last incident.Hash) ([]byte, error) {
	return json.Marshal(keptFold{Version: incident.FoldVersion, Last: last.String(), State: state})
}

// lastFold is the state of the newest usable snapshot, or the zero state.
func lastFold(ctx context.Context, log Log, ref incident.Ref) (incident.Incident, error) {
	s, err := log.Snapshot(ctx, ref)
	if err != nil {
		return incident.Incident{}, fmt.Errorf("snapshot of %s: %w", ref, err)
	}
	var kept keptFold
	if len(s.Data) == 0 || json.Unmarshal(s.Data, &kept) != nil || kept.Version != incident.FoldVersion || kept.State.Seq != s.Seq {
		return incident.Incident{}, nil
	}
	if same, err := stands(ctx, log, ref, s.Seq, kept.Last); err != nil || !same {
		return incident.Incident{}, err
	}
	return kept.State, nil
}

// stands tells whether the event with that hash is at that place of the log.
func stands(ctx context.Context, log Log, ref incident.Ref, seq uint64, hash string) (bool, error) {
	for e, err := range log.Read(ctx, ref, seq) {
		if err != nil {
			return false, err
		}
		h, err := e.Hash()
		return err == nil && e.Seq == seq && h.String() == hash, nil
	}
	return false, nil
}

// Fold gives an incident's state as it is in the log now, from the newest snapshot on.
func Fold(ctx context.Context, log Log, ref incident.Ref) (incident.Incident, error) {
	state, err := lastFold(ctx, log, ref)
	if err != nil {
		return state, err
	}
	for e, err := range log.Read(ctx, ref, state.Seq+1) {
		if err != nil {
			return state, err
		}
		if state, err = incident.Apply(state, e); err != nil {
			return state, fmt.Errorf("fold %s: %w", ref, err)
		}
	}
	return state, nil
}
