package incident

import (
	"maps"
	"slices"
)

// origins are the doors that this program knows, so that reading a log does not make a string for each event.
var origins = []Origin{"console", "cli", "slack", "archive", "csv", "demo"}

// facts is every kind of fact that this program reads, by its name. Kinds are only ever added.
var facts = byKind(
	spec[IncidentDeclared](), spec[TitleChanged](),
	spec[TierChanged](), spec[SeverityChanged](), spec[StatusChanged](), spec[IncidentResolved](), spec[IncidentReopened](),
	spec[ImpactStated](),
	spec[RoleTaken](), spec[RoleLeft](), spec[CommandTaken](), spec[RoleOffered](), spec[RoleHandedOver](), spec[OfferDeclined](),
	spec[ResponderCalled](),
	spec[ActionAssigned](), spec[ActionAcknowledged](), spec[ActionExtended](), spec[ActionDone](), spec[ActionHandedOn](),
	spec[ActionDropped](), spec[ActionCarriedOver](),
	spec[FollowUpAdded](), spec[FollowUpClosed](),
	spec[DeployFrozen](), spec[FreezeStolen](), spec[FreezeLifted](), spec[FreezeExtended](),
	spec[CommandProposed](), spec[CommandConfirmed](), spec[CommandObjected](), spec[CommandRun](), spec[OutputShown](), spec[CommandUndone](),
	spec[DecisionProposed](), spec[DecisionObjected](), spec[DecisionMade](),
	spec[UpdateTold](), spec[SituationReported](),
	spec[NoteTaken](inert), spec[LinkAdded](inert), spec[EntryObserved](inert),
	spec[MessagePosted](chat), spec[ChannelChanged](chat),
	spec[MessageEdited](chat, amends), spec[MessageDeleted](chat, amends), spec[MessageReacted](chat, amends),
	spec[PersonNamed](amends), spec[ReminderShown](amends),
	spec[PostmortemOwned](), spec[MeetingScheduled](),
	spec[EntryCorrected](amends), spec[EntryRetracted](amends), spec[EntryRestored](amends),
	spec[EntriesMerged](amends), spec[EntryStarred](amends), spec[EntryTagged](amends),
)

func byKind(all ...factSpec) map[Kind]factSpec {
	m := make(map[Kind]factSpec, len(all))
	for _, s := range all {
		m[s.kind] = s
	}
	return m
}

// Kinds lists the names of all facts, sorted.
func Kinds() []Kind { return slices.Sorted(maps.Keys(facts)) }
