//go:build linux

package boltlog

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestInject lets single system calls fail or kill, one after another. strace counts the calls of each thread, so that a
// point may lie in any of them.
func TestInject(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("needs strace: ", err)
	}
	last, step := 60, 12
	if full() {
		last, step = 300, 1
	}
	faults := []struct {
		name, calls, do string
		mustFinish      bool
	}{
		{"killed at a write", "pwrite64,write", "signal=KILL", false},
		{"killed at a sync", "fdatasync,fsync", "signal=KILL", false},
		{"input/output error at a write", "pwrite64", "error=EIO", true},
		{"input/output error at a sync", "fdatasync,fsync", "error=EIO", true},
		{"disk full at a write", "pwrite64", "error=ENOSPC", true},
		{"disk full at a sync", "fdatasync,fsync", "error=ENOSPC", true},
	}
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			hits := 0
			for n := 1; n <= last; n += step {
				if inject(t, strace, fault.calls, fault.do, n, fault.mustFinish) {
					hits++
				}
			}
			if hits == 0 {
				t.Fatal("no call was ever made to fail")
			}
			t.Logf("%d points, %d reached", (last+step-1)/step, hits)
		})
	}
}

// inject runs the script with the fault at the n-th call of each thread and tells whether it was reached.
func inject(t *testing.T, strace, calls, do string, n int, mustFinish bool) bool {
	t.Helper()
	dir := t.TempDir()
	store, trace := filepath.Join(dir, "baton.db"), filepath.Join(dir, "trace")
	c := startChild(t, "script", store, strace, "-f", "-qq", "-o", trace, "-e", "trace="+calls,
		"-e", fmt.Sprintf("inject=%s:%s:when=%d", calls, do, n))
	c.wait()
	if err := owes(t, store, c.acked); err != nil {
		t.Fatalf("%s at %d: %v\n%s", do, n, err, strings.Join(c.trace, "\n"))
	}
	if c.panicked() {
		t.Fatalf("%s at %d: %s", do, n, &c.errors)
	}
	if mustFinish && !strings.Contains(strings.Join(c.trace, "\n"), "done") {
		t.Fatalf("%s at %d: the session did not go on\n%s%s", do, n, strings.Join(c.trace, "\n"), &c.errors)
	}
	log, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(log), "INJECTED") || strings.Contains(string(log), "killed by SIGKILL")
}
