// Package archive reads an export of a Slack workspace and writes its channels into
// incidents: Slack's own ZIP or the folder it unpacks to, the export form of
// slackdump, and slackdump's dump form (one file a channel).
//
// The same channel gives the same timeline, whatever the order of its files and
// however often it is imported: every event has a key made of the channel's id and
// the message's ts, and a longer export adds only what is new. What an export does
// not say is not made up. It keeps only the last wording of an edited message: the
// message is recorded as lost at its time, and the wording at the time of the edit.
// It does not say when an emoji was pressed, or a message deleted: such events have
// the message's place and are known only from the end of the channel on. Nothing in
// an export says that an incident was resolved, so none is.
//
// Everything in an export is hostile. Text is rendered, cleaned, masked and cut
// before it is stored; what is broken is counted, named in the report and skipped,
// and spoils nothing else. Memory does not grow with the export: files are decoded
// day by day in parallel, put in order in a window of two days, and recorded in
// batches.
//
// What a message means to the record, package message decides, for the live mirror too.
//
// It may import incident, timeline for the Recorder, the sibling packages clean,
// lenient, message and mrkdwn, golang.org/x/sync and the standard library.
package archive
