package tui

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"baton/incident"
)

func TestServiceState(t *testing.T) {
	for line, want := range map[string][2]string{
		"live, 2 connections":     {"live", "2 connections"},
		"live":                    {"live", ""},
		"catching up 14:02–14:09": {"catching up", "14:02–14:09"},
		"down since 14:02, recording locally: no network": {"down", "since 14:02, recording locally: no network"},
		"token revoked: baton auth slack":                 {"token revoked", "baton auth slack"},
		"2 connections":                                   {"2 connections", ""},
		", x":                                             {"", "x"},
		"live, 2 connections; nothing is told: the token was revoked":       {"nothing is told", "the token was revoked"},
		"live, 2 connections; 3 NOT TOLD":                                   {"3 NOT TOLD", ""},
		"down since 14:02, recording locally; 3 NOT TOLD":                   {"down", "since 14:02, recording locally; 3 NOT TOLD"},
		"catching up 14:02–14:09, and 2 channels more; nothing is told: no": {"catching up", "14:02–14:09, and 2 channels more; nothing is told: no"},
		"": {"", ""},
	} {
		if state, rest := (Service{Line: line}).state(); state != want[0] || rest != want[1] {
			t.Errorf("%q is %q and %q", line, state, rest)
		}
	}
}

// liveThenDown is a Slack that is well until ten seconds after the story, and then has been down for five minutes.
func liveThenDown(now time.Time) []Service {
	noticed := began.Add(55*time.Minute + 10*time.Second)
	if now.Before(noticed) {
		return []Service{{Name: "Slack", Line: "live, 2 connections", Well: true, Since: began}}
	}
	return []Service{{Name: "Slack", Line: "down since 13:55, recording locally: no network", Since: noticed.Add(-5 * time.Minute)}}
}

// TestServicesOnEveryPage looks for them everywhere, on a usual and on a small screen, while all is well and when it is not.
func TestServicesOnEveryPage(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		onScreen(t, setting{w: size[0], h: size[1], ref: importRef, services: liveThenDown}, afternoon, func(x *terminal) {
			x.wait(time.Second)
			for _, name := range tabNames {
				x.press(name).shows("Slack live")
				if strings.Contains(x.text(), "SLACK") {
					x.t.Errorf("the page %s cries for nothing:\n%s", name, x.text())
				}
			}
			x.press(tabNames[boardTab]).wait(12 * time.Second)
			for _, name := range tabNames {
				x.press(name).shows("Slack DOWN")
			}
		})
	}
}

// TestAServiceThatIsDownIsANeed: the commander reads it in words, with its age, and it goes when it is over.
func TestAServiceThatIsDownIsANeed(t *testing.T) {
	calm := func(x *terminal) {
		x.declared("zac", incident.Declare{Title: "List import problems"})
		x.by("zac", importRef, incident.TakeCommand{})
	}
	well := Service{Name: "Slack", Line: "live, 2 connections", Well: true}
	var stands noticeboard
	stands.put(well)
	inServices(t, calm, &stands, func(r *rig) {
		r.wait(2 * time.Second)
		r.shows("nothing is due", "Slack live")
		stands.put(Service{Name: "Slack", Line: "down since 13:05, recording locally: no network", Since: r.app.now})
		r.wait(5*time.Minute + 2*time.Second)
		r.shows("NOW  SLACK DOWN 5m  recording locally: no network", "Slack DOWN")
		r.key("w")
		r.shows("What needs you now", "SLACK DOWN 5m")
		r.key("esc")
		if n := r.app.elsewhere(importRef); n != 0 {
			t.Errorf("%d needs are said to be elsewhere", n)
		}
		r.key("[")
		r.shows("PAST", "Slack DOWN")
		if strings.Contains(r.screen(), "SLACK DOWN") {
			t.Errorf("how a service stands now is said of an earlier time:\n%s", r.screen())
		}
		r.key("esc")
		r.key("q")
		r.shows("SLACK DOWN 5m  recording locally", "1 open incident")
		r.key("enter")
		stands.put(Service{Name: "Slack", Line: "catching up 13:05–13:10", Well: true})
		r.wait(2 * time.Second)
		r.shows("nothing is due", "Slack catching up")
		stands.put(Service{Name: "Slack", Line: "token revoked: type baton auth slack"})
		r.wait(2 * time.Second)
		r.shows("NOW  SLACK TOKEN REVOKED  type baton auth slack", "Slack TOKEN REVOKED")
		stands.put(Service{Name: "Slack", Line: "live, 2 connections; 3 NOT TOLD"})
		r.wait(2 * time.Second)
		r.shows("NOW  SLACK 3 NOT TOLD  Slack: live, 2 connections; 3 NOT TOLD", "Slack 3 NOT TOLD")
		stands.put()
		r.wait(2 * time.Second)
		if strings.Contains(r.screen(), "Slack") {
			t.Errorf("there is no Slack any more:\n%s", r.screen())
		}
	})
}

