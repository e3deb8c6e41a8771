using Transcribe.Client.Api;

namespace Transcribe.Client.Results;

/// <summary>Reads a result and joins its windows of segments: a window is not the transcript.</summary>
internal static class ResultReader
{
    public static async Task<TranscriptionResult> ReadAsync(ITranscribeApi api, TranscriptionId id, ResultInclude include, CancellationToken cancellationToken)
    {
        var result = await api.GetResultAsync(id, WireFormat.Of(include), null, null, cancellationToken).RequiredAsync();
        if (!include.HasFlag(ResultInclude.Segments) || result.SegmentsMeta is not { } meta)
            return result;

        var segments = new List<Segment>(result.Segments);
        var size = result.Segments.Count;
        while (meta.HasMore)
        {
            // The first window's size is asked for again, so that the API's own limit holds.
            var window = await api.GetResultAsync(id, WireFormat.Of(ResultInclude.Segments), segments.Count, meta.Limit ?? size, cancellationToken).RequiredAsync();
            meta = window.SegmentsMeta ?? throw Incomplete(id, segments.Count, meta.Total);
            if (window.Segments.Count == 0 || meta.Offset != segments.Count)
                throw Incomplete(id, segments.Count, meta.Total);

            segments.AddRange(window.Segments);
        }

        if (meta.Total is { } total && total != segments.Count)
            throw Incomplete(id, segments.Count, total);

        return result with { Segments = segments, SegmentsMeta = null };
    }

    private static TranscribeException Incomplete(TranscriptionId id, int read, int? total) =>
        new($"The segments of transcription {id} could not be read completely ({read} of {total?.ToString() ?? "an unknown number"}): the API's windows do not fit together. A part is not returned as if it were the whole; try again, or read the transcript instead.")
        {
            IsTransient = true,
        };
}
