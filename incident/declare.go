package incident

// Declare opens an incident. The reference must be new; who gives the order picks it with [NewRef].
type Declare struct {
	Ref      Ref
	Title    string
	Tier     Tier
	Severity Severity
	Practice bool
	// Past: it is an old one that comes in from an archive, and nobody is to be asked for anything in it.
	Past bool
	// Zone is the zone whose clock the incident's people read, such as "Europe/Paris"; empty if it is not known.
	Zone string
}

// IncidentDeclared is the first fact of every incident.
type IncidentDeclared struct {
	Ref      Ref      `json:"ref"`
	Title    string   `json:"title"`
	Tier     Tier     `json:"tier"`
	Severity Severity `json:"severity,omitzero"`
	Practice bool     `json:"practice,omitzero"`
	Past     bool     `json:"past,omitzero"`
	Zone     string   `json:"zone,omitzero"`
}

func (o Declare) decide(i *Incident, _ Given) ([]Fact, error) {
	if i.Ref != "" {
		return nil, refusef("another title, or do something in the one that is there", "%s is already declared", i.Ref)
	}
	if _, err := ParseRef(string(o.Ref)); err != nil {
		return nil, err
	}
	if err := checkName(o.Title, "title", maxTitle, `declare "List import problems"`); err != nil {
		return nil, err
	}
	if err := o.Tier.check(); err != nil {
		return nil, err
	}
	if o.Severity > Mildest {
		return nil, refuseSeverity(o.Severity)
	}
	if o.Zone != "" {
		if err := checkZone(o.Zone); err != nil {
			return nil, err
		}
	}
	return []Fact{IncidentDeclared(o)}, nil
}

// Kind is incident_declared.
func (IncidentDeclared) Kind() Kind { return "incident_declared" }

// Tell says the title and the scales.
func (f IncidentDeclared) Tell(*Incident) string {
	text := "declared: " + f.Title + " (" + f.Tier.String()
	if f.Severity != 0 {
		text += ", " + f.Severity.String()
	}
	if f.Practice {
		text += ", practice"
	}
	if f.Past {
		text += ", past"
	}
	return text + ")"
}

func (f IncidentDeclared) apply(i *Incident, e *Event) error {
	i.Ref, i.Title, i.Practice, i.Zone = f.Ref, f.Title, f.Practice, f.Zone
	i.Declared, i.DeclaredBy = moment(e), e.Actor
	i.Tier, i.Severity = f.Tier, f.Severity
	i.Tiers = i.Tiers.Plus(Change[Tier]{To: f.Tier, By: e.Actor, Since: moment(e)})
	i.turnTo(map[bool]Status{true: Past}[f.Past], "", e)
	if f.Severity != 0 {
		i.Severities = i.Severities.Plus(Change[Severity]{To: f.Severity, By: e.Actor, Since: moment(e)})
	}
	return nil
}

// Retitle gives the incident a better title. Its reference stays.
type Retitle struct{ Title string }

// TitleChanged is the fact of a new title.
type TitleChanged struct {
	Title string `json:"title"`
	// Before is the title that it had until then.
	Before string `json:"before,omitzero"`
}

func (o Retitle) decide(i *Incident, _ Given) ([]Fact, error) {
	if err := checkName(o.Title, "title", maxTitle, "title List import problems"); err != nil {
		return nil, err
	}
	if o.Title == i.Title {
		return nil, refuse("that is the title already", "title and another one")
	}
	return []Fact{TitleChanged{Title: o.Title, Before: i.Title}}, nil
}

// Kind is title_changed.
func (TitleChanged) Kind() Kind { return "title_changed" }

// Tell says the new title.
func (f TitleChanged) Tell(*Incident) string { return "title is now: " + f.Title }

func (f TitleChanged) apply(i *Incident, _ *Event) error {
	i.Title = f.Title
	return nil
}
