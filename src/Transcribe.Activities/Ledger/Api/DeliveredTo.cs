namespace Transcribe.Activities.Ledger.Api;

/// <summary>Where a run delivers what was made of its recordings.</summary>
/// <param name="Kind"><c>storage</c>, <c>slack</c>, <c>email</c> or <c>webhook</c>.</param>
/// <param name="Connection">The name of the connection.</param>
/// <param name="Target">Where to: a path, a channel, recipients, a host.</param>
/// <param name="State"><c>Waiting</c>, <c>Delivered</c>, <c>Rejected</c> or <c>Dead</c>.</param>
public sealed record DeliveredTo(string Kind, string Connection, string Target, string State);
