package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"baton/incident"
	"baton/timeline"
)

// shown is an incident in show --json: what list says of it, and its parts. The names are documented and stay.
type shown struct {
	listed
	Seq        uint64                                  `json:"seq"`
	Impact     incident.Impact                         `json:"impact"`
	Roles      []incident.Tenure                       `json:"roles"`
	Offers     []incident.Offer                        `json:"offers"`
	Responders incident.List[incident.Responder]       `json:"responders"`
	Actions    incident.List[incident.Action]          `json:"actions"`
	FollowUps  incident.List[incident.FollowUp]        `json:"follow_ups"`
	Freezes    incident.List[incident.DeployFreeze]    `json:"deploy_freezes"`
	Commands   incident.List[incident.Command]         `json:"commands"`
	Decisions  incident.List[incident.Decision]        `json:"decisions"`
	Updates    incident.List[incident.Update]          `json:"updates"`
	Reports    incident.List[incident.SituationReport] `json:"situation_reports"`
	Postmortem incident.Postmortem                     `json:"postmortem"`
}

func showing(i *incident.Incident) shown {
	return shown{
		listed: listing(i), Seq: i.Seq, Impact: i.Impact, Roles: tenures(i), Offers: append([]incident.Offer{}, i.Offers...),
		Responders: i.Responders, Actions: i.Actions, FollowUps: i.FollowUps, Freezes: i.Freezes, Commands: i.Commands,
		Decisions: i.Decisions, Updates: i.Updates, Reports: i.Reports, Postmortem: i.Postmortem,
	}
}

func tenures(i *incident.Incident) []incident.Tenure {
	all := make([]incident.Tenure, 0, i.Tenures.Len())
	for _, t := range i.Tenures.All() {
		all = append(all, t)
	}
	return all
}

