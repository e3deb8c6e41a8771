using System.Reflection;

namespace Elsa.Workflows.UIHints
{
    public static class InputUIHints
    {
        public const string CheckList = "checklist";
        public const string CodeEditor = "code-editor";
        public const string Dictionary = "dictionary";
        public const string DropDown = "dropdown";
        public const string JsonEditor = "json-editor";
        public const string MultiLine = "multiline";
        public const string SingleLine = "singleline";
    }
}

namespace Elsa.Workflows.UIHints.Dropdown
{
    public class SelectListItem
    {
        public SelectListItem(string text, string value)
        {
        }

        public string Text { get; set; } = default!;

        public string Value { get; set; } = default!;
    }

    public abstract class DropDownOptionsProviderBase : IPropertyUIHandler
    {
        public virtual float Priority => default;

        protected virtual bool RefreshOnChange => default;

        public ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default) => default;

        protected abstract ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);
    }
}
