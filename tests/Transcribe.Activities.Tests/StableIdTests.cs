namespace Transcribe.Activities.Tests;

public sealed class StableIdTests
{
    [Fact]
    public void Of_SameParts_IsTheSameForEver() =>
        StableId.Of("tw", "run", "act").Should().Be("tw-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("run\nact"u8)));

    [Fact]
    public void Of_OtherExecution_IsAnother() => StableId.Of("tw", "run", "1").Should().NotBe(StableId.Of("tw", "run", "2"));

    [Fact]
    public void Of_PartsThatRunIntoEachOther_AreDifferent() => StableId.Of("tw", "ab", "c").Should().NotBe(StableId.Of("tw", "a", "bc"));

    [Fact]
    public void Of_FitsIntoAnIdempotencyKey() => StableId.Of("tw", new string('x', 5000), "y").Length.Should().Be(67);
}