// noticeboard is how services stand, which a test changes and the console reads beside it.
type noticeboard struct {
	mu     sync.Mutex
	stands []Service
}

func (b *noticeboard) put(stands ...Service) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stands = stands
}

func (b *noticeboard) get() []Service {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.stands
}

// inServices runs a test in the room with services that it changes.
func inServices(t *testing.T, story func(*terminal), stands *noticeboard, test func(*rig)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, Options{Recorder: told(t, story), Me: "zac", Zone: paris, Ref: importRef, Services: stands.get}, 100, 30)
		defer r.end()
		test(r)
	})
}

// TestServicesFitTheFoot draws any services at any width: the screen keeps its size, what is not well is always there, and
// the key that is first in the foot stays where there is a single service.
func TestServicesFitTheFoot(t *testing.T) {
	text := rapid.OneOf(rapid.Just(evil), rapid.StringN(0, 60, -1), rapid.SampledFrom([]string{"live", "down since 14:02, x", "catching up 14:02–14:09", ""}))
	some := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Service {
		return Service{Name: text.Draw(t, "name"), Line: text.Draw(t, "line"), Well: rapid.Bool().Draw(t, "well"), Since: began.Add(time.Duration(rapid.IntRange(-9, 9).Draw(t, "since")) * time.Hour)}
	}), 0, 5)
	inRoomOf(t, afternoon, func(r *rig) {
		rapid.Check(struct{ testing.TB }{r.t}, func(t *rapid.T) {
			r.update(tea.WindowSizeMsg{Width: rapid.IntRange(leastW, 140).Draw(t, "w"), Height: rapid.IntRange(leastH, 40).Draw(t, "h")})
			services := append(some.Draw(t, "services"), Service{Name: "Slack", Line: "down"})
			r.app.attended(services)
			r.app.reckon()
			for _, key := range []string{"w", "esc", "n", "esc"} {
				r.key(key)
				r.screen()
			}
			r.app.attended(services[len(services)-1:])
			if foot := lastLine(r.screen()); !strings.Contains(foot, "Slack DOWN") || !strings.Contains(foot, ": command") {
				t.Fatalf("the foot at %dx%d: %q", r.app.w, r.app.h, foot)
			}
		})
	})
}

func lastLine(screen string) string { return screen[strings.LastIndex(screen, "\n")+1:] }

// TestTheFootIsClickedWhereItIsDrawn: services take the room of keys, and not their places.
func TestTheFootIsClickedWhereItIsDrawn(t *testing.T) {
	var stands noticeboard
	stands.put(Service{Name: "Slack", Line: "live", Well: true})
	inServices(t, afternoon, &stands, func(r *rig) {
		r.wait(time.Second)
		foot := lastLine(r.screen())
		r.send(tea.MouseClickMsg{X: strings.Index(foot, "Slack"), Y: r.app.h - 1, Button: tea.MouseLeft})
		if len(r.app.overlays) > 0 {
			t.Fatalf("a click on Slack opened the %s", r.app.place())
		}
		r.send(tea.MouseClickMsg{X: strings.Index(foot, "command"), Y: r.app.h - 1, Button: tea.MouseLeft})
		if r.app.place() != inPrompt {
			t.Fatalf("a click on command went to the %s", r.app.place())
		}
	})
}

