using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Features.Services;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Extensions;

public static class InputExtensions
{
    public static T Get<T>(this Input<T> input, ActivityExecutionContext context) => default!;

    public static T? GetOrDefault<T>(this Input<T>? input, ActivityExecutionContext context) => default;

    public static T? GetOrDefault<T>(this Input<T>? input, ActivityExecutionContext context, Func<T> defaultValue) => default;
}

public static class OutputExtensions
{
    public static void Set<T>(this Output<T>? output, ActivityExecutionContext context, T? value)
    {
    }
}

public static class DelayActivityExecutionContextExtensions
{
    public static void DelayFor(this ActivityExecutionContext context, TimeSpan delay, ExecuteActivityDelegate? callback = null)
    {
    }
}

public static class ExpressionExecutionContextExtensions
{
    public static IEnumerable<string> GetVariableNamesInScope(this ExpressionExecutionContext context) => default!;

    public static object? GetVariableInScope(this ExpressionExecutionContext context, string variableName) => default;

    public static bool TryGetWorkflowExecutionContext(this ExpressionExecutionContext context, out WorkflowExecutionContext workflowExecutionContext)
    {
        workflowExecutionContext = default!;
        return default;
    }
}

public static class ModuleExtensions
{
    public static IModule AddActivitiesFrom<TMarker>(this IModule module) => default!;

    public static IModule AddVariableTypeAndAlias<T>(this IModule module, string alias, string category) => default!;

    public static IModule AddTypeAlias<T>(this IModule module, string alias) => default!;
}

public static class DependencyInjectionExtensions
{
    public static IServiceCollection AddExpressionDescriptorProvider<T>(this IServiceCollection services)
        where T : class, IExpressionDescriptorProvider => default!;
}
