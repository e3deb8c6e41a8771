using Transcribe.Engine.Storage;

namespace Transcribe.Engine.Tests.Storage;

public abstract class DefinitionContract : StoreContract
{
    [Fact]
    public async Task SaveAsync_ADraftBesideAPublishedVersion_LeavesThePublishedOneRunning()
    {
        var host = await OpenAsync();
        await host.Definitions.SaveAsync(NewVersion(1, isPublished: true), [NewTrigger("t1", "v1", "hash")], Token);

        await host.Definitions.SaveAsync(NewVersion(2, isPublished: false), [], Token);

        (await host.Definitions.FindAsync("d", VersionOptions.Published, Token))!.Version.Should().Be(1);
        (await host.Definitions.FindAsync("d", VersionOptions.Latest, Token))!.Version.Should().Be(2);
        (await host.Definitions.FindAsync("d", VersionOptions.Draft, Token))!.Version.Should().Be(2);
        (await host.Definitions.FindAsync("d", VersionOptions.LatestAndPublished, Token)).Should().BeNull();
        (await host.Definitions.FindAsync("d", VersionOptions.LatestOrPublished, Token))!.Version.Should().Be(1);
        (await host.Definitions.FindAsync("d", VersionOptions.SpecificVersion(2), Token))!.Id.Should().Be("v2");
        (await host.Triggers.ListAsync(Token)).Should().ContainSingle().Which.DefinitionVersionId.Should().Be("v1");
    }

    [Fact]
    [Trait("Scenario", "49 Trigger indexing")]
    public async Task SaveAsync_TheNextPublishedVersion_TakesOverTriggersAndKeepsTheIdsOfUnchangedOnes()
    {
        var host = await OpenAsync();
        await host.Definitions.SaveAsync(NewVersion(1, isPublished: true), [NewTrigger("t1", "v1", "stays"), NewTrigger("t2", "v1", "goes")], Token);

        await host.Definitions.SaveAsync(NewVersion(2, isPublished: true), [NewTrigger("t3", "v2", "stays"), NewTrigger("t4", "v2", "comes")], Token);

        var versions = await host.Definitions.ListVersionsAsync("d", Token);
        versions.Select(row => (row.Version, row.IsLatest, row.IsPublished)).Should().Equal((2, true, true), (1, false, false));
        var triggers = await host.Triggers.ListAsync(Token);
        triggers.Select(row => (row.Id, row.Hash, row.DefinitionVersionId)).Should().BeEquivalentTo([("t1", "stays", "v2"), ("t4", "comes", "v2")]);
    }

    [Fact]
    public async Task RetractAsync_APublishedDefinition_LeavesVersionsButNoTriggers()
    {
        var host = await OpenAsync();
        await host.Definitions.SaveAsync(NewVersion(1, isPublished: true), [NewTrigger("t1", "v1", "hash")], Token);

        (await host.Definitions.RetractAsync("d", Token)).Should().BeTrue();
        (await host.Definitions.RetractAsync("d", Token)).Should().BeFalse();

        (await host.Definitions.FindVersionAsync("v1", Token)).Should().BeEquivalentTo(NewVersion(1, isPublished: false));
        (await host.Triggers.ListAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task DeleteAsync_ADefinition_DeletesAllVersionsAndTriggers()
    {
        var host = await OpenAsync();
        await host.Definitions.SaveAsync(NewVersion(1, isPublished: true), [NewTrigger("t1", "v1", "hash")], Token);
        await host.Definitions.SaveAsync(NewVersion(2, isPublished: false), [], Token);

        (await host.Definitions.DeleteAsync("d", Token)).Should().BeTrue();

        (await host.Definitions.ListAsync(VersionOptions.All, Token)).Should().BeEmpty();
        (await host.Triggers.ListAsync(Token)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("latest", "Latest")]
    [InlineData("LATESTORPUBLISHED", "LatestOrPublished")]
    [InlineData("3", "3")]
    public void FromString_ANameOrNumber_ReadsIt(string text, string expected) => VersionOptions.FromString(text).ToString().Should().Be(expected);

    [Fact]
    public void FromString_Nonsense_SaysWhatIsKnown()
    {
        var read = () => VersionOptions.FromString("newest");

        read.Should().Throw<FormatException>().WithMessage("*'newest'*Latest, Published*");
    }

    private static DefinitionRow NewVersion(int version, bool isPublished) => new()
    {
        Id = $"v{version}", DefinitionId = "d", Name = "D", Version = version, IsLatest = true, IsPublished = isPublished, CreatedAt = Start, Json = "{}",
    };

    private static TriggerRow NewTrigger(string id, string versionId, string hash) => new()
    {
        Id = id, DefinitionId = "d", DefinitionVersionId = versionId, ActivityId = "a", Name = "n", Hash = hash,
    };
}
