using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Tests.Storage;

public sealed class IdentityTests
{
    [Fact]
    public void NewId_TenThousandTimes_DiffersAndKeepsTheOrderOfTime()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => Identity.NewId()).ToList();

        ids.Should().OnlyHaveUniqueItems();
        ids.Select(id => id[..11]).Should().BeInAscendingOrder(StringComparer.Ordinal);
        ids.Should().OnlyContain(id => id.Length == 24 && id.All(char.IsAsciiHexDigitLower));
    }

    [Theory]
    [InlineData("0192f3a4b5c6d7e8f901")]
    [InlineData("a-b-c")]
    public void InstanceOf_AnExecutionId_NamesItsInstance(string instanceId) =>
        Identity.InstanceOf(Identity.NewExecutionId(instanceId)).Should().Be(instanceId);

    [Theory]
    [InlineData("")]
    [InlineData("8ec7d6676a1a5617")]
    [InlineData("-8ec7d6676a1a")]
    public void InstanceOf_AnIdOfAnotherKind_IsNone(string id) => Identity.InstanceOf(id).Should().BeNull();
}
