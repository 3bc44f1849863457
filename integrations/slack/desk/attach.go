package desk

import (
	"context"

	"baton/incident"
)

// attach is the verb that makes a channel that exists an incident's channel. Only Slack has it.
const attach = "attach"

func (d *Desk) attach(ctx context.Context, r *Request, arg string) Answer {
	return only("attach " + arg)
}

var _ = incident.Nobody
