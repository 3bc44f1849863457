// Package demo plays a bundled incident into a log as if it happened now, so that anybody can see the console at work
// with no account and no network, and can act in it while it runs.
//
// The script is an afternoon at an invented company: an import that fails, a cause that is hours old, and a command
// that goes through four pairs of hands. It may import incident, grammar, capture and timeline.
package demo
