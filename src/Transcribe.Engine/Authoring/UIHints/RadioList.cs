namespace Transcribe.Engine.Authoring;

/// <summary>One radio button.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Value">What is stored.</param>
public sealed record RadioListItem(string Text, string Value);

/// <summary>The radio buttons of a list.</summary>
/// <param name="Items">The radio buttons in order.</param>
public sealed record RadioList(ICollection<RadioListItem> Items);

/// <summary>What a list of radio buttons needs.</summary>
public sealed class RadioListProps
{
    /// <summary>The radio buttons.</summary>
    public RadioList? RadioList { get; set; }
}

/// <summary>Base class of lists of radio buttons that are computed.</summary>
public abstract class RadioListOptionsProviderBase : OptionsProvider<RadioListItem>
{
    private protected sealed override (string Editor, object Needs) Describe(ICollection<RadioListItem> items) =>
        (InputUIHints.RadioList, new RadioListProps { RadioList = new RadioList(items) });
}
