using Transcribe.Engine.Authoring;
using Transcribe.Engine.Tests.Support;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>Which inputs and outputs are kept for people, as the workflow, the activity and the single value say.</summary>
public sealed class LogPersistenceTests
{
    private const string Exclude = """{ "evaluationMode": "Strategy", "strategyType": "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core" }""";
    private const string Include = """{ "evaluationMode": "Strategy", "strategyType": "Elsa.Workflows.LogPersistence.Strategies.Include, Elsa.Workflows.Core" }""";
    private const string Inherit = """{ "evaluationMode": "Strategy", "strategyType": "Elsa.Workflows.LogPersistence.Strategies.Inherit, Elsa.Workflows.Core" }""";

    private readonly TestRun _run = new();

    [Theory]
    [Trait("Scenario", "79 Log persistence")]
    [InlineData("{}", "{}", true, true)]
    [InlineData($$"""{ "logPersistenceConfig": { "default": {{Exclude}} } }""", "{}", false, false)]
    [InlineData($$"""{ "logPersistenceConfig": { "default": {{Exclude}} } }""", $$"""{ "logPersistenceConfig": { "default": {{Include}} } }""", true, true)]
    [InlineData($$"""{ "logPersistenceConfig": { "default": {{Exclude}} } }""", $$"""{ "logPersistenceConfig": { "default": {{Inherit}} } }""", false, false)]
    [InlineData("{}", $$"""{ "logPersistenceConfig": { "default": {{Exclude}} } }""", false, false)]
    [InlineData("{}", $$"""{ "logPersistenceConfig": { "default": {{Exclude}}, "inputs": { "script": {{Include}} } } }""", true, false)]
    [InlineData("{}", $$"""{ "logPersistenceConfig": { "outputs": { "Result": {{Exclude}} } } }""", true, false)]
    [InlineData("{}", """{ "logPersistenceMode": { "default": "Exclude", "inputs": {}, "outputs": { "result": "Include" } } }""", false, true)]
    [InlineData("""{ "logPersistenceMode": "Exclude" }""", "{}", false, false)]
    [InlineData("{}", """{ "logPersistenceConfig": { "default": { "evaluationMode": "Expression", "expression": { "type": "JavaScript", "value": "1 < 2 ? 'Exclude' : 'Include'" } } } }""", false, false)]
    public async Task Record_OfAnExecution_HoldsWhatIsToBeKept(string workflow, string activity, bool keepsInput, bool keepsOutput)
    {
        await StartAsync(workflow, activity);

        var record = _run.Commits[^1].Records.Single(candidate => candidate.Node.Activity.Id == "js");
        record.Inputs!.ContainsKey("Script").Should().Be(keepsInput);
        record.Outputs!.ContainsKey("Result").Should().Be(keepsOutput);
        _run.State.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Host_ThatExcludes_KeepsOnlyWhatIsAskedFor()
    {
        _run.Options.LogPersistence = LogPersistenceMode.Exclude;

        await StartAsync("{}", $$"""{ "logPersistenceConfig": { "outputs": { "Result": {{Include}} } } }""");

        var record = _run.Commits[^1].Records.Single(candidate => candidate.Node.Activity.Id == "js");
        record.Inputs.Should().BeEmpty();
        record.Outputs!["Result"].Should().Be(42);
    }

    [Fact]
    public async Task Expression_ThatFails_FaultsAndKeepsNothing()
    {
        await StartAsync("{}", """{ "logPersistenceConfig": { "default": { "evaluationMode": "Expression", "expression": { "type": "JavaScript", "value": "nope()" } } } }""");

        _run.State.Incidents.Single().Message.Should().Contain("logPersistenceConfig");
        _run.Commits[^1].Records.Single(candidate => candidate.Node.Activity.Id == "js").Inputs.Should().BeEmpty();
    }

    private Task StartAsync(string workflow, string activity) => _run.StartJsonAsync($$"""
        { "definitionId": "w", "customProperties": {{workflow}},
          "root": { "type": "Elsa.RunJavaScript", "id": "js", "script": "return 42", "customProperties": {{activity}} } }
        """);
}
