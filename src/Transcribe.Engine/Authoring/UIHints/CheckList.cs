namespace Transcribe.Engine.Authoring;

/// <summary>One check box.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Value">What is stored when it is checked.</param>
/// <param name="IsChecked">Whether it is checked while nobody has chosen.</param>
public sealed record CheckListItem(string Text, string Value, bool IsChecked = false);

/// <summary>The check boxes of a list.</summary>
/// <param name="Items">The check boxes in order.</param>
/// <param name="IsFlagsEnum">Whether what is checked is put together into one value.</param>
public sealed record CheckList(ICollection<CheckListItem> Items, bool IsFlagsEnum = false);

/// <summary>What a list of check boxes needs.</summary>
public sealed class CheckListProps
{
    /// <summary>The check boxes.</summary>
    public CheckList? CheckList { get; set; }
}

/// <summary>Base class of lists of check boxes that are computed.</summary>
public abstract class CheckListOptionsProviderBase : OptionsProvider<CheckListItem>
{
    private protected sealed override (string Editor, object Needs) Describe(ICollection<CheckListItem> items) =>
        (InputUIHints.CheckList, new CheckListProps { CheckList = new CheckList(items) });
}
