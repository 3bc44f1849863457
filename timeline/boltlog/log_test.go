package boltlog

import (
	"context"
	"path/filepath"
	"testing"

	"baton/timeline"
	"baton/timeline/logtest"
)

func openNew(t testing.TB) *Log {
	t.Helper()
	l, err := Open(filepath.Join(t.TempDir(), "folder", "baton.db"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// reopen closes a store, verifies the file and opens it again.
func reopen(t testing.TB, l timeline.Log) timeline.Log {
	t.Helper()
	path := l.(*Log).Path()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	checkFile(t, path)
	again, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func checkFile(t testing.TB, path string) {
	t.Helper()
	found, err := VerifyFile(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found.Findings {
		t.Errorf("%s %d %s: %s", f.Ref, f.Seq, f.Fault, f.Text)
	}
}

func TestContract(t *testing.T) {
	logtest.Run(t, func(t testing.TB) timeline.Log { return openNew(t) }, reopen)
}
