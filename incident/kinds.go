package incident

import (
	"maps"
	"slices"
	"sync"
)

// origins are the doors that this program knows, so that reading a log does not make a string for each event.
var origins = []Origin{"console", "cli", "slack", "archive", "csv", "demo", "plain"}

var (
	anAction  = firm("an action item", "done, drop, handon or more, or correct the entry")
	aDelivery = firm("what is told outside", "resend, reword or skip and its key")
	aFreeze   = firm("a deploy freeze", "thaw, refreeze or freeze, or correct the entry")
)

// facts is every kind of fact that this program reads, by its name. Kinds are only ever added. The table is made when it is
// first asked for: a program starts faster without it.
var facts = sync.OnceValue(func() map[Kind]factSpec {
	return byKind(
		spec[IncidentDeclared](firm("the incident", "resolve it was no incident")),
		spec[TitleChanged](firm("the title", "title and a better one")),
		spec[ZoneSet](firm("the zone", "zone UTC, or another one")),
		spec[TierChanged](firm("the tier", "upgrade, or downgrade and a reason")),
		spec[SeverityChanged](firm("the severity", "sev and another number")),
		spec[StatusChanged](firm("the status", "status and another one")),
		spec[IncidentResolved](firm("the status", "reopen because it is back")),
		spec[IncidentReopened](firm("the status", "resolve, once it is over")),
		spec[ImpactStated](firm("the impact", "impact and what is true")),
		spec[RoleTaken](firm("a role", "handoff, or leave")), spec[RoleLeft](firm("a role", "role and who has it")),
		spec[CommandTaken](firm("the IC role", "handoff ic @nick")), spec[RoleHandedOver](firm("a role", "handoff, or leave")),
		spec[RoleOffered](), spec[OfferDeclined](),
		spec[ResponderCalled](firm("a person's part", "joined @zac, or release @zac")),
		spec[ActionAssigned](anAction), spec[ActionAcknowledged](anAction), spec[ActionExtended](anAction), spec[ActionDone](anAction),
		spec[ActionHandedOn](anAction), spec[ActionDropped](anAction), spec[ActionCarriedOver](anAction), spec[ActionReopened](anAction),
		spec[FollowUpAdded](), spec[FollowUpClosed](),
		spec[DeployFrozen](aFreeze), spec[FreezeStolen](aFreeze), spec[FreezeLifted](aFreeze), spec[FreezeExtended](aFreeze),
		spec[CommandProposed](), spec[CommandConfirmed](), spec[CommandObjected](), spec[CommandRun](), spec[OutputShown](), spec[CommandUndone](),
		spec[DecisionProposed](), spec[DecisionObjected](), spec[DecisionMade](),
		spec[UpdateTold](), spec[SituationReported](), spec[ReminderSnoozed](),
		spec[NoteTaken](inert), spec[LinkAdded](inert), spec[EntryObserved](inert),
		spec[MessagePosted](chat), spec[ChannelChanged](chat),
		spec[MessageEdited](chat, amends), spec[MessageDeleted](chat, amends), spec[MessageReacted](chat, amends),
		spec[PersonNamed](amends), spec[ReminderShown](amends),
		spec[PostmortemOwned](firm("the post-mortem", "postmortem @mia")),
		spec[MeetingScheduled](firm("the meeting", "meeting and another time")),
		spec[ChannelBound](firm("the channel", "")),
		spec[DeliveryBegun](amends), spec[DeliveryMade](amends), spec[DeliveryUnclear](amends),
		spec[DeliveryRetried](amends), spec[DeliveryReworded](amends), spec[DeliveryFailed](aDelivery), spec[DeliverySkipped](aDelivery),
		spec[EntryCorrected](amends), spec[EntryRetracted](amends), spec[EntryRestored](amends),
		spec[EntriesMerged](amends), spec[EntryStarred](amends), spec[EntryTagged](amends),
	)
})

func byKind(all ...factSpec) map[Kind]factSpec {
	m := make(map[Kind]factSpec, len(all))
	for _, s := range all {
		m[s.kind] = s
	}
	return m
}

// Kinds lists the names of all facts, sorted.
func Kinds() []Kind { return slices.Sorted(maps.Keys(facts())) }
