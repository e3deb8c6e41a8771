using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;

namespace Transcribe.Engine.Activities;

/// <summary>
/// Makes an activity of each public method of a class: <c>Elsa.Dynamic.HostMethod.{Class}.{Method}</c>, of the kind Task. Parameters are
/// inputs, except a <see cref="CancellationToken"/>, the <see cref="ActivityExecutionContext"/> and registered services, which are given; the
/// return value is the output <c>Output</c>. The attributes for activities, inputs and outputs refine it.
/// </summary>
internal sealed class HostMethods(Type hostType, IServiceProviderIsService services) : IActivityProvider
{
    public const string OutputName = "Output";

    private const string Prefix = "Elsa.Dynamic.HostMethod";

    public static string NameOf(ParameterInfo parameter) => parameter.GetCustomAttribute<InputAttribute>()?.Name ?? Words.Pascal(parameter.Name!);

    /// <exception cref="InvalidOperationException">A parameter has a name that activities need themselves.</exception>
    public ValueTask<IEnumerable<ActivityDescriptor>> GetDescriptorsAsync(CancellationToken cancellationToken = default) => new(
        hostType.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && !method.IsGenericMethodDefinition)
            .Select(Describe)
            .ToList());

    private ActivityDescriptor Describe(MethodInfo method)
    {
        var attribute = method.GetCustomAttribute<ActivityAttribute>() ?? new ActivityAttribute();
        var name = attribute.Type ?? (method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name[..^"Async".Length] : method.Name);
        var prefix = attribute.Namespace ?? $"{Prefix}.{hostType.Name}";
        var host = new HostMethod(hostType, method, ResultOf(method.ReturnType));
        ActivityDescriptor descriptor = null!;
        return descriptor = new ActivityDescriptor
        {
            TypeName = $"{prefix}.{name}",
            Name = name,
            Namespace = prefix,
            Version = attribute.Version,
            Category = attribute.Category ?? Words.Of(hostType.Name),
            DisplayName = attribute.DisplayName ?? Words.Of(name),
            Description = attribute.Description,
            Kind = attribute.Kind == ActivityKind.Action ? ActivityKind.Task : attribute.Kind,
            RunAsynchronously = attribute.RunAsynchronously,
            ClrType = typeof(HostMethodActivity),
            Inputs = [.. method.GetParameters().Where(IsInput).Select(Describe)],
            Outputs = host.ResultType is { } result ? [OutputDescriptor.Synthetic(OutputName, result, OutputOf(method))] : [],
            Constructor = () => new HostMethodActivity(descriptor, host),
        };
    }

    private InputDescriptor Describe(ParameterInfo parameter)
    {
        var name = NameOf(parameter);
        if (ActivityMembers.IsTaken(name))
        {
            throw new InvalidOperationException(
                $"{hostType.Name}.{parameter.Member.Name}: a parameter cannot be named '{parameter.Name}', which every activity has already. Give it another name, or [Input(Name = …)].");
        }

        return InputDescriptor.Synthetic(name, parameter.ParameterType, parameter.GetCustomAttribute<InputAttribute>());
    }

    private bool IsInput(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(CancellationToken) && parameter.ParameterType != typeof(ActivityExecutionContext) && !services.IsService(parameter.ParameterType);

    private static OutputAttribute? OutputOf(MethodInfo method) =>
        method.ReturnParameter.GetCustomAttribute<OutputAttribute>() ?? method.GetCustomAttribute<OutputAttribute>();

    private static Type? ResultOf(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
            return null;

        return type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
    }
}
