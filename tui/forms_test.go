package tui

import (
	"testing"
	"time"

	"baton/incident"
)

// lateAfternoon is the afternoon with proposals, one of them objected to, and a page that nobody answers.
func lateAfternoon(x *terminal) {
	afternoon(x)
	x.by("zac", importRef, incident.ProposeDecision{Text: "rolling back the 12:40 deployment"})
	x.by("omar", importRef, incident.ObjectDecision{No: 1, Reason: "the rollback loses the imports since 12:40"})
	x.by("zac", importRef, incident.Call{Person: "ruth", Step: incident.StepPaged, Text: "the resolver's owner"})
}

// TestScreensOfForms shows every form and overlay as it opens, and some with text in them.
func TestScreensOfForms(t *testing.T) {
	type step func(x *terminal) *terminal
	press := func(names ...string) step { return func(x *terminal) *terminal { return x.press(names...) } }
	typed := func(text string) step { return func(x *terminal) *terminal { return x.typed(text) } }
	for name, steps := range map[string][]step{
		"assign":         {press("assign"), typed("@lena"), press("next/record"), typed("look at the resolver and its connections again")},
		"poll":           {press("poll"), typed("raising the limit everywhere")},
		"decide":         {press("decide")},
		"object":         {press("object")},
		"report":         {press("report")},
		"update":         {press("inform", "next/record")},
		"handoff":        {press("hand off", "next/record"), typed("@nora"), press("next/record")},
		"take_command":   {press("take command")},
		"freeze":         {press("freeze")},
		"follow_up":      {press("follow-up"), typed("write a runbook for the resolver")},
		"page":           {press("page"), typed("@omar"), press("next/record"), typed("the deployment")},
		"page_question":  {press("page"), typed("@omar"), press("next/record"), typed("the deployment"), press("next/record", "up")},
		"upgrade":        {press("upgrade", "next/record", "next/record", "up")},
		"retract":        {press("retract")},
		"tag":            {press("tag")},
		"snooze":         {press("check back", "snooze"), typed("omar is on the phone")},
		"accept":         {press("accept"), typed("I am")},
		"check_action":   {press("check back")},
		"check_freeze":   {press("down", "check back", "next", "next", "next", "next", "next", "next")},
		"steal_question": {press("freeze"), typed("all"), press("next/record"), typed("worse"), press("next/record", "next/record"), typed("yes"), press("next/record", "up")},
	} {
		for size, s := range map[string]setting{"80x24": {w: 80, h: 24}, "40x12": {w: 40, h: 12}, "120x40": {w: 120, h: 40}} {
			if size == "120x40" && name != "handoff" && name != "accept" && name != "update" {
				continue
			}
			s.ref = importRef
			if name == "take_command" || name == "steal_question" {
				s.me = "lena"
			}
			onScreen(t, s, lateAfternoon, func(x *terminal) {
				x.wait(6 * time.Minute)
				for _, do := range steps {
					do(x)
				}
				x.golden("form_" + name + "_" + size)
			})
		}
	}
}
