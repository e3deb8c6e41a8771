using BenchmarkDotNet.Attributes;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Bench.Micro;

/// <summary>A burst of one activity whose input is computed: compare with the literal.</summary>
[MemoryDiagnoser]
public class ExpressionBenchmark : EngineBenchmark
{
    private readonly WorkflowGraph _literal;
    private readonly WorkflowGraph _variable;
    private readonly WorkflowGraph _javaScript;
    private readonly WorkflowGraph _liquid;

    /// <summary>Compiles them.</summary>
    public ExpressionBenchmark()
    {
        _literal = Compile(Definitions.Computed("Literal", "\"5\""));
        _variable = Compile(Definitions.Computed("Variable", """{ "id": "n", "name": "N" }"""));
        _javaScript = Compile(Definitions.Computed("JavaScript", "\"variables.N + 1\""));
        _liquid = Compile(Definitions.Computed("Liquid", "\"{{ Variables.N }}\""));
    }

    /// <summary>Nothing to compute.</summary>
    [Benchmark(Baseline = true)]
    public Task<RunWorkflowResult> Literal() => Runner.RunAsync(_literal);

    /// <summary>A variable's value.</summary>
    [Benchmark]
    public Task<RunWorkflowResult> Variable() => Runner.RunAsync(_variable);

    /// <summary>A script.</summary>
    [Benchmark]
    public Task<RunWorkflowResult> JavaScript() => Runner.RunAsync(_javaScript);

    /// <summary>A template.</summary>
    [Benchmark]
    public Task<RunWorkflowResult> Liquid() => Runner.RunAsync(_liquid);
}
