package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"baton": main})
}

// TestScripts runs the built program as a new user would. Each script has a home of its own.
func TestScripts(t *testing.T) {
	project, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("BATON_HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("BATON_ME", "zac")
			e.Setenv("TZ", "UTC")
			e.Setenv("NO_COLOR", "1")
			e.Setenv("SHARED", filepath.Join(project, "..", "shared"))
			return nil
		},
		Condition: func(name string) (bool, error) {
			_, err := os.Stat(filepath.Join(project, "..", "shared", "data"))
			return name == "shared" && err == nil, nil
		},
	})
}
