namespace Transcribe.Engine.Authoring;

/// <summary>A step of a workflow. One object serves every run of a workflow version, so it holds no state of a run.</summary>
public interface IActivity
{
    /// <summary>The id within its definition; given by the designer, generated when absent.</summary>
    string Id { get; set; }

    /// <summary>The path of ids from the root, such as <c>Workflow1:flow:submit</c>.</summary>
    string NodeId { get; set; }

    /// <summary>The name that expressions use to read its outputs; may be null.</summary>
    string? Name { get; set; }

    /// <summary>The type name in definitions, such as <c>Elsa.WriteLine</c>.</summary>
    string Type { get; set; }

    /// <summary>The version of the activity type.</summary>
    int Version { get; set; }

    /// <summary>Settings that are not inputs, such as <c>canStartWorkflow</c>; unknown ones are kept.</summary>
    IDictionary<string, object> CustomProperties { get; set; }

    /// <summary>Inputs and outputs of activities whose shape is only known at run time, by name.</summary>
    IDictionary<string, object> SyntheticProperties { get; set; }

    /// <summary>What the designer keeps, such as positions.</summary>
    IDictionary<string, object> Metadata { get; set; }

    /// <summary>Tells whether the activity may execute now; when not, it stays pending and the workflow suspends.</summary>
    ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context);

    /// <summary>Executes the activity: it completes, faults, schedules children or creates bookmarks.</summary>
    ValueTask ExecuteAsync(ActivityExecutionContext context);
}

/// <summary>Completing an activity of this kind completes its container at once, such as <c>Break</c> or <c>End</c>.</summary>
public interface ITerminalNode;

/// <summary>A flowchart starts at an activity of this kind, unless it names another.</summary>
public interface IStartNode;

/// <summary>
/// An activity of this kind changes nothing but its run, such as a variable, or decides where the run goes on: a replay executes it again. Any other
/// activity that holds no activities is answered from what it did in the replayed run.
/// </summary>
public interface ILocalStep;

/// <summary>An activity that declares variables for itself and its descendants.</summary>
public interface IVariableContainer : IActivity
{
    /// <summary>The declared variables.</summary>
    ICollection<Variable> Variables { get; }
}

/// <summary>What resumes or first runs an activity. A persisted contract: only the method's name is stored.</summary>
public delegate ValueTask ExecuteActivityDelegate(ActivityExecutionContext context);

/// <summary>What a parent runs when a scheduled child has completed. Only the method's name is stored.</summary>
public delegate ValueTask ActivityCompletionCallback(ActivityCompletedContext context);
