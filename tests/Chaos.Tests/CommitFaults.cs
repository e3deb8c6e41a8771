using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Transcribe.Chaos;

/// <summary>What happens to a commit.</summary>
public enum CommitFault
{
    /// <summary>The disk is full; nothing was written, the process lives on.</summary>
    Refused,

    /// <summary>It was written, but the disk reports an error; the process lives on and does not know.</summary>
    Unanswered,

    /// <summary>The process ends before it.</summary>
    DeathBefore,

    /// <summary>The process ends after it, before anybody learns of it.</summary>
    DeathAfter,
}

/// <summary>Lets one commit go wrong, chosen by its number.</summary>
internal sealed class CommitFaults(CommitFault fault, int number)
{
    private int _commits;
    private volatile bool _isArmed;
    private volatile bool _isDead;

    /// <summary>Whether the commit has come.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>Whether the process counts as ended.</summary>
    public bool IsDead => _isDead;

    /// <summary>Begins to count.</summary>
    public void Arm() => _isArmed = true;

    /// <summary>A dead process does nothing more.</summary>
    public void CheckAlive()
    {
        if (_isDead)
            throw new SqliteException("The process has ended.", raw.SQLITE_IOERR);
    }

    /// <summary>Commits, or not.</summary>
    public int Commit(Func<int> commit)
    {
        if (!_isArmed || ++_commits != number)
            return commit();

        HasStruck = true;
        if (fault is CommitFault.Unanswered or CommitFault.DeathAfter)
            commit();

        _isDead = fault is CommitFault.DeathBefore or CommitFault.DeathAfter;
        throw new SqliteException("It went wrong here.", fault == CommitFault.Refused ? raw.SQLITE_FULL : raw.SQLITE_IOERR);
    }
}
