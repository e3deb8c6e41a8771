using System.Globalization;
using System.Net;
using Transcribe.Engine.Server.Proxies;

namespace Transcribe.Workflows.Host;

/// <summary>What an operator chooses: by command line (<c>--data</c>, <c>--urls</c>), environment or <c>appsettings.json</c>.</summary>
public sealed class HostSettings
{
    /// <summary>Where it listens unless <c>--urls</c> says otherwise: this machine only.</summary>
    public const string DefaultUrls = "http://127.0.0.1:5080";

    /// <summary>Where state lives unless somebody says otherwise.</summary>
    public static string DefaultDataFolder => Path.Combine(SolutionFolder() ?? Environment.CurrentDirectory, "data");

    /// <summary>Where state lives. Default: <c>data</c> beside the solution, or below the current folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where the ready workflows are.</summary>
    public required string WorkflowsFolder { get; init; }

    /// <summary>Where it listens; several separated by <c>;</c>.</summary>
    public required string Urls { get; init; }

    /// <summary>The transcribe.so key; null: the sandbox is used.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Another address of the API; null: the vendor's.</summary>
    public Uri? ApiUrl { get; init; }

    /// <summary>Where the vendor's callbacks can reach this server; null: nowhere, jobs are looked up.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The proxies before this server that are believed when they say for whom they ask; empty, the default: none is.</summary>
    public required IReadOnlyList<IPNetwork> Proxies { get; init; }

    /// <summary>Where a sandbox in this process reaches this server; null: only after the start is the port known.</summary>
    public Uri? LoopbackUrl => Uri.TryCreate(Urls.Split(';')[0], UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true, Port: > 0 }
        ? address
        : null;

    /// <summary>Whether only this machine reaches the server.</summary>
    public bool IsLoopbackOnly => Urls.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .All(url => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback);

    /// <summary>Whether workflows may name connections that are not here: for <c>validate</c>.</summary>
    public bool AcceptsUnknownConnections { get; init; }

    /// <summary>How the sandbox behaves.</summary>
    public required IConfigurationSection Sandbox { get; init; }

    /// <summary>The database: runs, the ledger of jobs, users.</summary>
    public string DatabasePath => Path.Combine(DataFolder, "workflows.db");

    /// <summary>How to open it.</summary>
    public string ConnectionString => $"Data Source={DatabasePath}";

    /// <summary>Where Save to Storage writes by default.</summary>
    public string FilesFolder => Path.Combine(DataFolder, "files");

    /// <summary>Where mails are written while no mail server is set up.</summary>
    public string MailFolder => Path.Combine(DataFolder, "mail");

    /// <summary>The keys that protect secrets at rest.</summary>
    public string KeysFolder => Path.Combine(DataFolder, "keys");

    /// <summary>The sandbox's state.</summary>
    public string SandboxFolder => Path.Combine(DataFolder, "sandbox");

    /// <summary>The configuration that a server with these arguments has, without the server.</summary>
    public static IConfiguration Configure(string[] args) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables()
        .AddCommandLine(args)
        .Build();

    /// <summary>Reads the settings and makes the data folder.</summary>
    /// <exception cref="SettingException">One is wrong; the message names it.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var solution = SolutionFolder();
        var data = Path.GetFullPath(configuration["data"] is { Length: > 0 } chosen ? chosen : DefaultDataFolder);
        var workflows = configuration["workflows"] is { Length: > 0 } folder ? folder : Path.Combine(solution ?? AppContext.BaseDirectory, "workflows");
        MakeFolder(data);
        return new HostSettings
        {
            DataFolder = data,
            WorkflowsFolder = Path.GetFullPath(workflows),
            Urls = configuration["urls"] is { Length: > 0 } urls ? urls : DefaultUrls,
            ApiKey = configuration["TRANSCRIBE_API_KEY"] is { Length: > 0 } key ? key.Trim() : null,
            ApiUrl = Address(configuration, "TRANSCRIBE_API_URL"),
            PublicUrl = Address(configuration, "TRANSCRIBE_PUBLIC_URL"),
            Proxies = ProxiesOf(configuration, "TRANSCRIBE_PROXIES"),
            AcceptsUnknownConnections = configuration.GetValue<bool>("AcceptUnknownConnections"),
            Sandbox = configuration.GetSection("Sandbox"),
        };
    }

    private static void MakeFolder(string data)
    {
        try
        {
            // Transcripts and keys are for the account that runs the server, and for nobody else on the machine.
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(data);
            else
                Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException("--data", $"the folder '{data}' cannot be made: {exception.Message}", exception);
        }
    }

    private static Uri? Address(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new SettingException(name, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not an http or https address."));
    }

    private static IReadOnlyList<IPNetwork> ProxiesOf(IConfiguration configuration, string name)
    {
        try
        {
            return TrustedProxies.Parse(configuration[name]);
        }
        catch (FormatException exception)
        {
            throw new SettingException(name, exception.Message, exception);
        }
    }

    // From a checkout the program runs below the solution; an installed program has no solution above it.
    internal static string? SolutionFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Transcribe.Workflows.sln")))
                return folder.FullName;
        }

        return null;
    }
}

/// <summary>A setting is wrong.</summary>
public sealed class SettingException(string setting, string message, Exception? innerException = null)
    : Exception($"The setting {setting} is wrong: {message}", innerException)
{
}