// TestUpgradeSaysWhatIsHeldUp: what will be told is told later while a service is down.
func TestUpgradeSaysWhatIsHeldUp(t *testing.T) {
	dry := func(incident.Incident, incident.Order) []string { return []string{"Slack: the channel is told"} }
	for name, test := range map[string]struct {
		service Service
		dry     func(incident.Incident, incident.Order) []string
		want    string
		not     string
	}{
		"well":            {Service{Name: "Slack", Line: "live", Well: true}, dry, "Outside: Slack: the channel is told", "it is told when"},
		"down":            {Service{Name: "Slack", Line: "down since 14:02, x"}, dry, "Slack is down: it is told when the connection is back.", "no service is connected"},
		"not connected":   {Service{Name: "Slack", Line: "not connected, x"}, dry, "Slack is not connected: it is told when the connection is back.", "no service is connected"},
		"revoked":         {Service{Name: "Slack", Line: "token revoked"}, dry, "Slack is not well (token revoked): it may be told later.", "no service is connected"},
		"nobody knows it": {Service{Name: "Slack", Line: "live", Well: true}, nil, "What Slack would be told is not known here.", "no service is connected"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := Options{Recorder: told(t, afternoon), Me: "zac", Zone: paris, Ref: importRef, DryRun: test.dry, Services: func() []Service { return []Service{test.service} }}
				r := newRig(t, o, 120, 40)
				defer r.end()
				r.wait(time.Second)
				r.key("U")
				r.fill("", "")
				text := strings.Join(strings.Fields(strings.ReplaceAll(r.screen(), "│", " ")), " ")
				if !strings.Contains(text, test.want) || strings.Contains(text, test.not) {
					t.Errorf("wanted %q and not %q:\n%s", test.want, test.not, r.screen())
				}
			})
		})
	}
}

func TestScreensOfServices(t *testing.T) {
	for size, s := range map[string]setting{"80x24": {}, "120x40": {w: 120, h: 40}, "40x12": {w: 40, h: 12}} {
		s.ref, s.services = importRef, liveThenDown
		onScreen(t, s, afternoon, func(x *terminal) {
			x.wait(time.Second)
			x.golden("services_live_" + size)
			x.wait(12 * time.Second)
			x.golden("services_down_" + size)
			x.press("waiting").golden("services_waiting_" + size)
			x.press("close", "Board").wait(time.Second)
			x.golden("services_board_" + size)
		})
	}
}

// TestPlainSaysServices: a change is said once, and a number that only counts on is not said at all.
func TestPlainSaysServices(t *testing.T) {
	var stands noticeboard
	stands.put(Service{Name: "Slack", Line: "live, 2 connections", Well: true})
	inPlain(t, Options{Services: stands.get}, afternoon, func(x *plainTerm) {
		saysInOrder(t, x.output(), "Slack: live, 2 connections\n")
		x.wait(2 * time.Second)
		stands.put(Service{Name: "Slack", Line: "live, 1 connection", Well: true})
		if text := x.wait(3 * time.Second); strings.Contains(text, "Slack") {
			t.Errorf("said: %q", text)
		}
		stands.put(Service{Name: "Slack", Line: "down since 14:02, recording locally: " + evil, Since: x.recorder.Now()})
		saysInOrder(t, x.wait(2*time.Second), "Slack: down since 14:02, recording locally: x")
		saysInOrder(t, x.types("needs"), "SLACK DOWN ", "recording locally: x")
		saysInOrder(t, x.types("room"), "NOW ", "Slack: down since 14:02")
		if text := x.wait(20 * time.Second); strings.Contains(text, "Slack") {
			t.Errorf("said again: %q", text)
		}
		stands.put(Service{Name: "Slack", Line: "catching up 14:02–14:09", Well: true})
		saysInOrder(t, x.wait(2*time.Second), "Slack: catching up 14:02–14:09\n")
		stands.put()
		saysInOrder(t, x.wait(2*time.Second), "Slack: no longer connected here\n")
		if k := strings.IndexFunc(x.output(), obeyed); k >= 0 {
			t.Fatalf("a sign that the terminal would obey was said: %q", x.output()[k:])
		}
	})
}
