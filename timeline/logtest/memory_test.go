package logtest_test

import (
	"testing"

	"baton/timeline"
	"baton/timeline/logtest"
)

func TestMemory(t *testing.T) {
	logtest.Run(t, func(testing.TB) timeline.Log { return logtest.NewMemory() }, nil)
}
