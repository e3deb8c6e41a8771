using BenchmarkDotNet.Attributes;
using Transcribe.Engine.State;

namespace Transcribe.Bench.Micro;

/// <summary>The state of an instance that waits, as a commit writes it and a resume reads it.</summary>
[MemoryDiagnoser]
public class SerialiseBenchmark : EngineBenchmark
{
    private readonly WorkflowState _state;
    private readonly byte[] _json;

    /// <summary>Runs to the wait.</summary>
    public SerialiseBenchmark()
    {
        _state = Runner.RunAsync(Compile(Definitions.Waiting)).GetAwaiter().GetResult().WorkflowState;
        _json = WorkflowStateSerializer.Serialize(_state);
    }

    /// <summary>To JSON.</summary>
    [Benchmark]
    public byte[] Write() => WorkflowStateSerializer.Serialize(_state);

    /// <summary>From JSON.</summary>
    [Benchmark]
    public WorkflowState Read() => WorkflowStateSerializer.Deserialize(_json);
}
