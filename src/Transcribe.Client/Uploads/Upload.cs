namespace Transcribe.Client;

/// <summary>A file that arrived.</summary>
/// <param name="UploadId">What <see cref="TranscriptionRequest.FromUpload"/> takes.</param>
/// <param name="FileName">The file's name.</param>
/// <param name="ContentType">The media type it was sent as.</param>
/// <param name="Length">How many bytes it has.</param>
public sealed record Upload(string UploadId, string FileName, string ContentType, long Length);
