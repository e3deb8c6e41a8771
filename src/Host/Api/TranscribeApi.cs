using Transcribe.Sandbox;

namespace Transcribe.Workflows.Host.Api;

/// <summary>The transcribe.so that this server uses: the vendor's, or a sandbox in this process when there is no key.</summary>
public sealed class TranscribeApi : IAsyncDisposable
{
    private const string KeyName = "workflows";

    private readonly SandboxServer? _sandbox;

    private TranscribeApi(Uri? baseUrl, string apiKey, SandboxServer? sandbox)
    {
        BaseUrl = baseUrl;
        ApiKey = apiKey;
        _sandbox = sandbox;
    }

    /// <summary>Its address; null: the vendor's.</summary>
    public Uri? BaseUrl { get; }

    /// <summary>The key.</summary>
    public string ApiKey { get; }

    /// <summary>Whether it is the sandbox.</summary>
    public bool IsSandbox => _sandbox is not null;

    /// <summary>Takes the configured key, or starts the sandbox.</summary>
    public static async Task<TranscribeApi> ConnectAsync(HostSettings settings)
    {
        if (settings.ApiKey is { } key)
            return new TranscribeApi(settings.ApiUrl, key, sandbox: null);

        if (settings.ApiUrl is not null)
            throw new SettingException("TRANSCRIBE_API_URL", "it needs TRANSCRIBE_API_KEY beside it; without a key the sandbox is used.");

        var options = new SandboxOptions { DataFolder = settings.SandboxFolder };
        settings.Sandbox.Bind(options);
        var sandbox = await SandboxServer.StartAsync(options);
        return new TranscribeApi(sandbox.BaseAddress, await sandbox.RotateKeyAsync(KeyName), sandbox);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sandbox?.DisposeAsync() ?? ValueTask.CompletedTask;
}
