using System.Text.Json;
using Transcribe.Activities.Transcription;

namespace Transcribe.Activities.Tests.Transcription;

public sealed class JobReferenceTests
{
    public static TheoryData<object?, string?, string?> Values => new()
    {
        { "4821", "4821", null },
        { " tr_4821 ", "tr_4821", null },
        { 4821, "4821", null },
        { 4821L, "4821", null },
        { 4821d, "4821", null },
        { new TranscriptionJob { Id = "4821", Connection = "acme" }, "4821", "acme" },
        { new FinishedTranscription { Id = "4821", Connection = "acme" }, "4821", "acme" },
        { JsonSerializer.SerializeToElement(4821), "4821", null },
        { JsonSerializer.SerializeToElement(new { id = 4821, connection = "acme" }), "4821", "acme" },
        { """{"id":"4821","connection":null}""", "4821", null },
        { new Dictionary<string, object> { ["Id"] = "4821", ["Connection"] = "acme" }, "4821", "acme" },
        { new { Id = "4821" }, "4821", null },
        { null, null, null },
        { "", null, null },
        { "two words", null, null },
        { "..", null, null },
        { "{broken", null, null },
        { true, null, null },
        { 1.5, null, null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void From_Value_GivesTheJobItMeans(object? value, string? id, string? connection)
    {
        var reference = JobReference.From(value);

        reference?.JobId.Should().Be(id);
        (reference is null).Should().Be(id is null);
        reference?.Connection.Should().Be(connection);
    }
}
