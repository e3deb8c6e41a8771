using System.Runtime.CompilerServices;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Engines;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription.Money;

/// <summary>Reads the account behind a connection: what the wallet holds and what the key has spent.</summary>
[Activity(
    Namespace = Palette.Namespace,
    Type = "Account",
    Category = Palette.Transcribe,
    DisplayName = "Account",
    Description = "Read what the wallet of a connection holds and what its key has spent.",
    Kind = ActivityKind.Task)]
[FlowNode(Done, Failed)]
[FailureOutcomes(Failed)]
[Output(Description = "The account: wallet, plan, the key's spend and cap.")]
public sealed class GetAccount : Activity<AccountState>
{
    /// <summary>The account was read.</summary>
    public const string Done = "Done";

    /// <summary>The API could not be reached, or does not accept the key.</summary>
    public const string Failed = "Failed";

    /// <inheritdoc/>
    public GetAccount([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>A name, never a key.</summary>
    [Input(
        Description = "The connection to transcribe.so.",
        UIHint = InputUIHints.DropDown,
        UIHandler = typeof(TranscribeConnectionOptionsProvider),
        DefaultValue = ConnectionNames.Default,
        Order = 1)]
    public Input<string> Connection { get; set; } = new(ConnectionNames.Default);

    /// <summary>In US dollars.</summary>
    [Output(Description = "What the wallet holds, in US dollars.")]
    public Output<decimal> WalletUsd { get; set; } = null!;

    /// <summary>Why it could not be read.</summary>
    [Output(Description = "Why the account could not be read.")]
    public Output<string> Reason { get; set; } = null!;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var connection = Connection.GetOrDefault(context) is { Length: > 0 } name ? name.Trim() : ConnectionNames.Default;
        Account account;
        try
        {
            account = await context.GetRequiredService<ITranscribeConnections>().Get(connection).GetAccountAsync(context.CancellationToken);
        }
        catch (TranscribeException exception) when (!RunFacts.IsTriedAgain(context, exception))
        {
            await context.CompleteWithReasonAsync(Reason, $"Connection '{connection}': {exception.Message}", Failed);
            return;
        }

        context.Set(Result, AccountState.From(account, connection), nameof(Result));
        context.Set(WalletUsd, account.WalletBalanceUsd ?? 0, nameof(WalletUsd));
        await context.CompleteActivityWithOutcomesAsync(Done);
    }
}
