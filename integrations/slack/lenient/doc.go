// Package lenient reads JSON that others wrote and that may be broken or odd: exports of
// years, and events whose fields change. A value of an unexpected type costs that value
// and nothing else, and the place of an error is known.
//
// It imports the standard library only.
package lenient
