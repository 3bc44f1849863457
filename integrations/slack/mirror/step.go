package mirror

// Step is one of the steps that what comes in goes through here.
type Step string

// Steps, in order. Normalise and Write count events and entries, Decide counts how often it was worked out what follows.
const (
	Normalise Step = "normalise" // a message becomes text of ours: rendered, cleaned, masked
	Decide    Step = "decide"    // what follows from it
	Write     Step = "write"     // until it is durable
	Update    Step = "update"    // the view of the channel takes it in
)
