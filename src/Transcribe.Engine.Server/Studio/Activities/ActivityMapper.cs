using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Server.Studio;

/// <summary>Turns what the engine knows of activity types into what the designer wants to know.</summary>
internal sealed class ActivityMapper(ExpressionRegistry expressions)
{
    public ActivityModel Map(ActivityDescriptor activity) => new()
    {
        TypeName = activity.TypeName,
        ClrType = TypeNames.Of(activity.ClrType),
        Namespace = activity.Namespace,
        Name = activity.Name,
        Version = activity.Version,
        Category = activity.Category,
        DisplayName = activity.DisplayName,
        Description = activity.Description,
        Inputs = [.. activity.Inputs.Select(Map).OrderBy(input => input.Order)],
        Outputs = [.. activity.Outputs.Select(Map)],
        Kind = activity.Kind,
        RunAsynchronously = activity.RunAsynchronously,
        Ports = [.. activity.Ports.Select(port => new PortModel(port.Name, port.DisplayName, port.Type.ToString(), port.IsBrowsable))],
        CustomProperties = activity.CustomProperties,
        ConstructionProperties = activity.ConstructionProperties,
        IsContainer = activity.IsContainer,
        IsBrowsable = activity.IsBrowsable,
        IsStart = activity.IsStart,
        IsTerminal = activity.IsTerminal,
    };

    private InputModel Map(InputDescriptor input)
    {
        var hint = InputEditors.HintOf(input);
        return new InputModel
        {
            IsWrapped = input.IsWrapped,
            UIHint = hint,
            Category = input.Attribute.Category,
            DefaultValue = InputEditors.Json(input.DefaultValue),
            DefaultSyntax = input.Attribute.DefaultSyntax,
            IsReadOnly = input.Attribute.IsReadOnly,
            IsSensitive = input.CanContainSecrets,
            AutoEvaluate = input.AutoEvaluate,
            UISpecifications = InputEditors.SpecificationsOf(input, hint, MonacoLanguageOf(input.Attribute.DefaultSyntax)),
            Name = input.Name,
            TypeName = TypeNames.Of(input.Type),
            DisplayName = input.Attribute.DisplayName ?? Words.Of(input.Name),
            Description = input.Attribute.Description,
            Order = input.Attribute.Order,
            IsBrowsable = input.Attribute.IsBrowsable,
            IsSerializable = input.Attribute.IsSerializable,
            IsSynthetic = input.IsSynthetic,
        };
    }

    private static OutputModel Map(OutputDescriptor output) => new()
    {
        Name = output.Name,
        TypeName = TypeNames.Of(output.Type),
        DisplayName = output.Attribute.DisplayName ?? Words.Of(output.Name),
        Description = output.Attribute.Description,
        IsBrowsable = output.Attribute.IsBrowsable,
        IsSynthetic = output.IsSynthetic,
    };

    private string? MonacoLanguageOf(string? syntax) =>
        expressions.Descriptors.FirstOrDefault(descriptor => descriptor.Type == syntax)?.Properties.TryGetValue("MonacoLanguage", out var language) == true
            ? language as string
            : null;
}
