// Package logtest is the contract of timeline.Log as tests. Every Log runs the same suite, and is compared with a model
// under random programs of operations. Memory is a Log for tests of other packages; it passes the suite, too.
//
// It may import packages incident and timeline, rapid, testing and the standard library. Only tests import it.
package logtest
