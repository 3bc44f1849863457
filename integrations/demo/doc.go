// Package demo plays a bundled incident as if it happened now, so that anybody can see baton at work with no account and
// no network beyond this machine, and can act in it while it runs.
//
// The script is an afternoon at an invented company: an import that fails, a cause that is hours old, and a command
// that goes through four pairs of hands. A Stage is the company's workspace, a stand-in for Slack; a Player lets the
// company's people do there what the script says, and whatever serves Slack hears of it as it would of real ones. A Door
// lets another terminal in: to read the channels, and to say something.
//
// It may import incident, grammar, timeline, clean, mrkdwn and slackfake.
package demo
