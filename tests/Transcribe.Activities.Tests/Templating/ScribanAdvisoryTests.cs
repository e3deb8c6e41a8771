using System.Text.Json;
using Microsoft.Extensions.Options;
using Transcribe.Activities.Templating;

namespace Transcribe.Activities.Tests.Templating;

/// <summary>
/// Scriban's published advisories, each as a template that must end in a sentence within the limits, and never in the end of the
/// process. https://github.com/scriban/scriban/security/advisories
/// </summary>
public sealed class ScribanAdvisoryTests
{
    private const int Deep = 20_000;

    private readonly TemplateRenderer _sut = new(Options.Create(new TemplateLimits { MaxOutputLength = 100_000, Timeout = TimeSpan.FromSeconds(10) }), TimeProvider.System);

    /// <summary>The advisory, and a template that does what it describes.</summary>
    public static TheoryData<string, string> Refused => new()
    {
        { "GHSA-wgh7-7m3c-fx25: parser recursion by parentheses", "{{ " + new string('(', Deep) + "1" + new string(')', Deep) + " }}" },
        { "GHSA-p6q4-fgr8-vx4p: parser recursion by nested arrays", "{{ " + new string('[', Deep) + new string(']', Deep) + " }}" },
        { "GHSA-6q7j-xr26-3h2c: parser recursion by unary operators", "{{ " + string.Concat(Enumerable.Repeat("!", Deep)) + "true }}" },
        { "GHSA-6q7j-xr26-3h2c: parser recursion by blocks", string.Concat(Enumerable.Repeat("{{ if true }}", Deep)) + string.Concat(Enumerable.Repeat("{{ end }}", Deep)) },
        { "GHSA-grr9-747v-xvcp: an object that holds itself is rendered", "{{ x = {}; x.self = x; x }}" },
        { "GHSA-grr9-747v-xvcp: an array that holds itself is rendered", "{{ x = [1]; x[0] = x; x }}" },
        { "GHSA-grr9-747v-xvcp: an object that holds itself as JSON", "{{ x = {}; x.self = x; x | object.to_json }}" },
        { "GHSA-grr9-747v-xvcp: the same by our own helper", "{{ x = {}; x.self = x; x | to_json }}" },
        { "GHSA-5rpf-x9jg-8j5p: a string that doubles", "{{ x = 'aaaaaaaaaa'; for i in 1..60; x = x + x; end }}" },
        { "GHSA-5rpf-x9jg-8j5p: a string times a number", "{{ 'aaaaaaaaaa' * 500000000 }}" },
        { "GHSA-v66j-x4hw-fv9g: pad_left", "{{ 'a' | string.pad_left 2000000000 }}" },
        { "GHSA-v66j-x4hw-fv9g: pad_right", "{{ 'a' | string.pad_right 2000000000 }}" },
        { "GHSA-m2p3-hwv5-xpqw: output that adds up", "{{ for i in 1..90000 }}0123456789{{ end }}" },
        { "GHSA-c875-h985-hvrc: a range inside a builtin", "{{ (1..2000000000) | array.size }}" },
        { "GHSA-c875-h985-hvrc: a range joined", "{{ (1..2000000000) | array.join ',' }}" },
        { "GHSA-xw6w-9jjh-p9cr: a shift without end", "{{ 1 << 2000000000 }}" },
        { "GHSA-24c8-4792-22hx: an array times a number", "{{ [1,2,3] * 2000000000 }}" },
        { "GHSA-x6m9-38vm-2xhf: a cached include", "{{ include 'other' }}" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Render_Advisory_EndsInASentence(string advisory, string template)
    {
        var render = async () => await _sut.RenderAsync(template, new TemplateVariables(), TestContext.Current.CancellationToken);

        (await render.Should().ThrowAsync<TemplateException>(advisory)).Which.Line.Should().BeGreaterThan(0);
    }

    // The sandbox escape needs a .NET object with a filter; here a template never gets one, whatever a value was.
    [Theory]
    [InlineData("{{ value.secret }}{{ value.secret }}")]
    [InlineData("{{ value['secret'] }}")]
    [InlineData("{{ value | object.keys | array.join ',' }}")]
    public async Task Render_Ghsa5wr9_NoDotNetMemberIsReached(string template)
    {
        var variables = new TemplateVariables().Add("value", new Guarded { Shown = "shown" });

        (await _sut.RenderAsync(template, variables, TestContext.Current.CancellationToken)).Should().NotContain("SENTINEL");
    }

    [Fact]
    public async Task Render_AfterAllOfThat_StillWorks() =>
        (await _sut.RenderAsync("{{ 1 + 1 }}", new TemplateVariables(), TestContext.Current.CancellationToken)).Should().Be("2");

    private sealed class Guarded
    {
        public required string Shown { get; init; }

        [System.Text.Json.Serialization.JsonIgnore]
        public string Secret => "SENTINEL";

        public override string ToString() => JsonSerializer.Serialize("SENTINEL");
    }
}
