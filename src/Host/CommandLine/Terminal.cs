using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Transcribe.Workflows.Host.CommandLine;

/// <summary>Where a command's words go: tables and bars for people, JSON for programs. What is no result goes to the error stream.</summary>
internal sealed class Terminal
{
    private const int WidthWithoutTerminal = 200;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly TextWriter _output;
    private readonly TextWriter _errors;

    /// <param name="output">For results.</param>
    /// <param name="errors">For everything else.</param>
    /// <param name="isInteractive">Whether a person looks at it.</param>
    public Terminal(TextWriter output, TextWriter errors, bool isInteractive)
    {
        (_output, _errors, IsInteractive) = (output, errors, isInteractive);
        Screen = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = isInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!isInteractive)
            Screen.Profile.Width = WidthWithoutTerminal;
    }

    /// <summary>Whether a person looks at it; otherwise results are JSON.</summary>
    public bool IsInteractive { get; }

    /// <summary>The person's screen.</summary>
    public IAnsiConsole Screen { get; }

    /// <summary>A result, for people or as JSON.</summary>
    public void Show<T>(T result, Action<IAnsiConsole> draw)
    {
        if (IsInteractive)
            draw(Screen);
        else
            WriteJson(result);
    }

    /// <summary>A result as JSON.</summary>
    public void WriteJson<T>(T result) => _output.WriteLine(JsonSerializer.Serialize(result, Json));

    /// <summary>A result that is text already.</summary>
    public void Write(string text) => _output.WriteLine(text);

    /// <summary>What the person should know, and a program need not read.</summary>
    public void Note(string text) => _errors.WriteLine(text);
}
