using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Tests.Templating;

public sealed class TemplateHelpersTests
{
    [Theory]
    [InlineData(0.0, "0:00")]
    [InlineData(65.9, "1:05")]
    [InlineData(3725.0, "1:02:05")]
    [InlineData(90000.0, "25:00:00")]
    [InlineData(-1.0, "0:00")]
    [InlineData(null, "0:00")]
    public void Timecode_Seconds_AsPlayersShowIt(double? seconds, string expected) => TemplateHelpers.Timecode(seconds).Should().Be(expected);

    [Theory]
    [InlineData(42, "42 s")]
    [InlineData(60, "1 min")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3725, "1 h 2 min")]
    [InlineData(21600, "6 h")]
    public void Duration_Seconds_InWords(double seconds, string expected) => TemplateHelpers.Duration(seconds).Should().Be(expected);

    [Fact]
    public void Duration_TimeSpanAsText_IsUnderstood() => TemplateHelpers.Duration("00:02:05").Should().Be("2 min 5 s");

    [Theory]
    [InlineData(1.5, "USD", "$1.50")]
    [InlineData(0.0285, "USD", "$0.0285")]
    [InlineData(-2, "USD", "-$2.00")]
    [InlineData(3, "EUR", "3.00 EUR")]
    public void Money_Amount_HasTwoToFourDecimals(double amount, string currency, string expected) => TemplateHelpers.Money(amount, currency).Should().Be(expected);

    [Theory]
    [InlineData("A Talk: Rivers & Springs!", "a-talk-rivers-springs")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("Über Flüsse", "über-flüsse")]
    [InlineData("   ", "untitled")]
    [InlineData(null, "untitled")]
    public void Slug_Text_IsASafeName(string? text, string expected) => TemplateHelpers.Slug(text).Should().Be(expected);

    [Fact]
    public void Slug_LongText_IsCut() => TemplateHelpers.Slug(new string('x', 500)).Should().HaveLength(80);

    [Theory]
    [InlineData("a*b_c", @"a\*b\_c")]
    [InlineData("# no heading", @"\# no heading")]
    [InlineData("C# is fine", "C# is fine")]
    [InlineData("[x](y)", @"\[x\](y)")]
    public void MarkdownEscape_Text_ShowsAsItIs(string text, string expected) => TemplateHelpers.MarkdownEscape(text).Should().Be(expected);

    [Fact]
    public void Money_NoNumber_Throws() => FluentActions.Invoking(() => TemplateHelpers.Money("much")).Should().Throw<FormatException>().WithMessage("*much*");
}
