namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>What was told to runs and found nobody.</summary>
public sealed class KeptStimuliTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task DeadLetters_OfAnEventWithoutAWaiter_AreListedWithoutWhatItCarries()
    {
        await server.ExpectSameAsync("admin/bookmark-queue-dead-letters");

        using var told = await server.Client.PostAsync(
            new Uri("/elsa/api/events/Nobody/trigger", UriKind.Relative),
            new StringContent("""{ "correlationId": "c-1", "input": { "key": "SENTINEL" } }""", System.Text.Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        told.EnsureSuccessStatusCode();

        var kept = await server.ExpectSameAsync("admin/bookmark-queue-dead-letters");
        ((int)kept!["totalCount"]!).Should().Be(1);
        ((string)kept["items"]![0]!["correlationId"]!).Should().Be("c-1");
        ((DateTimeOffset)kept["items"]![0]!["expiresAt"]!).Should().BeAfter((DateTimeOffset)kept["items"]![0]!["createdAt"]!);
        kept.ToJsonString().Should().NotContain("SENTINEL");
    }
}
