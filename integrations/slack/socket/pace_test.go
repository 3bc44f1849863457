package socket

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"baton/integrations/slack/web"
)

// TestPace: waits lie between what was asked for and the ceiling, which grows from one second to a minute.
func TestPace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(0, 0.999).Draw(t, "x")
		p := pace{rand: func() float64 { return x }}
		now := time.Unix(1_672_840_800, 0)
		ceiling := time.Second
		for range rapid.IntRange(1, 40).Draw(t, "failures") {
			atLeast := time.Duration(rapid.IntRange(0, 90).Draw(t, "at least")) * time.Second
			p.fail(now, atLeast)
			wait := p.until.Sub(now)
			if want := max(atLeast, time.Duration(x*float64(ceiling))); wait != want {
				t.Fatalf("waits %s, not %s", wait, want)
			}
			now = p.until
			ceiling = min(2*ceiling, time.Minute)
		}
		p.replace(now, oldEnough)
		if p.failed != 0 || p.until.After(now) {
			t.Fatalf("an old connection is not replaced at once: %+v", p)
		}
	})
}

// TestReplacingTheYoung is free a few times, and then no more.
func TestReplacingTheYoung(t *testing.T) {
	p := pace{rand: func() float64 { return 0.5 }, free: freeReplacements}
	now := time.Unix(0, 0)
	for n := range 5 {
		p.replace(now, time.Second)
		if waits := p.until.After(now); waits != (n >= freeReplacements) {
			t.Errorf("replacement %d waits: %t", n, waits)
		}
	}
}

// TestPausesAreNotShortened by a later failure that asks for none.
func TestPausesAreNotShortened(t *testing.T) {
	p := pace{rand: func() float64 { return 0 }}
	now := time.Unix(0, 0)
	p.fail(now, time.Minute)
	p.fail(now, 0)
	if p.until != now.Add(time.Minute) {
		t.Errorf("until %s", p.until)
	}
}

// TestSentences hold no control character and no more than a line of what others wrote.
func TestSentences(t *testing.T) {
	nasty := errors.New("proxy says \x1b[2J\n" + strings.Repeat("x", 1000))
	for _, err := range []error{
		nasty, &web.Unreached{Method: "m", Err: nasty}, &web.Unclear{Method: "m", Err: nasty}, &web.Limited{Method: "m"},
		&web.Refused{Method: "m", Code: "org_login_required"}, finalOf("invalid_auth"), errCrowded, errAddress, &notSocket{status: 502},
	} {
		if s := sentence(fmt.Errorf("open: %w", err)); s == "" || len(s) > 300 || strings.ContainsAny(s, "\x1b\n") {
			t.Errorf("of %v: %q", err, s)
		}
	}
	for _, code := range []string{"internal_error", "org_login_required", "ratelimited", "", "brand_new"} {
		if f := finalOf(code); f != nil {
			t.Errorf("%q ends it: %v", code, f)
		}
	}
	if finalError(&web.Unreached{Err: &web.Refused{Code: "x"}}) != nil || finalError(&web.Refused{Code: "account_inactive"}) == nil {
		t.Error("the end is not seen")
	}
}
