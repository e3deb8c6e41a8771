namespace Transcribe.Activities.Connections;

/// <summary>Whether a workflow may name a connection that is not here: where workflows of another server are checked.</summary>
internal sealed record UnknownConnections(bool AreAccepted);
