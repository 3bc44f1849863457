// Package web calls Slack's Web API, and says of a call that failed what a caller has to know: whether Slack wants a
// pause (Limited), said no (Refused), was certainly never asked (Unreached), or may have done it (Unclear). Nothing is
// repeated here and nothing is paced: that is for those who know what a repeat would do.
//
// A token goes to Slack, or to a stand-in on this machine, in the header of a request and nowhere else: no error, which
// may quote an address, can hold it.
//
// It may import the sibling packages clean and secret, and the standard library.
package web
