using Microsoft.Extensions.DependencyInjection;
using Transcribe.Client;

namespace Transcribe.Activities.Connections;

/// <summary>An account at transcribe.so.</summary>
internal sealed class TranscribeConnectionType(IServiceProvider services, TimeProvider clock) : ConnectionType<TranscribeSettings>
{
    private const string TestClient = "test";

    public override string Name => ConnectionTypes.Transcribe;

    public override string DisplayName => "transcribe.so";

    public override Task<string> TestAsync(ConnectionEntry connection, CancellationToken cancellationToken) => connection.Settings is null
        ? DescribeAsync(services.GetRequiredService<ITranscribeConnections>().Get(connection.Name), cancellationToken)
        : base.TestAsync(connection, cancellationToken);

    protected override IEnumerable<string> Check(TranscribeSettings settings)
    {
        if (settings.BaseUrl is { IsAbsoluteUri: false })
            yield return "baseUrl must be an absolute address.";
    }

    // Settings that are not saved yet get a client of their own, which is gone after the test.
    protected override async Task<string> TestAsync(TranscribeSettings settings, CancellationToken cancellationToken)
    {
        await using var own = new ServiceCollection().AddSingleton(clock).AddTranscribeClient(TestClient, settings.ApplyTo).Services.BuildServiceProvider();
        return await DescribeAsync(own.GetRequiredService<ITranscribeClientFactory>().Get(TestClient), cancellationToken);
    }

    private static async Task<string> DescribeAsync(ITranscribeClient client, CancellationToken cancellationToken)
    {
        try
        {
            var account = await client.GetAccountAsync(cancellationToken);
            return account.WalletBalanceUsd is { } wallet ? $"The key works; the wallet holds {wallet:0.00} USD." : "The key works.";
        }
        catch (TranscribeException exception)
        {
            throw new ConnectionTestException(exception.Message, exception);
        }
    }
}
