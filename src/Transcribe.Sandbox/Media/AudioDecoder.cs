using Transcribe.Sandbox.Recognition;

namespace Transcribe.Sandbox.Media;

/// <summary>Makes the 16 kHz mono 16-bit WAV that recognisers want: by ffmpeg from anything, without it from a WAV.</summary>
internal sealed class AudioDecoder(Programs programs, ChildProcess child, SandboxOptions options)
{
    /// <exception cref="RecognitionException">The sound cannot be decoded.</exception>
    public async Task<string> DecodeAsync(MediaFolder folder, CancellationToken cancellationToken)
    {
        WavHeader? header;
        await using (var media = File.OpenRead(folder.MediaFile))
            header = WavHeader.Read(media);

        if (header is { IsSpeechReady: true })
            return folder.MediaFile;

        if (programs.Ffmpeg is { } ffmpeg)
            await DecodeWithFfmpegAsync(ffmpeg, folder, cancellationToken);
        else if (header is not null)
            await PcmConverter.ConvertAsync(folder.MediaFile, header, folder.SpeechFile, cancellationToken);
        else
            throw new RecognitionException("The media is not a PCM WAV, and without ffmpeg nothing else can be decoded: apt-get install ffmpeg.");

        return folder.SpeechFile;
    }

    private async Task DecodeWithFfmpegAsync(string ffmpeg, MediaFolder folder, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file", "-i", folder.MediaFile,
            "-map", "0:a:0", "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-f", "wav", folder.SpeechFile,
        ];
        try
        {
            var result = await child.RunAsync(ffmpeg, arguments, options.RecognitionTimeout, cancellationToken);
            if (result.ExitCode != 0)
                throw new RecognitionException("ffmpeg could not decode the media; it may be damaged.");
        }
        catch (ChildProcessException e)
        {
            throw new RecognitionException(e.Message);
        }
    }
}
