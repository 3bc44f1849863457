package app

import (
	"encoding/json"
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "rewrite testdata/manifest.yaml")

// specs is the folder of what Slack publishes about its app manifests and events, beside the project.
func specs(t *testing.T) string {
	t.Helper()
	for _, up := range []string{"../../../..", "../../../../.."} {
		if folder := filepath.Join(up, "shared", "specs", "slack"); exists(folder) {
			return folder
		}
	}
	t.Skip("Slack's descriptions are not beside the project, in ../shared/specs/slack")
	return ""
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestTheManifestIsAsSlackDescribesIt(t *testing.T) {
	folder := filepath.Join(specs(t), "manifest")
	text, err := NewManifest().JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"manifest.schema.1.0.0.json", "manifest.schema.2.0.0.json"} {
		compiler := jsonschema.NewCompiler()
		compiler.UseRegexpEngine(withoutLookahead)
		schema, err := compiler.Compile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		valid := func(text string) error {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			return schema.Validate(v)
		}
		if err := valid(string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if valid(strings.Replace(string(text), `"/incident"`, `"incident"`, 1)) == nil {
			t.Errorf("%s takes a command without a slash, so it was not looked at", name)
		}
	}
}

// withoutLookahead compiles the patterns of the schema. Two of them, for domains, look ahead, which Go's do not; the
// manifest has no domains.
func withoutLookahead(pattern string) (jsonschema.Regexp, error) {
	return regexp.Compile(strings.ReplaceAll(pattern, `(?![\.\-])`, ""))
}

func TestTheManifestAsItIsPrinted(t *testing.T) {
	const golden = "testdata/manifest.yaml"
	text, err := NewManifest().YAML()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil || string(want) != string(text) {
		t.Errorf("not %s (go test -update makes it anew): %v\n%s", golden, err, text)
	}
}

// TestTheManifestIsTheSameInEveryForm: YAML, JSON and the link give one app.
func TestTheManifestIsTheSameInEveryForm(t *testing.T) {
	m := NewManifest()
	var fromYAML, fromJSON, fromLink Manifest
	text, err := m.YAML()
	if err != nil || yaml.UnmarshalWithOptions(text, &fromYAML, yaml.Strict()) != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	text, err = m.JSON()
	if err != nil || json.Unmarshal(text, &fromJSON) != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	link, err := m.Link()
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(link)
	if err != nil || u.Host != "api.slack.com" || u.Query().Get("new_app") != "1" {
		t.Fatalf("%v, %s", err, link)
	}
	if err := json.Unmarshal([]byte(u.Query().Get("manifest_json")), &fromLink); err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]Manifest{"YAML": fromYAML, "JSON": fromJSON, "link": fromLink} {
		if !reflect.DeepEqual(m, other) {
			t.Errorf("%s: %+v", name, other)
		}
	}
	// Browsers and proxies take 8,000 bytes of a link without fail.
	if len(link) > 8000 {
		t.Errorf("the link has %d bytes", len(link))
	}
}

// TestEveryScopeSaysWhatItIsFor, once, in order.
func TestEveryScopeSaysWhatItIsFor(t *testing.T) {
	names := scopeNames()
	if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Errorf("not in order, or twice: %v", names)
	}
	for _, s := range Scopes() {
		if len(s.For) < 10 {
			t.Errorf("%s is for %q", s.Name, s.For)
		}
	}
	missing, extra := compared(append(names[2:], "admin"))
	if len(missing) != 2 || missing[0].Name != names[0] || !slices.Equal(extra, []string{"admin"}) {
		t.Errorf("%v, %v", missing, extra)
	}
}

// TestEveryEventHasItsScope holds the events of the manifest to what Slack demands for each. Its list has two of them as
// kinds of message only; docs.slack.dev describes both as events, with channels:read and groups:read.
func TestEveryEventHasItsScope(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(specs(t), "api-ref", "events", "events.json"))
	if err != nil {
		t.Fatal(err)
	}
	var described []struct {
		Name         string
		Scopes, APIs []string
	}
	if err := json.Unmarshal(text, &described); err != nil {
		t.Fatal(err)
	}
	undescribed := events()
	for _, e := range described {
		if !slices.Contains(events(), e.Name) || !slices.Contains(e.APIs, "Events") {
			continue
		}
		undescribed = slices.DeleteFunc(undescribed, func(name string) bool { return name == e.Name })
		if !slices.ContainsFunc(e.Scopes, func(scope string) bool {
			return slices.Contains(scopeNames(), strings.NewReplacer(".read", ":read", ".history", ":history").Replace(scope))
		}) {
			t.Errorf("%s needs one of %v", e.Name, e.Scopes)
		}
	}
	if !slices.Equal(undescribed, []string{"channel_archive", "group_archive"}) {
		t.Errorf("Slack does not describe %v", undescribed)
	}
}

// TestEveryScopeExists: each is one that Slack's own description of a call or an event asks for.
func TestEveryScopeExists(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(specs(t), "api-ref", "*", "*.json"))
	if err != nil || len(files) < 100 {
		t.Fatalf("%d descriptions, %v", len(files), err)
	}
	unknown := scopeNames()
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		unknown = slices.DeleteFunc(unknown, func(name string) bool {
			return strings.Contains(string(text), `"`+name+`"`) || strings.Contains(string(text), `"`+strings.Replace(name, ":", ".", 1)+`"`)
		})
	}
	if len(unknown) > 0 {
		t.Errorf("no call and no event asks for %v", unknown)
	}
}
