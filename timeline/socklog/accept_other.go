//go:build !unix

package socklog

import "net"

// waitPatiently leaves the waiting to the runtime's poller.
func waitPatiently(l net.Listener) (net.Listener, error) { return l, nil }
