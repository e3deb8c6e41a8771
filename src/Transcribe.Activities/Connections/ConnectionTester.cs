using Microsoft.Extensions.Logging;

namespace Transcribe.Activities.Connections;

/// <summary>Tests connections: within a time, with an answer in words whatever happens, and without a secret in the words.</summary>
internal sealed class ConnectionTester(TimeProvider clock, ILogger<ConnectionTester> logger)
{
    // Somebody sits before the button.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int ShortestSecret = 4;

    public async Task<ConnectionTest> TestAsync(IConnectionType type, ConnectionEntry connection, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        ConnectionTest result;
        try
        {
            result = new ConnectionTest(true, await type.TestAsync(connection, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            result = new ConnectionTest(false, $"There was no answer within {Patience.TotalSeconds:0} s.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Every library under here throws what it likes; all of it is an answer to "does it work?".
            result = new ConnectionTest(false, Words(exception));
        }

        result = result with { Message = Redact(type, connection, result.Message) };
        logger.ConnectionTested(connection.Type, connection.Name, result.Works);
        return result;
    }

    // "An error occurred while sending the request" says nothing; what it wraps does.
    private static string Words(Exception exception) =>
        exception is ConnectionTestException || exception.Message.Contains(exception.GetBaseException().Message, StringComparison.Ordinal)
        ? exception.Message
        : $"{exception.Message} {exception.GetBaseException().Message}";

    private static string Redact(IConnectionType type, ConnectionEntry connection, string message) => type.Fields
        .Where(field => field.IsSecret)
        .Select(field => connection.Settings?.FirstOrDefault(setting => string.Equals(setting.Key, field.Name, StringComparison.OrdinalIgnoreCase)).Value)
        .Where(secret => secret?.Length >= ShortestSecret)
        .Aggregate(message, (text, secret) => text.Replace(secret!, "•••"));
}
