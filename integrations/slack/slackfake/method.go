package slackfake

import (
	"maps"
	"net/http"
	"slices"
)

// method is one method of the Web API: who may call it, how often, and what it does.
type method struct {
	scopes   []string // one of them suffices; none means any token
	app      bool     // wants the app-level token
	anyToken bool     // takes either token
	form     bool     // takes no JSON body
	tier     int      // calls a minute, from the tier
	required []string // arguments without which the call says nothing
	carryOut func(*Workspace, *call) (answer, error)
}

// Scopes of methods that work on public and on private channels, in that order.
var (
	toRead    = []string{"channels:read", "groups:read"}
	toHistory = []string{"channels:history", "groups:history"}
	toManage  = []string{"channels:manage", "groups:write", "channels:write"}
	toTopic   = []string{"channels:manage", "groups:write", "channels:write.topic", "groups:write.topic"}
	toInvite  = []string{"channels:manage", "groups:write", "channels:write.invites", "groups:write.invites"}
)

// methods are what the workspace answers. Tiers are those of Slack's own reference and of the rate limit table of its
// Java SDK; where the two differ (apps.connections.open: tier 3 and tier 1) the reference holds.
var methods = map[string]method{
	"auth.test":             {anyToken: true, tier: special, carryOut: authTest},
	"apps.connections.open": {app: true, scopes: []string{"connections:write"}, tier: tier3, carryOut: connectionsOpen},

	"chat.postMessage":   {scopes: []string{"chat:write"}, tier: posting, required: []string{"channel"}, carryOut: chatPostMessage},
	"chat.postEphemeral": {scopes: []string{"chat:write"}, tier: tier4, required: []string{"channel", "user"}, carryOut: chatPostEphemeral},
	"chat.update":        {scopes: []string{"chat:write"}, tier: tier3, required: []string{"channel", "ts"}, carryOut: chatUpdate},
	"chat.delete":        {scopes: []string{"chat:write"}, tier: tier3, required: []string{"channel", "ts"}, carryOut: chatDelete},
	"chat.getPermalink":  {form: true, tier: special, required: []string{"channel", "message_ts"}, carryOut: chatGetPermalink},

	"conversations.create":     {scopes: toManage, tier: tier2, required: []string{"name"}, carryOut: conversationsCreate},
	"conversations.rename":     {scopes: toManage, tier: tier2, required: []string{"channel", "name"}, carryOut: conversationsRename},
	"conversations.archive":    {scopes: toManage, tier: tier2, required: []string{"channel"}, carryOut: conversationsArchive},
	"conversations.setTopic":   {scopes: toTopic, tier: tier2, required: []string{"channel", "topic"}, carryOut: conversationsSetTopic},
	"conversations.setPurpose": {scopes: toTopic, tier: tier2, required: []string{"channel", "purpose"}, carryOut: conversationsSetPurpose},
	"conversations.invite":     {scopes: toInvite, tier: tier3, required: []string{"channel", "users"}, carryOut: conversationsInvite},
	"conversations.join":       {scopes: []string{"channels:join"}, tier: tier3, required: []string{"channel"}, carryOut: conversationsJoin},
	"conversations.list":       {scopes: toRead, form: true, tier: tier2, carryOut: conversationsList},
	"conversations.info":       {scopes: toRead, form: true, tier: tier3, required: []string{"channel"}, carryOut: conversationsInfo},
	"conversations.members":    {scopes: toRead, form: true, tier: tier4, required: []string{"channel"}, carryOut: conversationsMembers},
	"conversations.history":    {scopes: toHistory, tier: tier3, required: []string{"channel"}, carryOut: conversationsHistory},
	"conversations.replies":    {scopes: toHistory, form: true, tier: tier3, required: []string{"channel", "ts"}, carryOut: conversationsReplies},

	"pins.add":         {scopes: []string{"pins:write"}, tier: tier2, required: []string{"channel"}, carryOut: pinsAdd},
	"pins.list":        {scopes: []string{"pins:read"}, form: true, tier: tier2, required: []string{"channel"}, carryOut: pinsList},
	"reactions.add":    {scopes: []string{"reactions:write"}, tier: tier3, required: []string{"channel", "name", "timestamp"}, carryOut: reactionsAdd},
	"reactions.get":    {scopes: []string{"reactions:read"}, form: true, tier: tier3, carryOut: reactionsGet},
	"bookmarks.add":    {scopes: []string{"bookmarks:write"}, tier: tier2, required: []string{"channel_id", "title", "type"}, carryOut: bookmarksAdd},
	"bookmarks.edit":   {scopes: []string{"bookmarks:write"}, tier: tier2, required: []string{"channel_id", "bookmark_id"}, carryOut: bookmarksEdit},
	"bookmarks.list":   {scopes: []string{"bookmarks:read"}, tier: tier3, required: []string{"channel_id"}, carryOut: bookmarksList},
	"bookmarks.remove": {scopes: []string{"bookmarks:write"}, tier: tier2, required: []string{"channel_id", "bookmark_id"}, carryOut: bookmarksRemove},

	"users.info":            {scopes: []string{"users:read"}, form: true, tier: tier4, required: []string{"user"}, carryOut: usersInfo},
	"users.list":            {scopes: []string{"users:read"}, form: true, tier: tier2, carryOut: usersList},
	"users.lookupByEmail":   {scopes: []string{"users:read.email"}, form: true, tier: tier3, required: []string{"email"}, carryOut: usersLookupByEmail},
	"usergroups.list":       {scopes: []string{"usergroups:read"}, form: true, tier: tier2, carryOut: usergroupsList},
	"usergroups.users.list": {scopes: []string{"usergroups:read"}, form: true, tier: tier2, required: []string{"usergroup"}, carryOut: usergroupsUsersList},
	"views.open":            {tier: tier4, required: []string{"view"}, carryOut: viewsOpen},
}

// serveCall answers one call of the Web API, or does to it what was ordered.
func (w *Workspace) serveCall(rw http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(rw, r.Body, bodyLimit)
	c, err := readCall(r, w.clock.Now())
	if w.onCall != nil {
		told := c.Call
		told.Args = maps.Clone(c.Args)
		w.onCall(told)
	}
	fault := w.takeCallFault(c.Method)
	if fault != nil && fault.before(w, rw, r) {
		return
	}
	if err != nil {
		failed(err).write(rw)
		return
	}
	a, seconds := w.carryOut(c)
	switch {
	case fault != nil && fault.answerLost:
		panic(http.ErrAbortHandler)
	case seconds > 0:
		tooMany(rw, seconds)
	default:
		if c.token != nil {
			rw.Header().Set("X-OAuth-Scopes", c.granted)
		}
		a.write(rw)
	}
}

// carryOut does what a call asks, or says for how many seconds it is refused. Slack counts a call before it looks at it.
func (w *Workspace) carryOut(c *call) (a answer, retryAfter int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m, known := methods[c.Method]
	if !known {
		return failed(failure("unknown_method")), 0
	}
	if err := w.authorize(c, m); err != nil {
		return failed(err), 0
	}
	if seconds := w.limits.take(c, m, w.clock.Now()); seconds > 0 {
		return nil, seconds
	}
	if c.JSON && m.form {
		c.Args = map[string]string{}
	}
	if missing := slices.DeleteFunc(slices.Clone(m.required), func(name string) bool { _, has := c.Args[name]; return has }); len(missing) > 0 {
		return failed(invalidArguments{missing}), 0
	}
	a, err := m.carryOut(w, c)
	if err != nil {
		return failed(err), 0
	}
	w.touch()
	return succeeded(a, c), 0
}
