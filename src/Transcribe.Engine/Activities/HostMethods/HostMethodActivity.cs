using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Values;

namespace Transcribe.Engine.Activities;

/// <summary>Calls a method of a class of the host, which <c>AddActivityHost</c> made an activity.</summary>
public sealed class HostMethodActivity : Activity
{
    private readonly HostMethod _method;

    internal HostMethodActivity(ActivityDescriptor descriptor, HostMethod method)
        : base(descriptor.TypeName, descriptor.Version, source: null, line: null) => _method = method;

    /// <inheritdoc/>
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var services = context.WorkflowExecutionContext.ServiceProvider;
        var host = ActivatorUtilities.GetServiceOrCreateInstance(services, _method.HostType);
        var arguments = _method.Method.GetParameters().Select(parameter => ArgumentOf(context, parameter, services)).ToArray();
        var result = await CallAsync(host, arguments);
        if (_method.ResultType is not null)
            context.Set(context.ActivityNode.FindOutput(HostMethods.OutputName), result, HostMethods.OutputName);

        // Like a code activity: one that waits completes when it is resumed.
        if (context.NewBookmarks.Count == 0)
            await context.CompleteActivityAsync();
    }

    private static object? ArgumentOf(ActivityExecutionContext context, ParameterInfo parameter, IServiceProvider services)
    {
        if (parameter.ParameterType == typeof(CancellationToken))
            return context.CancellationToken;
        if (parameter.ParameterType == typeof(ActivityExecutionContext))
            return context;

        var input = Array.Find(context.ActivityNode.Inputs, candidate => candidate.Descriptor.Name == HostMethods.NameOf(parameter));
        if (input is null)
            return services.GetRequiredService(parameter.ParameterType);

        var value = context.ValueOf(input);
        return value is null && parameter.HasDefaultValue ? parameter.DefaultValue : ValueConverter.Convert(value, parameter.ParameterType);
    }

    private async ValueTask<object?> CallAsync(object host, object?[] arguments)
    {
        var returned = _method.Method.Invoke(host, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null);
        if (returned is ValueTask valueTask)
            returned = valueTask.AsTask();
        else if (returned?.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            returned = type.GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(returned, null);

        if (returned is not Task task)
            return returned;

        await task;
        return _method.ResultType is null ? null : task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task);
    }
}

/// <summary>A method as an activity.</summary>
/// <param name="HostType">The class.</param>
/// <param name="Method">The method.</param>
/// <param name="ResultType">What it gives, out of its task; null: nothing.</param>
internal sealed record HostMethod(Type HostType, MethodInfo Method, Type? ResultType);
