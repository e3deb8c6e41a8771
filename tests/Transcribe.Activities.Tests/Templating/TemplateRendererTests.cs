using System.Text.Json;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Templating;
using Transcribe.Activities.Transcription;

namespace Transcribe.Activities.Tests.Templating;

public sealed class TemplateRendererTests
{
    private readonly TemplateLimits _limits = new();
    private readonly TemplateVariables _variables = new();

    [Fact]
    public async Task Render_TypedResult_IsReadBySnakeCaseNames()
    {
        _variables.Add("job", new TranscriptionJob { Id = "4821", PriceUsd = 0.057m });

        (await RenderAsync("{{ job.id }} {{ job.price_usd | money }}")).Should().Be("4821 $0.057");
    }

    [Theory]
    [InlineData("{{ job.price_usd }}")]
    [InlineData("{{ job.priceUsd }}")]
    [InlineData("{{ job.PriceUsd }}")]
    public async Task Render_ValueThatWentThroughJson_IsFoundInEverySpelling(string template)
    {
        _variables.Add("job", JsonSerializer.SerializeToElement(new { priceUsd = 1.5 }));

        (await RenderAsync(template)).Should().Be("1.5");
    }

    [Fact]
    public async Task Render_LoopOverList_Works()
    {
        _variables.Add("summary", new Summary { Chapters = [new SummaryPart { Title = "A", StartSeconds = 65 }, new SummaryPart { Title = "B", StartSeconds = 3725 }] });

        (await RenderAsync("{{ for c in summary.chapters }}{{ c.title }} {{ c.start_seconds | timecode }};{{ end }}")).Should().Be("A 1:05;B 1:02:05;");
    }

    [Theory]
    [InlineData("{{ job.completed_at | date.to_string '%Y/%m' }}", "2026/11")]
    [InlineData("{{ (job.completed_at | date.add_days 30).month }}", "12")]
    [InlineData("{{ job.completed_at > job.created_at }}", "true")]
    [InlineData("{{ (job.completed_at - job.created_at) | duration }}", "2 min 5 s")]
    [InlineData("{{ job.completed_at }}", "2026-11-02 05:02:05")]
    [InlineData("{{ list[0].completed_at.year }}", "2026")]
    public async Task Render_DateInsideAResult_IsADateInUtc(string template, string expected)
    {
        var created = new DateTimeOffset(2026, 11, 2, 6, 0, 0, TimeSpan.FromHours(1));
        var job = new FinishedTranscription { Id = "1", Status = "completed", CreatedAt = created, CompletedAt = created + TimeSpan.FromSeconds(125) };
        _variables.Add("job", job).Add("list", new[] { job });

        (await RenderAsync(template)).Should().Be(expected);
    }

    [Theory]
    [InlineData("2026-11-02T06:00:00+01:00", "2026-11-02 05:00")]
    [InlineData("2026-11-02T06:00:00.5Z", "2026-11-02 06:00")]
    [InlineData("2026-11-02", "2026-11-02 00:00")]
    public async Task Render_DateThatCameAsText_IsTakenByWhatWantsADateAndStaysAText(string text, string expected)
    {
        _variables.Add("body", JsonSerializer.SerializeToElement(new { when = text }));

        (await RenderAsync("{{ body.when | date.to_string '%F %H:%M' }} {{ body.when }}")).Should().Be($"{expected} {text}");
    }

    [Fact]
    public async Task Render_ObjectThatHoldsItself_IsRefused()
    {
        var one = new Ring();
        (one.Left, one.Right) = (one, one);
        _variables.Add("ring", one);

        (await FailAsync("{{ ring.left }}")).Message.Should().Contain("nested deeper than 32 levels");
    }

    [Fact]
    public async Task Render_VariableWithoutValue_IsFalse()
    {
        _variables.Add("nothing", (object?)null);

        (await RenderAsync("{{ if nothing }}yes{{ else }}no{{ end }}[{{ nothing }}]")).Should().Be("no[]");
    }

