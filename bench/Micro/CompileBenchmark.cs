using BenchmarkDotNet.Attributes;
using Transcribe.Engine.Definitions;

namespace Transcribe.Bench.Micro;

/// <summary>From a definition's JSON to the graph that bursts run; done once for each version.</summary>
[MemoryDiagnoser]
public class CompileBenchmark : EngineBenchmark
{
    /// <summary>A flowchart with a loop, a decision and scripts.</summary>
    [Benchmark]
    public WorkflowGraph Flowchart() => Compile(Definitions.Loop);
}
