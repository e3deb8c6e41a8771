using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace Transcribe.Workflows.Host.Shell;

/// <summary>The files of the npm package that draws workflows: beside a published program, or where npm put them in a checkout.</summary>
internal sealed partial class StudioPackage : IDisposable
{
    private const string InCheckout = "src/Host/studio/node_modules/@elsa-workflows/elsa-studio-wasm";

    private readonly PhysicalFileProvider? _files;
    private readonly Lazy<string[]> _preloads;

    public StudioPackage(string? solutionFolder)
    {
        string[] places = [Path.Combine(AppContext.BaseDirectory, "studio"), .. solutionFolder is null ? [] : new[] { Path.Combine(solutionFolder, InCheckout) }];
        var folder = places.FirstOrDefault(place => Directory.Exists(Path.Combine(place, "_framework")));
        _files = folder is null ? null : new PhysicalFileProvider(folder);
        _preloads = new Lazy<string[]>(() => [.. Framework().Where(file => BeginsWith().IsMatch(file.Name)).Select(LinkTo)]);
    }

    /// <summary>Whether it is there.</summary>
    public bool IsInstalled => _files is not null;

    /// <summary>
    /// The files that the designer's runtime begins with, as <c>Link</c> headers: the browser fetches them with the page, instead of one after
    /// the other as each asks for the next.
    /// </summary>
    public string[] Preloads => _preloads.Value;

    /// <summary>One of its files; null: there is none.</summary>
    public IFileInfo? Find(string path) => _files?.GetFileInfo(path) is { Exists: true, IsDirectory: false } file ? file : null;

    public void Dispose() => _files?.Dispose();

    private IEnumerable<IFileInfo> Framework() => (IEnumerable<IFileInfo>?)_files?.GetDirectoryContents("_framework") ?? [];

    // A module is fetched as one; what the runtime fetches by itself is the same fetch only with the same integrity.
    private static string LinkTo(IFileInfo file)
    {
        var address = $"<{StudioShell.BasePath}/_framework/{file.Name}>";
        if (file.Name.EndsWith(".js", StringComparison.Ordinal))
            return $"{address}; rel=modulepreload";

        using var content = file.CreateReadStream();
        return $"{address}; rel=preload; as=fetch; crossorigin=anonymous; integrity=\"sha256-{Convert.ToBase64String(SHA256.HashData(content))}\"";
    }

    [GeneratedRegex(@"^dotnet\.(native|runtime)\.[a-z0-9]{10}\.(js|wasm)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BeginsWith();
}
