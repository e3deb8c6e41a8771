using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Tests.Templating;

public sealed class TextHelpersTests
{
    [Theory]
    [InlineData("**bold** and *it*", "<p><strong>bold</strong> and <em>it</em></p>")]
    [InlineData("# A <b>title</b>", "<h1>A &lt;b&gt;title&lt;/b&gt;</h1>")]
    [InlineData("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
    [InlineData("[x](javascript:alert(1))", "<p><a href=\"\">x</a></p>")]
    [InlineData("[x](https://a.example/?a=1&b=2)", "<p><a href=\"https://a.example/?a=1&amp;b=2\">x</a></p>")]
    [InlineData("![logo](cid:logo)", "<p><img src=\"cid:logo\" alt=\"logo\" /></p>")]
    [InlineData(null, "")]
    public void MarkdownToHtml_IsSafeHtml(string? markdown, string expected) => TextHelpers.MarkdownToHtml(markdown).Should().Be(expected);

    [Theory]
    [InlineData("**bold** and *it* and ~~gone~~", "*bold* and _it_ and ~gone~")]
    [InlineData("## Heading **x**", "*Heading x*")]
    [InlineData("- one\n- two\n  - three", "• one\n• two\n    • three")]
    [InlineData("3. a\n4. b", "3. a\n4. b")]
    [InlineData("[Talk | part](https://a.example/x)", "<https://a.example/x|Talk / part>")]
    [InlineData("[x](javascript:alert(1))", "x")]
    [InlineData("a < b & c <!channel>", "a &lt; b &amp; c &lt;!channel&gt;")]
    [InlineData("> quoted\n> more", "> quoted\n> more")]
    [InlineData("`code`", "`code`")]
    [InlineData("one\n\ntwo", "one\n\ntwo")]
    [InlineData(null, "")]
    public void MarkdownToSlack_IsMrkdwn(string? markdown, string expected) => TextHelpers.MarkdownToSlack(markdown).Should().Be(expected);

    [Fact]
    public void SlackEscape_NobodyIsMentioned() => TextHelpers.SlackEscape("<!channel> & <@U1>").Should().Be("&lt;!channel&gt; &amp; &lt;@U1&gt;");

    [Fact]
    public void HtmlEscape_AttributesToo() => TextHelpers.HtmlEscape("<a \"b\" 'c'>&").Should().Be("&lt;a &quot;b&quot; &#39;c&#39;&gt;&amp;");

    [Theory]
    [InlineData("A talk: rivers/lakes?", "A talk- rivers-lakes")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("río 🎧", "río 🎧")]
    [InlineData("...", "untitled")]
    [InlineData(null, "untitled")]
    public void FileName_IsAllowedEverywhere(string? text, string expected) => TextHelpers.FileName(text).Should().Be(expected);

    [Fact]
    public void ToJson_AnyValue_IsJson()
    {
        TextHelpers.ToJson("A \"talk\"").Should().Be("\"A \\u0022talk\\u0022\"", "it may stand inside HTML too");
        TextHelpers.ToJson(null).Should().Be("null");
        TextHelpers.ToJson(new Scriban.Runtime.ScriptArray { 1, "ñ", new Scriban.Runtime.ScriptObject { ["a"] = true } }).Should().Be("[1,\"ñ\",{\"a\":true}]");
    }
}