func (a *app) showCommand() *cobra.Command {
	var asJSON bool
	var at string
	c := &cobra.Command{
		Use: "show [INCIDENT]", Short: "Show where an incident stands, or stood", Args: cobra.MaximumNArgs(1),
		Example: "baton show last --at 14:32",
		RunE: func(c *cobra.Command, args []string) error {
			return a.use(c.Context(), func(s *session) error {
				r, horizon, err := s.reader(c.Context(), argument(args), at)
				if err != nil {
					return err
				}
				state := r.Index.State()
				if asJSON {
					return json.NewEncoder(c.OutOrStdout()).Encode(showing(state))
				}
				if state.Ref == "" {
					return fmt.Errorf("the incident was not known yet at %s", at)
				}
				return s.printIncident(c.Context(), c.OutOrStdout(), r, horizon)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as an object")
	c.Flags().StringVar(&at, "at", "", `as it was known at a time, such as 14:32 or "2023-01-04 14:32 UTC"`)
	return c
}

// reader opens the timeline of the incident that is meant, as it was known at a time if one is given.
func (s *session) reader(ctx context.Context, arg, at string) (*timeline.Reader, time.Time, error) {
	ref, err := s.pick(ctx, arg)
	if err != nil {
		return nil, time.Time{}, err
	}
	state, err := s.recorder.State(ctx, ref)
	if err != nil {
		return nil, time.Time{}, err
	}
	horizon, err := s.moment(at, &state)
	if err != nil {
		return nil, time.Time{}, err
	}
	r, err := timeline.OpenReader(ctx, s.log, ref, horizon)
	return r, horizon, err
}

// recentEntries is how much of the timeline show ends with.
const recentEntries = 10

func (s *session) printIncident(ctx context.Context, w io.Writer, r *timeline.Reader, horizon time.Time) error {
	i, now := r.Index.State(), s.recorder.Now()
	if !horizon.IsZero() {
		now = horizon
		fmt.Fprintf(w, "AS IT WAS KNOWN AT %s\n\n", s.clock(horizon))
	}
	s.printHeader(w, i, now)
	printSection(w, "Roles", roleLines(i, now))
	printSection(w, "Action items", actionLines(i, now))
	printSection(w, "Deploy freezes", freezeLines(i, now))
	printSection(w, "Commands without a second pair of eyes", unseenLines(i))
	printSection(w, "Follow-ups", followUpLines(i))
	entries, err := r.Load(ctx, r.Index.Seqs(r.Index.Len()-recentEntries, r.Index.Len()))
	if err != nil {
		return err
	}
	var recent []string
	for _, e := range entries {
		recent = append(recent, s.entryLine(e))
	}
	printSection(w, fmt.Sprintf("Timeline, the last %d of %d", len(recent), r.Index.Len()), recent)
	return nil
}

func (s *session) printHeader(w io.Writer, i *incident.Incident, now time.Time) {
	fmt.Fprintf(w, "%s\n%s\n", i.Title, i.Ref)
	if i.Practice {
		fmt.Fprintln(w, "PRACTICE")
	}
	fmt.Fprintf(w, "%s, %s, %s\n", i.Status, i.Severity, i.Tier)
	switch {
	case i.Status == incident.Past:
		fmt.Fprintf(w, "began %s; when it was resolved is not in the record\n", s.clock(i.Declared.At))
	case i.Open():
		fmt.Fprintf(w, "declared %s by %s, %s ago\n", s.clock(i.Declared.At), i.Name(i.DeclaredBy), incident.Minutes(max(now.Sub(i.Declared.At), 0)))
	default:
		fmt.Fprintf(w, "declared %s by %s, resolved %s\n", s.clock(i.Declared.At), i.Name(i.DeclaredBy), s.clock(i.Resolved.At))
	}
	if i.Impact.Text != "" || !i.Impact.From.IsZero() {
		fmt.Fprintf(w, "impact: %s\n", strings.TrimSpace(i.Impact.Text))
	}
}

func (s *session) clock(t time.Time) string { return t.In(s.zone).Format("2006-01-02 15:04 MST") }

func printSection(w io.Writer, title string, lines []string) {
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	for _, line := range lines {
		fmt.Fprintln(w, "  "+line)
	}
}

func roleLines(i *incident.Incident, now time.Time) []string {
	var lines []string
	for _, t := range i.Roles() {
		lines = append(lines, fmt.Sprintf("%s: %s, for %s", t.Role.Label(), i.Name(t.Holder), incident.Minutes(max(now.Sub(t.Since.At), 0))))
	}
	for _, o := range i.Offers {
		lines = append(lines, fmt.Sprintf("%s is offered to %s, who has not accepted", o.Role.Label(), i.Name(o.To)))
	}
	if i.Open() && i.Holder(incident.IC) == incident.Nobody {
		lines = append(lines, "IC: nobody; baton do take command")
	}
	return lines
}

func actionLines(i *incident.Incident, now time.Time) []string {
	var lines []string
	for _, a := range i.OpenActions() {
		lines = append(lines, fmt.Sprintf("A%d %s: %s (%s)", a.No, i.Name(a.Owner), a.Task, dueIn(a.Due, now)))
	}
	return lines
}

// dueIn says how long there is until a time, or that it has come.
func dueIn(due, now time.Time) string {
	switch left := due.Sub(now); {
	case left > 0:
		return "in " + incident.Minutes(left.Round(time.Minute))
	case left > -time.Minute:
		return "DUE now"
	default:
		return "OVERDUE by " + incident.Minutes(-left)
	}
}

func freezeLines(i *incident.Incident, now time.Time) []string {
	var lines []string
	for _, f := range i.OpenFreezes() {
		lines = append(lines, fmt.Sprintf("F%d %s, held by %s: %s (to be asked about: %s)", f.No, f.Scope(), i.Name(f.Holder), f.Reason, dueIn(f.Expires, now)))
	}
	return lines
}

func unseenLines(i *incident.Incident) []string {
	var lines []string
	for _, c := range i.Commands.All() {
		if !c.Retracted && !c.Confirmed() {
			lines = append(lines, fmt.Sprintf("C%d %s, %s: %s", c.No, c.Stage(), i.Name(c.Author), strings.ReplaceAll(c.Text, "\n", "⏎ ")))
		}
	}
	return lines
}

func followUpLines(i *incident.Incident) []string {
	var lines []string
	for _, u := range i.FollowUps.All() {
		if u.Closed.IsZero() && !u.Retracted {
			lines = append(lines, fmt.Sprintf("U%d %s", u.No, u.Text))
		}
	}
	return lines
}

// entryLine is an entry for people: number, time, person, text, and what became of it.
func (s *session) entryLine(e timeline.Entry) string {
	text := strings.ReplaceAll(e.Text, "\n", "\n      ")
	switch {
	case e.Amendment.Retracted:
		text = "[retracted: " + e.Amendment.Reason + "] " + text
	case e.Deleted:
		text = "[deleted by its author] " + text
	case e.Amendment.Corrected > 0:
		text += " [corrected]"
	case e.Edited:
		text += " [edited]"
	}
	if e.Amendment.Starred {
		text = "* " + text
	}
	day := e.When.At.In(s.zone).Format(time.DateOnly)
	return fmt.Sprintf("#%d %s %s %s %s", e.Seq(), day, e.When.Clock("15:04", s.zone), e.Actor, text)
}
