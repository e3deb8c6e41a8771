using Transcribe.Engine.State;

namespace Transcribe.Engine.Storage;

/// <summary>What differs between databases: opening, migrating, beginning to write, and the meaning of errors.</summary>
internal abstract class EngineDatabase
{
    /// <summary>Where it is, for people; never a password.</summary>
    public abstract string Location { get; }

    /// <summary>Begins a transaction that may write at once.</summary>
    public abstract Statement Begin { get; }

    /// <summary>Opens a session.</summary>
    public abstract StoreSession Open();

    /// <summary>Brings the tables to this version.</summary>
    public abstract Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Closes connections that are kept for later.</summary>
    public abstract void Release();

    /// <summary>What is wrong with the database as a whole, in words; null: the error belongs to one statement.</summary>
    public abstract StorageException? Explain(Exception exception);
}
