using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Execution;

namespace Transcribe.Bench.Micro;

/// <summary>The engine without storage.</summary>
public abstract class EngineBenchmark
{
    private readonly ServiceProvider _services = Build();

    private protected WorkflowMaterializer Materializer => _services.GetRequiredService<WorkflowMaterializer>();

    private protected IWorkflowRunner Runner => _services.GetRequiredService<IWorkflowRunner>();

    private protected WorkflowGraph Compile(string json) => Materializer.Materialize(DefinitionReader.Read(json));

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddWorkflowExecution();
        services.AddActivity<Nothing>();
        return services.BuildServiceProvider();
    }
}

/// <summary>Does nothing, so that what is measured is the engine.</summary>
[Activity("Bench", "Bench")]
public sealed class Nothing() : CodeActivity(source: null, line: null);
