using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Transcribe.Engine.Runtime;

/// <summary>Publishes the definitions of a folder. People can change them here.</summary>
internal sealed class FolderProvider(ProvidedDefinitions provided, IOptions<WorkflowEngineOptions> options, ILogger<FolderProvider> logger)
{
    private const long MaxFileSize = 10 * 1024 * 1024;

    private static readonly DefinitionSource Source = new("Folder", IsReadonly: false);

    /// <summary>Reads all files. A broken one is reported and left out; the others must not wait for it.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        if (options.Value.WorkflowsFolder is not { } folder)
            return;

        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            try
            {
                await provided.TryPublishAsync(await ReadAsync(file, cancellationToken), Source, file, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.WorkflowFileRefused(logger, file, exception.Message);
            }
        }
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken) => new FileInfo(file).Length <= MaxFileSize
        ? await File.ReadAllTextAsync(file, cancellationToken)
        : throw new IOException($"It is larger than {MaxFileSize / 1024 / 1024} MB.");
}
