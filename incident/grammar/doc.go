// Package grammar turns a line of text into an order of an incident, and an order into a line.
//
// There is one grammar for the console's prompt, `baton do` and Slack's /incident. A line is
//
//	[as @nick] [time] verb [time] what the verb takes
//
// and is read forgivingly: aliases, optional keywords, "15 min" for "15m". It is never guessed where a guess could
// write a false record: then the error says what was understood, where it stopped and what to type instead.
//
// Rules that hold for every verb:
//
//   - Text runs to the end of the line and is taken as it stands. "Quotes" around the whole of it keep words literal that
//     would mean something, such as a trailing 15m; in quotes \" \\ \n and \t are a quote, a backslash, a line break and a
//     tab. A command stands in `backticks`, where two of them are one backtick and nothing else is special.
//   - A person is @zac. Without the @ a person is understood where nothing else could stand, or where the Reader
//     knows them. "me" is whoever acts.
//   - Numbers take their letter or leave it: 3, A3, #3 for an action item. No number means the only one there is.
//   - Waits are 15m, 1h30m, 1h30, 90s, 2h, 1.5h, 1:30h, 1d, 15 min, 2 hours; from 1 minute to 7 days.
//   - Times are -5m, 5m ago, 14:32, 2:32pm, 14:32:05, 2023-01-04 14:32, 2023-01-04T14:32Z, each with an optional zone: Z,
//     +01:00, UTC or Europe/Paris. ~14:05 is about then, ?14:05 is not known but somewhere there, 14:05-14:20 and
//     2023-01-04T23:50Z..2023-01-05T00:10Z are ranges. After a time of day "-05:00" must stand apart, because
//     14:05-05:00 is a range; the T form takes it glued.
//   - A bare time is the latest such moment that has passed in the Reader's zone, two minutes of slow clocks allowed. Where
//     clocks were set back and it came twice, a bare time is the later one that has passed; a dated one must say its offset.
//     A time that the clocks skipped is an error.
//
// The package is pure: it imports the standard library and package incident, and knows no clock. Zones by name come from
// the Reader, or from package time's own database.
package grammar
