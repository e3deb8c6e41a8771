using System.Text.Json;
using Transcribe.Engine.State;
using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

/// <summary>The journal takes values up to a length, and says what it left out.</summary>
public sealed class JournalTextTests
{
    private const int Max = 1024;

    [Fact]
    public void Of_ShortValue_IsItsJson() => JournalText.Of(new Dictionary<string, object?> { ["a"] = 1 }, Max).Should().Be("""{"a":1}""");

    [Fact]
    public void Of_LongMember_LeavesItOutAndKeepsTheOthers()
    {
        using var json = JsonDocument.Parse(JournalText.Of(new Dictionary<string, object?> { ["small"] = "kept", ["big"] = new string('x', 5000) }, Max)!);

        json.RootElement.GetProperty("small").GetString().Should().Be("kept");
        json.RootElement.GetProperty("big").GetString().Should().Be("Left out: 5,002 characters, of which the journal keeps at most 1,024 in one entry.");
    }

    [Fact]
    public void Of_LongValue_IsTheNote() => JournalText.Of(Enumerable.Repeat("x", 5000).ToList(), Max).Should().Contain("Left out");

    [Fact]
    public void Of_LongException_KeepsItsTypeAndTheBeginningOfItsMessage()
    {
        var text = JournalText.Of(new ExceptionState("T", new string('m', 5000), new string('s', 5000), new ExceptionState("I", "i", null, null)), Max)!;

        text.Length.Should().BeLessThan(2 * Max);
        text.Should().Contain("\"T\"").And.Contain("mmm").And.Contain("Left out");
    }

    [Fact]
    public void Cut_LongMessage_KeepsItsBeginning() => JournalText.Cut(new string('m', 5000), Max).Should().StartWith(new string('m', Max)).And.Contain("Left out: 5,000");
}
