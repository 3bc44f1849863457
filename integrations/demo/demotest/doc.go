// Package demotest plays the demo's script into a record with no workspace between, for tests that stand still in time
// and allow no network.
//
// It may import incident, timeline, and the sibling packages demo, capture and clean.
package demotest