    [Fact]
    public async Task Render_Assignment_DoesNotReachTheNextTemplate()
    {
        await RenderAsync("{{ leak = 'x' }}{{ leak }}");

        await Sut().Invoking(sut => sut.RenderAsync("{{ leak }}", _variables, Token).AsTask()).Should().ThrowAsync<TemplateException>();
    }

    [Fact]
    public async Task Render_UnknownName_SaysLineAndColumn()
    {
        var exception = await FailAsync("one\n  {{ titel }}");

        (exception.Line, exception.Column).Should().Be((2, 6));
        exception.Message.Should().StartWith("Template, line 2, column 6:").And.Contain("titel");
    }

    [Fact]
    public async Task Render_BrokenTemplate_SaysLine()
    {
        (await FailAsync("ok\n{{ if x }}")).Line.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task Render_EndlessLoop_EndsAtTheLimit()
    {
        _limits.MaxLoopIterations = 100;

        (await FailAsync("{{ while true }}.{{ end }}")).Message.Should().Contain("100");
    }

    [Fact]
    public async Task Render_EndlessRecursion_EndsAtTheLimit()
    {
        await FailAsync("{{ func f }}{{ f }}{{ end }}{{ f }}");
    }

    [Fact]
    public async Task Render_TooMuchOutput_EndsAtTheLimit()
    {
        _limits.MaxOutputLength = 1000;

        await FailAsync("{{ for i in 1..500 }}0123456789{{ end }}");
    }

    [Fact]
    public async Task Render_TooLongTemplate_IsRefused()
    {
        _limits.MaxTemplateLength = 10;

        (await FailAsync(new string('x', 11))).Message.Should().Contain("10 characters");
    }

    [Fact]
    public async Task Render_TooLong_EndsByWallTime()
    {
        _limits.MaxLoopIterations = int.MaxValue;
        _limits.Timeout = TimeSpan.FromMilliseconds(50);

        (await FailAsync("{{ while true; x = 1; end }}")).Message.Should().Contain("longer than 0.05 s");
    }

    [Fact]
    public async Task Render_CallerCancels_IsNotReportedAsLimit()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Sut().Invoking(sut => sut.RenderAsync("{{ for i in 1..10 }}.{{ end }}", _variables, cancelled.Token).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("{{ include 'secrets.txt' }}")]
    [InlineData("{{ object.eval '1 + 1' }}")]
    [InlineData("{{ object.eval_template '{{ 1 }}' }}")]
    public async Task Render_FilesAndCode_AreOutOfReach(string template) => await FailAsync(template);

    [Theory]
    [InlineData("{{ value.get_type }}")]
    [InlineData("{{ value.GetType }}")]
    [InlineData("{{ value.length_in_memory }}")]
    public async Task Render_DotNetMembers_AreOutOfReach(string template)
    {
        _variables.Add("value", new TranscriptionJob { Id = "1" });

        (await RenderAsync(template)).Should().BeEmpty();
    }

    [Fact]
    public async Task Render_RegexThatExplodes_EndsAtTheLimit()
    {
        _limits.RegexTimeout = TimeSpan.FromMilliseconds(20);
        _variables.Add("text", new string('a', 40) + "!");

        await FailAsync("{{ text | regex.match '^(a+)+$' }}");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TemplateRenderer Sut() => new(Options.Create(_limits), TimeProvider.System);

    private async Task<string> RenderAsync(string template) => await Sut().RenderAsync(template, _variables, Token);

    private async Task<TemplateException> FailAsync(string template) =>
        (await Sut().Invoking(sut => sut.RenderAsync(template, _variables, Token).AsTask()).Should().ThrowAsync<TemplateException>()).Which;

    private sealed class Ring
    {
        public Ring? Left { get; set; }

        public Ring? Right { get; set; }
    }
}
