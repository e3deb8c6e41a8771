using System.Text;
using Transcribe.Activities.Deliver.Storage;

namespace Transcribe.Activities.Tests.Deliver.Storage;

public sealed class StoragePathTests
{
    private const int Attempts = 20_000;

    [Theory]
    [InlineData("a.md", "a.md")]
    [InlineData("2026/01/a.md", "2026/01/a.md")]
    [InlineData(@"2026\01\a.md", "2026/01/a.md")]
    [InlineData("./a//b.md", "a/b.md")]
    [InlineData("AI: yes or no?.md", "AI- yes or no-.md")]
    [InlineData("CON.txt", "_CON.txt")]
    [InlineData("a .", "a")]
    [InlineData("río 🎧.md", "río 🎧.md")]
    [InlineData("tab\there\0.md", "tab-here-.md")]
    public void Parse_UsablePath_IsCleaned(string text, string expected) => StoragePath.Parse(text).Value.Should().Be(expected);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("/etc/passwd")]
    [InlineData(@"\\server\share\x")]
    [InlineData(@"C:\x.txt")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData(@"a\..\..\x")]
    [InlineData("a/ .. /x")]
    [InlineData("folder/")]
    [InlineData(".")]
    [InlineData("...")]
    public void Parse_HostilePath_IsRejectedWithAReason(string? text) =>
        FluentActions.Invoking(() => StoragePath.Parse(text)).Should().Throw<StorageRejectedException>().Which.Message.Should().NotBeEmpty();

    [Fact]
    public void Parse_TooLong_IsRejected()
    {
        FluentActions.Invoking(() => StoragePath.Parse(new string('x', 300))).Should().Throw<StorageRejectedException>();
        FluentActions.Invoking(() => StoragePath.Parse(string.Concat(Enumerable.Repeat("x/", 1000)) + "x")).Should().Throw<StorageRejectedException>();
    }

    [Fact]
    public void Parse_AnyInput_NeverLeavesTheRoot()
    {
        const string alphabet = "ab./\\:~ \0\n*?%2e‥／.．";
        var random = new Random(20260101);
        var root = Path.GetFullPath("/srv/root");

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 14); length > 0; length--)
                text.Append(alphabet[random.Next(alphabet.Length)]);

            try
            {
                var full = Path.GetFullPath(Path.Combine(root, StoragePath.Parse(text.ToString()).Value));
                full.Should().StartWith(root + Path.DirectorySeparatorChar, because: $"'{text}' was accepted");
            }
            catch (StorageRejectedException)
            {
                // Refusing is always safe.
            }
        }
    }

    [Fact]
    public void Numbered_KeepsTheExtension() => StoragePath.Parse("a/b.tar.gz").Numbered(2).Value.Should().Be("a/b.tar-2.gz");
}
