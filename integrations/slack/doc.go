// Package slack runs baton's side of a Slack workspace: what the channels of incidents say goes into their records, what
// people ask for with /incident and buttons is carried out, and what the record says must be told is told.
//
// Service is the whole of it. It is put together from packages that each know one thing: socket hears, mirror records,
// desk answers, tell and outbox speak, web is the way out. What is left to this package is who is who (directory), which
// incident has which channel (channels), the order of things in one channel (lane), what was missed while nobody heard
// (catching up), and what a person is shown of all that (Status).
//
// Every envelope is acknowledged after what it says is durable, and never before. What cannot be read is kept in a file
// beside the record, counted, and acknowledged.
//
// It may import incident, timeline, and its siblings among the integrations.
package slack
