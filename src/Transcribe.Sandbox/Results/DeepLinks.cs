using System.Globalization;
using Transcribe.Sandbox.Storage;

namespace Transcribe.Sandbox.Results;

/// <summary>Addresses that open a recording at a moment: the media itself with a W3C media fragment, which players understand.</summary>
internal sealed class DeepLinks(ServerAddress address)
{
    public string At(JobRow job, double seconds)
    {
        var fragment = $"#t={seconds.ToString("0.##", CultureInfo.InvariantCulture)}";
        if (job.Url is { } url)
            return new Uri(url).GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Fragment, UriFormat.UriEscaped) + fragment;

        // An upload has no public address; its transcript is the nearest thing that has one.
        return new Uri(address.Value, $"api/v1/transcriptions/{job.Id}/transcript?format=md").AbsoluteUri + fragment;
    }
}
