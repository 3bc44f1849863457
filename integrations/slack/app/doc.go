// Package app is baton's app in a Slack workspace: which permissions it has and
// why, the manifest that a customer creates it from, and whether the two tokens
// of it work. Every customer has an app of their own; none is shared, because
// Slack rations the history calls of shared ones (docs.slack.dev, Rate limits).
//
// The check makes two calls and needs from both what a client library keeps to
// itself, the status, the headers and the kind of what came back, to tell Slack's
// refusals from those of a proxy in between. So it speaks HTTP by itself.
//
// It may import the sibling packages secret and clean, goccy/go-yaml and the
// standard library.
package app
