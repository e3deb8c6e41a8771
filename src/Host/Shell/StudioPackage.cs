using Microsoft.Extensions.FileProviders;

namespace Transcribe.Workflows.Host.Shell;

/// <summary>The files of the npm package that draws workflows: beside a published program, or where npm put them in a checkout.</summary>
internal sealed class StudioPackage : IDisposable
{
    private const string InCheckout = "src/Host/studio/node_modules/@elsa-workflows/elsa-studio-wasm";

    private readonly PhysicalFileProvider? _files;

    public StudioPackage(string? solutionFolder)
    {
        string[] places = [Path.Combine(AppContext.BaseDirectory, "studio"), .. solutionFolder is null ? [] : new[] { Path.Combine(solutionFolder, InCheckout) }];
        var folder = places.FirstOrDefault(place => Directory.Exists(Path.Combine(place, "_framework")));
        _files = folder is null ? null : new PhysicalFileProvider(folder);
    }

    /// <summary>Whether it is there.</summary>
    public bool IsInstalled => _files is not null;

    /// <summary>One of its files; null: there is none.</summary>
    public IFileInfo? Find(string path) => _files?.GetFileInfo(path) is { Exists: true, IsDirectory: false } file ? file : null;

    public void Dispose() => _files?.Dispose();
}
