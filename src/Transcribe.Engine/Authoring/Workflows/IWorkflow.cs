using Transcribe.Engine.Activities;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Authoring;

/// <summary>A workflow written in code.</summary>
public interface IWorkflow
{
    /// <summary>Says what the workflow consists of.</summary>
    ValueTask BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default);
}

/// <summary>Collects what a workflow written in code consists of.</summary>
public interface IWorkflowBuilder
{
    /// <summary>The logical id; default: the name of the class.</summary>
    string? DefinitionId { get; set; }

    /// <summary>The id of the version; default: the logical id and the version number.</summary>
    string? Id { get; set; }

    /// <summary>The number of the version; default 1.</summary>
    int Version { get; set; }

    /// <summary>The name for people; default: the name of the class.</summary>
    string? Name { get; set; }

    /// <summary>What it does.</summary>
    string? Description { get; set; }

    /// <summary>What it runs.</summary>
    IActivity? Root { get; set; }

    /// <summary>The variables.</summary>
    ICollection<Variable> Variables { get; }

    /// <summary>The declared inputs.</summary>
    ICollection<InputDefinition> Inputs { get; }

    /// <summary>The declared outputs.</summary>
    ICollection<OutputDefinition> Outputs { get; }

    /// <summary>The variable whose value is the result; null: none.</summary>
    Variable? Result { get; set; }

    /// <summary>The outcomes when another workflow uses it as an activity.</summary>
    ICollection<string> Outcomes { get; }

    /// <summary>How instances start, fail and are committed.</summary>
    WorkflowOptions WorkflowOptions { get; }

    /// <summary>Settings that are not options, such as limits and what is kept of executions.</summary>
    IDictionary<string, object> CustomProperties { get; }

    /// <summary>How far it may go; null: as far as the host allows.</summary>
    WorkflowLimits? Limits { get; set; }

    /// <summary>How often a run is tried again that ends by a fault which may pass; null: as the host says.</summary>
    RetryPolicy? Retry { get; set; }

    /// <summary>When it fails so often that what starts it is paused; null: as the host says.</summary>
    FailureLimit? Failing { get; set; }

    /// <summary>The definition id of the workflow that is told when a run of this one fails; null: the host's.</summary>
    string? ErrorWorkflow { get; set; }

    /// <summary>Whether lists of workflows leave it out; default false.</summary>
    bool IsSystem { get; set; }

    /// <summary>Whether people cannot change it; what is written in code nobody changes but its author, so it is always true.</summary>
    bool IsReadonly => true;

    /// <summary>Says that people cannot change it, as with everything that is written in code.</summary>
    IWorkflowBuilder AsReadonly() => this;

    /// <summary>Makes it one that lists of workflows leave out.</summary>
    IWorkflowBuilder AsSystemWorkflow();

    /// <summary>Sets a custom property.</summary>
    IWorkflowBuilder WithCustomProperty(string name, object value);

    /// <summary>Chooses who may start beside whom.</summary>
    IWorkflowBuilder WithActivationStrategyType<T>()
        where T : IWorkflowActivationStrategy;

    /// <summary>Declares an input.</summary>
    IWorkflowBuilder WithInput(InputDefinition input);

    /// <summary>Declares an output.</summary>
    IWorkflowBuilder WithOutput(OutputDefinition output);

    /// <summary>Sets the logical id.</summary>
    IWorkflowBuilder WithDefinitionId(string definitionId);

    /// <summary>Sets the id of the version.</summary>
    IWorkflowBuilder WithId(string id);

    /// <summary>Declares a variable with a generated name.</summary>
    Variable<T> WithVariable<T>();

    /// <summary>Declares a variable.</summary>
    Variable<T> WithVariable<T>(string name, T value);

    /// <summary>Declares a variable with a generated name and a default.</summary>
    Variable<T> WithVariable<T>(T value);

    /// <summary>Declares a variable.</summary>
    Variable<T> WithVariable<T>(Variable<T> variable);

    /// <summary>Declares a variable.</summary>
    IWorkflowBuilder WithVariable(Variable variable);

    /// <summary>Declares variables.</summary>
    IWorkflowBuilder WithVariables(params Variable[] variables);

    /// <summary>Declares an input.</summary>
    InputDefinition WithInput<T>(string name, string? description = null);

    /// <summary>Declares an output.</summary>
    OutputDefinition WithOutput<T>(string name, string? description = null);

    /// <summary>The workflow as collected so far.</summary>
    Workflow Build();

    /// <summary>Lets <paramref name="workflow"/> build itself.</summary>
    ValueTask<Workflow> BuildWorkflowAsync(IWorkflow workflow, CancellationToken cancellationToken = default);
}
