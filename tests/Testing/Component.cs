using Xunit;

namespace Transcribe.Testing;

/// <summary>
/// A real program that a test needs and that a machine may not have. Without it the test is skipped with a reason that
/// names the install command; with <c>TRANSCRIBE_TESTS_REQUIRE_ALL=true</c>, as <c>.ci/run</c> sets it, it fails instead.
/// </summary>
public sealed record Component(string Name, string InstallCommand, Func<bool> IsInstalled)
{
    private const string RequireAllVariable = "TRANSCRIBE_TESTS_REQUIRE_ALL";

    /// <summary>Decodes any audio or video.</summary>
    public static readonly Component Ffmpeg = OnPath("ffmpeg", "apt-get install ffmpeg");

    /// <summary>Makes speech for recordings.</summary>
    public static readonly Component EspeakNg = OnPath("espeak-ng", "apt-get install espeak-ng");

    /// <summary>Recognises English speech offline.</summary>
    public static readonly Component PocketSphinx =
        OnPath("pocketsphinx_continuous", "apt-get install pocketsphinx pocketsphinx-en-us");

    /// <summary>Sends the request that the host offers to be pasted.</summary>
    public static readonly Component Curl = OnPath("curl", "apt-get install curl");

    /// <summary>Runs the vendor's own command-line client.</summary>
    public static readonly Component Node = OnPath("node", "install Node.js 20 or newer");

    /// <summary>The vendor's own command-line client, from <c>tests/tools</c>.</summary>
    public static readonly Component TranscribeCli =
        new("transcribe-so", "npm ci --prefix tests/tools", () => File.Exists(Tools.TranscribeCli));

    /// <summary>An S3 server, from <c>tests/tools</c>.</summary>
    public static readonly Component S3Server = NodeModule("s3rver");

    /// <summary>An Azure Blob server, from <c>tests/tools</c>.</summary>
    public static readonly Component Azurite = NodeModule("azurite");

    /// <summary>An SMTP server, from <c>tests/tools</c>.</summary>
    public static readonly Component SmtpServer = NodeModule("smtp-server");

    /// <summary>Checks pages for what keeps people out, from <c>tests/tools</c>.</summary>
    public static readonly Component Axe = NodeModule("axe-core");

    /// <summary>An SFTP server.</summary>
    public static readonly Component Sshd = new("sshd", "apt-get install openssh-server", () => File.Exists(Tools.Sshd));

    /// <summary>Opens the designer as people do.</summary>
    public static readonly Component Chromium = OnPath("chromium", "apt-get install chromium");

    /// <summary>The designer, which the build of the host fetches.</summary>
    public static readonly Component Studio = new(
        "@elsa-workflows/elsa-studio-wasm", "npm ci --prefix src/Host/studio",
        () => Directory.Exists(Path.Combine(Repository.Root, "src/Host/studio/node_modules/@elsa-workflows/elsa-studio-wasm/_framework")));

    /// <summary>Skips the running test, or fails it where every component is required, unless the component is there.</summary>
    public void Require()
    {
        if (IsInstalled())
            return;

        var reason = $"{Name} is not installed: {InstallCommand}";
        if (string.Equals(Environment.GetEnvironmentVariable(RequireAllVariable), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(reason);

        Assert.Skip(reason);
    }

    private static Component NodeModule(string name) =>
        new(name, "npm ci --prefix tests/tools", () => Directory.Exists(Path.Combine(Tools.Folder, "node_modules", name)));

    private static Component OnPath(string program, string installCommand) => new(program, installCommand, () => Tools.FindOnPath(program) is not null);
}
