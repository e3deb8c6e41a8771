using System.Runtime.CompilerServices;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Activities;

/// <summary>Where a flowchart starts.</summary>
[Activity("Elsa", "Flow", "Marks where a flowchart starts.")]
public sealed class Start([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), IStartNode, ILocalStep;

/// <summary>Ends the enclosing container.</summary>
[Activity("Elsa", "Flow", "Ends the enclosing container.")]
public sealed class End([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : CodeActivity(source, line), ITerminalNode, ILocalStep;
