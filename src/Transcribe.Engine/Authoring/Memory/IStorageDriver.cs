namespace Transcribe.Engine.Authoring;

/// <summary>
/// Keeps values of variables outside of the instance, such as large ones in files. A definition chooses it by its class. A value is read at
/// the start of each burst, written before each commit, and deleted after the execution that declares the variable has ended; whatever is
/// repeated after a crash is repeated under the same id.
/// </summary>
public interface IStorageDriver
{
    /// <summary>Where it stands in the designer's list; higher ones come first. Default 0.</summary>
    double Priority => 0;

    /// <summary>What it is good for; default nothing in particular.</summary>
    IEnumerable<string> Tags => [];

    /// <summary>Writes a value, in the place of an earlier one.</summary>
    ValueTask WriteAsync(string id, object value, StorageDriverContext context);

    /// <summary>Reads a value; null: there is none, and the variable has its declared default.</summary>
    ValueTask<object?> ReadAsync(string id, StorageDriverContext context);

    /// <summary>Deletes a value, if there is one.</summary>
    ValueTask DeleteAsync(string id, StorageDriverContext context);
}

/// <summary>Whose value it is.</summary>
/// <param name="ExecutionContext">The execution that declares the variable.</param>
/// <param name="Variable">The variable.</param>
/// <param name="CancellationToken">Gives up.</param>
public sealed record StorageDriverContext(ActivityExecutionContext ExecutionContext, Variable Variable, CancellationToken CancellationToken);

/// <summary>Keeps a variable with the instance: it survives every suspension and restart.</summary>
public sealed class WorkflowInstanceStorageDriver;

/// <summary>Keeps a variable only while a burst runs.</summary>
public sealed class MemoryStorageDriver;
