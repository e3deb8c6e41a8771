using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Server.Studio;

namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Choices of inputs that a program computes.</summary>
public sealed class InputChoicesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Counter _counter = new();
    private readonly ActivityDescriptor _activity = ActivityDescriber.Describe(typeof(Ordering));

    [Fact]
    public async Task Get_AskedOftenAtOnce_ComputesOnce()
    {
        var sut = CreateSut();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GetAsync(sut)));

        _counter.Calls.Should().Be(1);
        answers.Should().OnlyContain(answer => answer == """{"dropdown":{"selectList":{"items":[{"text":"Call 1","value":"1"}],"isFlagsEnum":false}}}""");
    }

    [Fact]
    public async Task Get_AfterHalfAMinute_ComputesAgain()
    {
        var sut = CreateSut();
        await GetAsync(sut);

        _clock.Advance(TimeSpan.FromSeconds(31));
        await GetAsync(sut);

        _counter.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Get_WithOtherValuesOfSiblings_ComputesAgain()
    {
        var sut = CreateSut();
        await GetAsync(sut);

        await GetAsync(sut, new Dictionary<string, object?> { ["connection"] = "other" });

        _counter.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Get_AfterAFailure_TriesAgain()
    {
        var sut = CreateSut();
        _counter.Fails = true;
        await sut.Invoking(choices => GetAsync(choices)).Should().ThrowAsync<IOException>();

        _counter.Fails = false;

        (await GetAsync(sut)).Should().Contain("Call 2");
    }

    [Theory]
    [InlineData(typeof(Boxes), """{"checklist":{"checkList":{"items":[{"text":"A","value":"a","isChecked":true},{"text":"B","value":"b","isChecked":false}],"isFlagsEnum":false}}}""")]
    [InlineData(typeof(Buttons), """{"radiolist":{"radioList":{"items":[{"text":"A","value":"a"}]}}}""")]
    public async Task Get_ListsOfBoxesAndButtons_AreAsTheDesignerReadsThem(Type type, string expected)
    {
        var activity = ActivityDescriber.Describe(type);

        (await CreateSut().GetAsync(activity, activity.Inputs.Single(), null, TestContext.Current.CancellationToken)).ToJsonString().Should().Be(expected);
    }

    private InputChoices CreateSut() => new(
        new ServiceCollection().AddSingleton(_counter).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _clock);

    private async Task<string> GetAsync(InputChoices sut, Dictionary<string, object?>? context = null) =>
        (await sut.GetAsync(_activity, _activity.Inputs.Single(), context, TestContext.Current.CancellationToken)).ToJsonString();

    public sealed class Counter
    {
        public int Calls { get; set; }

        public bool Fails { get; set; }
    }

    public sealed class CountedChoices(Counter counter) : DropDownOptionsProviderBase
    {
        protected override bool RefreshOnChange => true;

        protected override async ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
        {
            var call = ++counter.Calls;
            await Task.Yield();
            return counter.Fails ? throw new IOException("The shop is closed.") : [new SelectListItem($"Call {call}", $"{call}")];
        }
    }

    public sealed class BoxChoices : CheckListOptionsProviderBase
    {
        protected override ValueTask<ICollection<CheckListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
            new([new CheckListItem("A", "a", IsChecked: true), new CheckListItem("B", "b")]);
    }

    public sealed class ButtonChoices : RadioListOptionsProviderBase
    {
        protected override ValueTask<ICollection<RadioListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
            new([new RadioListItem("A", "a")]);
    }

    [Activity("Test", "Test")]
    private sealed class Boxes : CodeActivity
    {
        [Input(UIHint = InputUIHints.CheckList, UIHandler = typeof(BoxChoices))]
        public Input<ICollection<string>> Chosen { get; set; } = null!;
    }

    [Activity("Test", "Test")]
    private sealed class Buttons : CodeActivity
    {
        [Input(UIHint = InputUIHints.RadioList, UIHandler = typeof(ButtonChoices))]
        public Input<string> Chosen { get; set; } = null!;
    }

    [Activity("Test", "Orders something.")]
    private sealed class Ordering : CodeActivity
    {
        [Input(UIHint = InputUIHints.DropDown, UIHandler = typeof(CountedChoices))]
        public Input<string> Article { get; set; } = null!;
    }
}
