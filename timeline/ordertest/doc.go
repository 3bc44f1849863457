// Package ordertest makes random orders for property tests: everything that people, chats and imports can want of an
// incident, in any order, with hostile words in it.
//
// It may import packages incident, timeline and rapid. Only tests import it.
package ordertest
