using System.Reflection;

namespace Transcribe.Activities.Transcription;

/// <summary>Lists languages in the designer.</summary>
public sealed class LanguageOptionsProvider : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new([.. Languages.All.Select(language => new SelectListItem(language.Name, language.Tag))]);
}
