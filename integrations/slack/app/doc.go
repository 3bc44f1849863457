// Package app is baton's app in a Slack workspace: which permissions it has and
// why, the manifest that a customer creates it from, and whether the two tokens
// of it work. Every customer has an app of their own; none is shared, because
// Slack rations the history calls of shared ones (docs.slack.dev, Rate limits).
//
// The check makes two calls and needs from both what a client library keeps to
// itself, the status, the headers and the kind of what came back, to tell Slack's
// refusals from those of a proxy in between. So it takes answers as they came.
//
// It may import the sibling packages secret, clean and web, goccy/go-yaml and the
// standard library.
package app
