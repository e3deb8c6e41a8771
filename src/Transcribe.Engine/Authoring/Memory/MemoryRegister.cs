namespace Transcribe.Engine.Authoring;

/// <summary>The variables that one execution holds, by their ids. Those of the executions around it are found through the contexts.</summary>
public sealed class MemoryRegister
{
    private readonly ActivityExecutionContext _context;

    internal MemoryRegister(ActivityExecutionContext context) => _context = context;

    /// <summary>The values by the ids of their variables.</summary>
    public IReadOnlyDictionary<string, MemoryBlock> Blocks => _context.Blocks.ToDictionary(block => block.Variable.Id, StringComparer.Ordinal);

    /// <summary>Whether there is a variable with this id.</summary>
    public bool HasBlock(string id) => TryGetBlock(id, out _);

    /// <summary>The value of a variable; false: there is none with this id.</summary>
    public bool TryGetBlock(string id, out MemoryBlock block)
    {
        block = _context.Blocks.FirstOrDefault(candidate => candidate.Variable.Id == id)!;
        return block is not null;
    }

    /// <summary>Declares a variable, unless there is one with its id.</summary>
    public MemoryBlock Declare(Variable variable) => _context.Declare(variable, isDynamic: true);
}
