namespace Transcribe.Engine.Authoring;

/// <summary>One choice.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Value">What is stored.</param>
public sealed record SelectListItem(string Text, string Value);

/// <summary>The choices of a list.</summary>
/// <param name="Items">The choices in order.</param>
/// <param name="IsFlagsEnum">Whether several may be chosen into one value.</param>
public sealed record SelectList(ICollection<SelectListItem> Items, bool IsFlagsEnum = false);

/// <summary>What a drop-down needs.</summary>
public sealed class DropDownProps
{
    /// <summary>The choices.</summary>
    public SelectList? SelectList { get; set; }
}

/// <summary>Base class of drop-downs with computed choices.</summary>
public abstract class DropDownOptionsProviderBase : OptionsProvider<SelectListItem>
{
    private protected sealed override (string Editor, object Needs) Describe(ICollection<SelectListItem> items) =>
        (InputUIHints.DropDown, new DropDownProps { SelectList = new SelectList(items) });
}
