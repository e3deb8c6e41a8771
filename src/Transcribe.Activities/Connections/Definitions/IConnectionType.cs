namespace Transcribe.Activities.Connections;

/// <summary>A kind of connection: which settings it has, when they are right, and how to find out whether it works.</summary>
public interface IConnectionType
{
    /// <summary>One of <see cref="ConnectionTypes"/>.</summary>
    string Name { get; }

    /// <summary>The name for people.</summary>
    string DisplayName { get; }

    /// <summary>The settings, in the order of a form.</summary>
    IReadOnlyList<ConnectionField> Fields { get; }

    /// <summary>Everything that is wrong with these settings, in words; empty: nothing.</summary>
    IReadOnlyList<string> Validate(IReadOnlyDictionary<string, string> settings);

    /// <summary>Tries whether the connection works, without changing anything that others see.</summary>
    /// <returns>What was found, in words.</returns>
    /// <exception cref="ConnectionTestException">It does not work; the message says why.</exception>
    Task<string> TestAsync(ConnectionEntry connection, CancellationToken cancellationToken);
}

/// <summary>A connection does not work; the message says why, for the person who set it up.</summary>
public sealed class ConnectionTestException(string message, Exception? innerException = null) : Exception(message, innerException);
