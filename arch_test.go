package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which of our own packages a folder's code may import; the longest folder that fits counts. The record
// and the world outside know the rules of an incident, and the rules know neither; the console and the world outside do
// not know each other.
var mayImport = map[string][]string{
	"incident":                   {},
	"incident/grammar":           {"incident"},
	"timeline":                   {"incident", "timeline"},
	"integrations":               {"incident", "timeline", "integrations"},
	"integrations/clean":         {},
	"integrations/capture":       {"integrations/clean"},
	"tui":                        {"incident", "timeline", "tui"},
	"timeline/boltlog":           {"incident", "timeline"},
	"integrations/slack/archive": {"incident", "timeline", "integrations"},
	"integrations/slack/tell":    {"incident", "integrations/clean", "integrations/outbox"},
	"integrations/slack/web":     {"integrations/clean", "integrations/secret"},
	"integrations/slack/socket":  {"integrations/clean", "integrations/slack/web"},
	"integrations/slack/app":     {"integrations/clean", "integrations/secret", "integrations/slack/web"},
	"integrations/slack/desk":    {"incident", "timeline", "integrations/clean", "integrations/slack"},
	"integrations/secret":        {},
	"integrations/demo":          {"incident", "timeline", "integrations/clean", "integrations/slack/mrkdwn", "integrations/slack/slackfake"},
	"integrations/demo/demotest": {"incident", "timeline", "integrations/clean", "integrations/capture", "integrations/demo"},
	"integrations/outbox":        {"incident", "timeline", "integrations/clean"},
}

func TestImportsPointOneWay(t *testing.T) {
	checked := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		if folder == "." {
			return nil
		}
		checked++
		for _, imported := range ownImports(t, path) {
			if !allowed(folder, imported) {
				t.Errorf("%s imports baton/%s, which its folder may not", path, imported)
			}
		}
		return nil
	})
	if err != nil || checked < 50 {
		t.Fatalf("looked at %d files: %v", checked, err)
	}
}

// TestRulesArePure holds package incident to the standard library, and to the part of it that knows no clock, disk or
// network.
func TestRulesArePure(t *testing.T) {
	impure := []string{"os", "net", "net/http", "io/fs", "math/rand", "math/rand/v2", "log", "context"}
	files, err := filepath.Glob("incident/*.go")
	more, _ := filepath.Glob("incident/grammar/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of the rules: %v", err)
	}
	for _, path := range append(files, more...) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, imported := range imports(t, path) {
			outside := strings.Contains(imported, ".") || slices.Contains(impure, imported)
			if outside {
				t.Errorf("%s imports %s; the rules of an incident are pure", path, imported)
			}
		}
	}
}

func allowed(folder, imported string) bool {
	if imported == folder || strings.HasPrefix(imported, folder+"/") {
		return true
	}
	rule, longest := []string(nil), -1
	for prefix, may := range mayImport {
		if (folder == prefix || strings.HasPrefix(folder, prefix+"/")) && len(prefix) > longest {
			rule, longest = may, len(prefix)
		}
	}
	return slices.ContainsFunc(rule, func(may string) bool {
		return imported == may || strings.HasPrefix(imported, may+"/")
	})
}

func ownImports(t *testing.T, path string) []string {
	var own []string
	for _, imported := range imports(t, path) {
		if rest, ok := strings.CutPrefix(imported, "baton/"); ok {
			own = append(own, rest)
		}
	}
	return own
}

func imports(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, imported)
	}
	return paths
}
