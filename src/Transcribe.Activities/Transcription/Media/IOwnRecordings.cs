namespace Transcribe.Activities.Transcription.Media;

/// <summary>
/// Knows recordings that this server offers at addresses of its own. The vendor cannot fetch from an address that only this machine
/// or its network reaches, so such a recording is uploaded instead. A host adds one for each of its folders.
/// </summary>
public interface IOwnRecordings
{
    /// <summary>The file behind the address; null when it is not one of this server's, or the vendor reaches it there.</summary>
    MediaFile? Find(Uri address);
}
