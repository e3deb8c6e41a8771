using System.Text.Json.Nodes;

namespace Transcribe.Engine.Server.Studio;

/// <summary>An activity in its place.</summary>
internal sealed record NodeModel(string NodeId, string Port, JsonObject Activity);

/// <summary>One step from a container into an activity inside it: the designer's breadcrumb.</summary>
internal sealed record PathSegment(string ActivityNodeId, string ActivityId, string ActivityType, string PortName, string? ActivityName);

/// <summary>Where a nested activity is.</summary>
internal sealed record NodePath(NodeModel ChildNode, NodeModel Container, IReadOnlyList<PathSegment> PathSegments);
