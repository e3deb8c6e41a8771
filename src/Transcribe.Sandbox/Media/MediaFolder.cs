namespace Transcribe.Sandbox.Media;

/// <summary>The folder of one recording: the media as it came, the transcript beside it, and what is made of them.</summary>
internal sealed record MediaFolder(string Path)
{
    public string MediaFile => System.IO.Path.Combine(Path, "media");

    public string TranscriptFile => System.IO.Path.Combine(Path, "media.transcript.json");

    public string SpeechFile => System.IO.Path.Combine(Path, "speech.wav");

    public void Delete()
    {
        try
        {
            if (Directory.Exists(Path))
                Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A program that is being ended may still write; what is left is swept at the next start.
        }
    }
}
