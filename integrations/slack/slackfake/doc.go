// Package slackfake is a stand-in Slack workspace: the Web API and Socket Mode over real HTTP and WebSocket on a
// loopback address, for clients that nobody here wrote.
//
// A Workspace holds people, channels, messages and one app with its tokens. The app calls it as it calls Slack; people
// are Go methods (Say, Reply, React, Type …) and each of them sends the app the events that Slack sends. What can go
// wrong with Slack can be ordered: lost, doubled, late and shuffled envelopes, cut connections, rate limits in four
// shapes, answers that are lost after the call was carried out.
//
// Rules, limits, error names and payloads follow Slack's published reference (docs.slack.dev: methods, events, Socket
// Mode, rate limits). Where Slack publishes no number, the constant says so. Time comes from a Clock: with a HandClock
// rate limits, redelivery and expiry happen when the test says so. Only WebSocket pings, which keep a real connection
// alive, run on the wall's time.
//
// It may import the standard library and github.com/gorilla/websocket, and nothing of this project.
package slackfake
