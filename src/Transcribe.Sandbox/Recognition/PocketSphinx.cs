using System.Globalization;
using Transcribe.Sandbox.Media;

namespace Transcribe.Sandbox.Recognition;

/// <summary>PocketSphinx with Debian's US English model: offline, small, and with many mistakes.</summary>
internal sealed class PocketSphinx(SandboxOptions options, Programs programs, ChildProcess child) : ISpeechRecogniser
{
    public SandboxRecogniser Kind => SandboxRecogniser.PocketSphinx;

    public string InstallHint => "PocketSphinx, for English: apt-get install pocketsphinx pocketsphinx-en-us";

    public bool CanRecognise(Recording recording) =>
        programs.PocketSphinx is not null && (recording.Language == "auto" || recording.Language.Split('-')[0] == "en");

    public async Task<Transcript> RecogniseAsync(Recording recording, CancellationToken cancellationToken)
    {
        var program = programs.PocketSphinx ?? throw new RecognitionException(InstallHint);
        var speech = await recording.GetSpeechFileAsync(cancellationToken);
        string[] arguments = ["-infile", speech, "-time", "yes", "-logfn", OperatingSystem.IsWindows() ? "NUL" : "/dev/null"];

        var result = await child.RunAsync(program, arguments, options.RecognitionTimeout, cancellationToken);
        if (result.ExitCode != 0)
            throw new RecognitionException($"pocketsphinx_continuous failed ({result.ExitCode}): {ChildProcess.LastLine(result.Errors)}");

        return Parse(result.Output);
    }

    /// <summary>
    /// Each utterance is a line of text and then a line for every word: <c>word start end probability</c>. Only the word
    /// lines are read; <c>&lt;s&gt;</c> begins an utterance.
    /// </summary>
    internal static Transcript Parse(string output)
    {
        var segments = new List<Segment>();
        var words = new List<Word>();

        foreach (var line in output.Split('\n'))
        {
            if (ReadWord(line) is not { } word)
                continue;
            if (word.Text == "<s>")
                Close();
            else if (word.Text[0] is not '<' and not '[' and not '+')
                words.Add(word);
        }

        Close();
        return new Transcript("pocketsphinx", "en", segments);

        void Close()
        {
            if (words.Count == 0)
                return;
            segments.Add(new Segment(words[0].Start, words[^1].End, null, string.Join(' ', words.Select(word => word.Text)), [.. words]));
            words.Clear();
        }
    }

    private static Word? ReadWord(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 4 || !Number(parts[1], out var start) || !Number(parts[2], out var end) || !Number(parts[3], out _))
            return null;

        // "the(2)" is the second way to pronounce "the".
        var variant = parts[0].IndexOf('(');
        return new Word(variant > 0 ? parts[0][..variant] : parts[0], start, end);
    }

    private static bool Number(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
