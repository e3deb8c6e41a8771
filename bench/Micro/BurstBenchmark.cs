using BenchmarkDotNet.Attributes;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Bench.Micro;

/// <summary>Whole bursts in memory, with nothing kept.</summary>
[MemoryDiagnoser]
public class BurstBenchmark : EngineBenchmark
{
    private readonly WorkflowGraph _sequence;
    private readonly WorkflowGraph _flowchart;

    /// <summary>Compiles both.</summary>
    public BurstBenchmark() => (_sequence, _flowchart) = (Compile(Definitions.ThreeNothings), Compile(Definitions.Loop));

    /// <summary>A sequence of three activities that do nothing.</summary>
    [Benchmark]
    public Task<RunWorkflowResult> SequenceOfThree() => Runner.RunAsync(_sequence);

    /// <summary>A flowchart that turns ten times around a decision and a script.</summary>
    [Benchmark]
    public Task<RunWorkflowResult> FlowchartWithTenTurns() => Runner.RunAsync(_flowchart);
}
