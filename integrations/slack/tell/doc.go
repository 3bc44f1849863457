// Package tell says what the Slack channel of an incident is told: the channel itself, its purpose, topic and bookmarks,
// who is invited, the pinned headline, and one post for each fact that those who work on the incident have to know.
//
// It is an outbox.Planner: a function of the log and, for what comes due, of a time. It knows no network; the bodies of
// its deliveries say what a courier has to do. The channel is kept quiet: what was said there is not repeated, and what
// only the record is concerned with, such as notes and corrections, is not told.
//
// Text from outside goes out literally. In blocks it stands in rich text, where nothing is markup; in mrkdwn, which
// notifications show, it is escaped (Escape). A person is mentioned where something is asked of them and nowhere else.
// Times are in words, in the incident's zone and with its name: Slack's own dates would show each reader another time
// than the one that is said on the call.
//
// It may import incident, the sibling packages clean and outbox, and the standard library.
package tell
