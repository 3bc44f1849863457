// Package outbox delivers what the log of an incident says must be delivered, and writes down what came of it.
//
// The log is the outbox. What has to be done outside is a function of the events (Planner), and what came of it is an
// event again: begun before the network is touched, then made, unclear, failed or skipped. What is pending is a fold of
// both, so that a crash loses nothing and repeats nothing: what was begun and has no outcome is looked for before it is
// done again.
//
// Deliveries of one lane go out one after another in the order of the log; lanes do not wait for each other. The package
// knows no service: a Courier speaks to one.
//
// A [Worker] follows every log. It keeps a fold of each incident that is not over, or has something to be told still; the
// others cost it a line each. A [View] is the same fold for whoever only looks.
//
// It may import incident, timeline, integrations/clean and the standard library.
package outbox
