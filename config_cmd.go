package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
	"github.com/goccy/go-yaml"
	"github.com/spf13/cobra"

	"baton/incident"
	"baton/integrations/clean"
	"baton/tui"
)

// configuration is config.yaml: what a person sets once. Every key may be left out.
type configuration struct {
	Me       string `yaml:"me" json:"me"`             // your handle
	Timezone string `yaml:"timezone" json:"timezone"` // an IANA name; what you read and type times in
	Theme    string `yaml:"theme" json:"theme"`       // auto, dark, light, contrast or mono
	ASCII    bool   `yaml:"ascii" json:"ascii"`       // no characters beyond ASCII on the screen
	Mouse    *bool  `yaml:"mouse" json:"mouse"`       // false leaves the mouse to the terminal

	Slack *slackConfiguration `yaml:"slack,omitempty" json:"slack,omitempty"`
}

// settings are the configuration with everything that was left out filled in.
type settings struct {
	store  string // the file of the record
	file   string // the configuration's
	roster string // the file of who to call
	me     incident.Person
	zone   *time.Location
	theme  string
	ascii  bool
	slack  slackConfiguration

	readOnly, noMouse, plain bool
}

const (
	storeName  = "baton.db"
	configName = "config.yaml"
	rosterName = "roster.yaml"
)

// settings reads flags, environment and configuration, in that order of precedence.
func (a *app) settings() (settings, error) {
	dataDir, configDir := filepath.Join(xdg.DataHome, "baton"), filepath.Join(xdg.ConfigHome, "baton")
	if home := firstOf(a.home, os.Getenv("BATON_HOME")); home != "" {
		dataDir, configDir = home, home
	}
	s := settings{store: filepath.Join(dataDir, storeName), file: filepath.Join(configDir, configName), roster: filepath.Join(configDir, rosterName)}
	c, err := readConfiguration(s.file)
	if err != nil {
		return s, err
	}
	name := firstOf(a.me, os.Getenv("BATON_ME"), c.Me)
	if name == "" {
		name = loginName() // asks the system, which takes its time
	}
	if s.me, err = incident.ParsePerson(name); err != nil {
		return s, fmt.Errorf("your handle: %w", err)
	}
	s.zone = localZone()
	if c.Timezone != "" {
		if s.zone, err = time.LoadLocation(c.Timezone); err != nil {
			return s, fmt.Errorf("%s: timezone %q is not known here; an IANA name such as Europe/Paris is meant", s.file, c.Timezone)
		}
	}
	s.theme, s.ascii = firstOf(c.Theme, "auto"), a.ascii || c.ASCII || plainLocale()
	if c.Slack != nil {
		s.slack = *c.Slack
	}
	s.readOnly, s.noMouse, s.plain = a.readOnly, a.noMouse || c.Mouse != nil && !*c.Mouse, a.plain
	return s, nil
}

// readConfiguration reads a file strictly: a key that does not exist is an error with its line. No file is no
// configuration.
func readConfiguration(path string) (configuration, error) {
	var c configuration
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("read the configuration: %w", err)
	}
	if err := refuseTokens(path, string(text)); err != nil {
		return c, err
	}
	if err := yaml.UnmarshalWithOptions(text, &c, yaml.Strict()); err != nil {
		shown, _ := clean.Secrets(clean.Text(yaml.FormatError(err, false, true)))
		return c, fmt.Errorf("%s: %s\nkeys are me, timezone, theme, ascii, mouse and slack, and in slack "+slackKeys, path, strings.TrimSpace(shown))
	}
	if c.Slack != nil {
		if err := c.Slack.check(); err != nil {
			return c, fmt.Errorf("%s: %w", path, err)
		}
	}
	if c.Theme != "" && !slices.Contains(tui.Themes(), c.Theme) {
		return c, fmt.Errorf("%s: theme %q does not exist; %s do", path, c.Theme, strings.Join(tui.Themes(), ", "))
	}
	return c, nil
}

// refuseTokens keeps secrets out of the configuration, which people copy, show and put under version control. It looks
// at the text, comments and all, before anything quotes a line of it.
func refuseTokens(path, text string) error {
	number := 0
	for line := range strings.Lines(text) {
		number++
		code, _, _ := strings.Cut(line, "#")
		for _, key := range []string{"bot_token", "app_token"} {
			code = strings.ReplaceAll(code, key+"_command", "")
		}
		holds := func(text string) func(string) bool { return func(s string) bool { return strings.Contains(text, s) } }
		if slices.ContainsFunc([]string{"bot_token", "app_token"}, holds(code)) || slices.ContainsFunc([]string{"xoxb-", "xoxp-", "xoxe-", "xoxe.", "xapp-"}, holds(line)) {
			return fmt.Errorf("%s:%d: a token does not belong into this file; take it out and type baton auth slack --store bot (or app), which puts it into the keyring, or name a command that prints it under bot_token_command or app_token_command of slack", path, number)
		}
	}
	return nil
}

// localZone is the zone of this machine under its IANA name where that can be found: "Local" in a document would be
// somebody else's zone as soon as it is read elsewhere.
func localZone() *time.Location {
	name := os.Getenv("TZ")
	if link, err := os.Readlink("/etc/localtime"); name == "" && err == nil {
		_, name, _ = strings.Cut(link, "zoneinfo/")
	}
	switch zone, err := time.LoadLocation(strings.TrimPrefix(name, ":")); {
	case slices.Contains([]string{"Etc/UTC", "Etc/UCT", "Etc/Zulu", "Etc/Universal", "UCT", "Zulu", "Universal"}, name):
		return time.UTC
	case err == nil && name != "":
		return zone
	}
	if name, offset := time.Now().Zone(); name == "UTC" && offset == 0 {
		return time.UTC
	}
	return time.Local
}

// plainLocale tells whether the locale names an encoding other than UTF-8, in which boxes would come out as rubbish. A
// machine that names none is taken for one of today.
func plainLocale() bool {
	locale := strings.ToLower(firstOf(os.Getenv("LC_ALL"), os.Getenv("LC_CTYPE"), os.Getenv("LANG")))
	return locale != "" && !strings.Contains(locale, "utf-8") && !strings.Contains(locale, "utf8")
}

// loginName is the name of the account, as far as it can be a handle.
func loginName() string {
	u, err := user.Current()
	if err != nil {
		return "me"
	}
	if p, err := incident.ParsePerson(u.Username[strings.LastIndexByte(u.Username, '\\')+1:]); err == nil {
		return string(p)
	}
	return "me"
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func (a *app) configCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "config", Short: "Show what is configured, and in which file", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s, err := a.settings()
			if err != nil {
				return err
			}
			shown := configuration{Me: string(s.me), Timezone: s.zone.String(), Theme: s.theme, ASCII: s.ascii, Mouse: new(!s.noMouse)}
			if s.slack.isSet() {
				shown.Slack = &s.slack
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(shown)
			}
			text, err := yaml.Marshal(shown)
			fmt.Fprintf(c.OutOrStdout(), "# %s\n%s", s.file, text)
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}
