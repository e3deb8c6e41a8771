using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Definitions;

/// <inheritdoc/>
public sealed class WorkflowBuilder : IWorkflowBuilder
{
    /// <inheritdoc/>
    public string? DefinitionId { get; set; }

    /// <inheritdoc/>
    public string? Id { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <inheritdoc/>
    public string? Name { get; set; }

    /// <inheritdoc/>
    public string? Description { get; set; }

    /// <inheritdoc/>
    public IActivity? Root { get; set; }

    /// <inheritdoc/>
    public ICollection<Variable> Variables { get; } = [];

    /// <inheritdoc/>
    public ICollection<InputDefinition> Inputs { get; } = [];

    /// <inheritdoc/>
    public ICollection<OutputDefinition> Outputs { get; } = [];

    /// <inheritdoc/>
    public Variable? Result { get; set; }

    /// <inheritdoc/>
    public ICollection<string> Outcomes { get; } = [];

    /// <inheritdoc/>
    public WorkflowOptions WorkflowOptions { get; } = new();

    /// <inheritdoc/>
    public IDictionary<string, object> CustomProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public WorkflowLimits? Limits { get; set; }

    /// <inheritdoc/>
    public RetryPolicy? Retry { get; set; }

    /// <inheritdoc/>
    public FailureLimit? Failing { get; set; }

    /// <inheritdoc/>
    public string? ErrorWorkflow { get; set; }

    /// <inheritdoc/>
    public bool IsSystem { get; set; }

    /// <inheritdoc/>
    public IWorkflowBuilder AsSystemWorkflow()
    {
        IsSystem = true;
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithCustomProperty(string name, object value)
    {
        CustomProperties[name] = value;
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithActivationStrategyType<T>()
        where T : IWorkflowActivationStrategy
    {
        WorkflowOptions.ActivationStrategyType = typeof(T);
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithInput(InputDefinition input)
    {
        Inputs.Add(input);
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithOutput(OutputDefinition output)
    {
        Outputs.Add(output);
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithDefinitionId(string definitionId)
    {
        DefinitionId = definitionId;
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithId(string id)
    {
        Id = id;
        return this;
    }

    /// <inheritdoc/>
    public Variable<T> WithVariable<T>() => WithVariable<T>(default(T)!);

    /// <inheritdoc/>
    public Variable<T> WithVariable<T>(T value) => WithVariable($"Variable{Variables.Count + 1}", value);

    /// <inheritdoc/>
    public Variable<T> WithVariable<T>(string name, T value) => WithVariable(new Variable<T>(name, value));

    /// <inheritdoc/>
    public Variable<T> WithVariable<T>(Variable<T> variable)
    {
        Variables.Add(variable);
        return variable;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithVariable(Variable variable)
    {
        Variables.Add(variable);
        return this;
    }

    /// <inheritdoc/>
    public IWorkflowBuilder WithVariables(params Variable[] variables)
    {
        foreach (var variable in variables)
            Variables.Add(variable);
        return this;
    }

    /// <inheritdoc/>
    public InputDefinition WithInput<T>(string name, string? description = null)
    {
        var input = new InputDefinition { Name = name, Type = TypeAliases.AliasOf(typeof(T)) ?? "Object", Description = description };
        Inputs.Add(input);
        return input;
    }

    /// <inheritdoc/>
    public OutputDefinition WithOutput<T>(string name, string? description = null)
    {
        var output = new OutputDefinition { Name = name, Type = TypeAliases.AliasOf(typeof(T)) ?? "Object", Description = description };
        Outputs.Add(output);
        return output;
    }

    /// <inheritdoc/>
    public Workflow Build()
    {
        var definitionId = DefinitionId ?? Name ?? "workflow";
        return new Workflow(Root)
        {
            DefinitionId = definitionId,
            VersionId = Id ?? $"{definitionId}:v{Version}",
            DefinitionVersion = Version,
            DisplayName = Name,
            Description = Description,
            Variables = [.. Variables],
            Inputs = [.. Inputs],
            Outputs = [.. Outputs],
            ResultVariable = Result,
            CustomProperties = new Dictionary<string, object>(CustomProperties, StringComparer.Ordinal),
            ActivationStrategy = WorkflowOptions.ActivationStrategyType?.Name,
            IncidentStrategy = WorkflowOptions.IncidentStrategyType?.Name,
            CommitStrategy = WorkflowOptions.CommitStrategyName,
            Limits = Limits,
            Retry = Retry,
            Failing = Failing,
            ErrorWorkflow = ErrorWorkflow,
            IsSystem = IsSystem,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Workflow> BuildWorkflowAsync(IWorkflow workflow, CancellationToken cancellationToken = default)
    {
        await workflow.BuildAsync(this, cancellationToken);
        return Build();
    }
}
