// Package incident holds the rules of an incident: what can happen in one, what may follow from what, and the
// words for it.
//
// It is pure. An incident is a fold over events ([Apply]); an [Order] given by a person becomes events through
// [Decide]; neither knows a clock, a disk, a network or a goroutine, and the package imports the standard library
// only. All times are UTC instants; showing them in somebody's zone is the business of whoever draws them.
//
// Three families of types make up the package, and each concept keeps its members together in one file:
//
//   - orders, in the imperative ([Assign], [Freeze], [Resolve]), are what somebody wants;
//   - facts, in the past tense ([ActionAssigned], [DeployFrozen], [IncidentResolved]), are what the log keeps;
//   - state ([Action], [DeployFreeze], [Tenure]) is what a fold of the facts gives.
package incident
