namespace Elsa.Workflows.Attributes
{
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Method)]
    public class ActivityAttribute : Attribute
    {
        public ActivityAttribute()
        {
        }

        public ActivityAttribute(string @namespace, string? category, string? description = null)
        {
        }

        public ActivityAttribute(string @namespace, string? description = null)
        {
        }

        public ActivityAttribute(string @namespace, string? type, int version = 1, string? description = null, string? category = null)
        {
        }

        public string? Namespace { get; set; }

        public string? Type { get; set; }

        public int Version { get; set; } = 1;

        public string? Description { get; set; }

        public string? DisplayName { get; set; }

        public string? Category { get; set; }

        public ActivityKind Kind { get; set; }

        public bool RunAsynchronously { get; set; }
    }

    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
    public class InputAttribute : Attribute
    {
        public string? Name { get; set; }

        public string? UIHint { get; set; }

        public string? DisplayName { get; set; }

        public string? Description { get; set; }

        public string? Category { get; set; }

        public object? Options { get; set; }

        public float Order { get; set; }

        public object? DefaultValue { get; set; }

        public Type? DefaultValueProvider { get; set; }

        public string? DefaultSyntax { get; set; }

        public string[]? SupportedSyntaxes { get; set; }

        public bool IsReadOnly { get; set; }

        public bool IsBrowsable { get; set; } = true;

        public bool AutoEvaluate { get; set; } = true;

        public Type? EvaluatorType { get; set; }

        public bool IsSerializable { get; set; } = true;

        public bool CanContainSecrets { get; set; }

        public Type? UIHandler { get; set; }

        public Type[]? UIHandlers { get; set; }
    }

    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.ReturnValue)]
    public class OutputAttribute : Attribute
    {
        public string? Name { get; set; }

        public string? DisplayName { get; set; }

        public string? Description { get; set; }

        public bool IsBrowsable { get; set; } = true;

        public bool IsSerializable { get; set; } = true;
    }
}

namespace Elsa.Workflows.Activities.Flowchart.Attributes
{
    [AttributeUsage(AttributeTargets.Class)]
    public class FlowNodeAttribute(params string[] outcomes) : Attribute
    {
        public string[] Outcomes { get; } = outcomes;
    }
}
