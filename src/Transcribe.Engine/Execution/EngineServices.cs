using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Engine.Activities;
using Transcribe.Engine.Authoring;
using Transcribe.Engine.Definitions;
using Transcribe.Engine.Expressions;

namespace Transcribe.Engine.Execution;

/// <summary>Registers what running workflows in memory needs; storage and runtime come on top.</summary>
public static class EngineServices
{
    /// <summary>Adds the built-in activities, the expression types and the compiler.</summary>
    public static IServiceCollection AddWorkflowExecution(this IServiceCollection services)
    {
        PayloadAliases.Register();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new JavaScriptOptions());
        services.TryAddSingleton(new LiquidOptions());
        services.TryAddSingleton(new BurstOptions());
        services.TryAddSingleton(new FlowchartOptions());
        services.AddExpressionDescriptorProvider<LiteralExpressions>();
        services.AddExpressionDescriptorProvider<MemoryExpressions>();
        services.AddExpressionDescriptorProvider<JavaScriptExpressions>();
        services.AddExpressionDescriptorProvider<LiquidExpressions>();
        services.AddActivitiesFrom<Sequence>();
        services.AddSingleton<IIncidentStrategy, FaultStrategy>();
        services.AddSingleton<IIncidentStrategy, ContinueWithIncidentsStrategy>();
        services.TryAddSingleton(provider => new ActivityRegistry(
            provider.GetServices<ActivityType>().Select(registration => registration.Type), provider.GetServices<IActivityDescriptorModifier>()));
        services.TryAddSingleton<ExpressionRegistry>();
        services.TryAddSingleton<IStimulusHasher, StimulusHashing>();
        services.TryAddSingleton<IIdentityGenerator, IdentityGenerator>();
        services.TryAddSingleton<WorkflowMaterializer>();
        services.TryAddSingleton<IWorkflowRunner, InProcessRunner>();
        return services;
    }

    /// <summary>Adds all activities of the assembly of <typeparamref name="TMarker"/>.</summary>
    public static IServiceCollection AddActivitiesFrom<TMarker>(this IServiceCollection services)
    {
        foreach (var type in ActivityRegistry.TypesOf(typeof(TMarker).Assembly))
            services.AddActivity(type);
        return services;
    }

    /// <summary>Adds one activity.</summary>
    public static IServiceCollection AddActivity<T>(this IServiceCollection services)
        where T : IActivity => services.AddActivity(typeof(T));

    /// <summary>Takes an activity away that was added before, such as one that the host wants nobody to use.</summary>
    public static IServiceCollection RemoveActivity<T>(this IServiceCollection services)
        where T : IActivity
    {
        foreach (var added in services.Where(service => service.ImplementationInstance is ActivityType registration && registration.Type == typeof(T)).ToList())
            services.Remove(added);
        return services;
    }

    /// <summary>Adds what changes descriptors of activity types.</summary>
    public static IServiceCollection AddActivityDescriptorModifier<T>(this IServiceCollection services)
        where T : class, IActivityDescriptorModifier => services.AddSingleton<IActivityDescriptorModifier, T>();

    /// <summary>Adds activity types that are known only at run time.</summary>
    public static IServiceCollection AddActivityProvider<T>(this IServiceCollection services)
        where T : class, IActivityProvider => services.AddSingleton<IActivityProvider, T>();

    /// <summary>
    /// Adds an activity for each public method of <typeparamref name="T"/>, named <c>Elsa.Dynamic.HostMethod.{Class}.{Method}</c>: parameters
    /// are inputs, except the cancellation token, the execution and services, which are given; the return value is the output.
    /// </summary>
    public static IServiceCollection AddActivityHost<T>(this IServiceCollection services)
        where T : class => services.AddSingleton<IActivityProvider>(provider => new HostMethods(typeof(T), provider.GetRequiredService<IServiceProviderIsService>()));

    /// <summary>Adds middleware around the code of every activity; the first that is added is the outermost.</summary>
    public static IServiceCollection AddActivityExecutionMiddleware<T>(this IServiceCollection services)
        where T : class, IActivityExecutionMiddleware
    {
        services.TryAddSingleton<ExecutionPipelines>();
        return services.AddSingleton(new ActivityMiddleware(typeof(T)));
    }

    /// <summary>Adds middleware around every burst; the first that is added is the outermost.</summary>
    public static IServiceCollection AddWorkflowExecutionMiddleware<T>(this IServiceCollection services)
        where T : class, IWorkflowExecutionMiddleware
    {
        services.TryAddSingleton<ExecutionPipelines>();
        return services.AddSingleton(new WorkflowMiddleware(typeof(T)));
    }

    /// <summary>Adds a way to convert outputs on their way to a variable; definitions choose it by its id.</summary>
    public static IServiceCollection AddOutputConverter<T>(this IServiceCollection services)
        where T : class, IOutputConverter => services.AddSingleton<IOutputConverter, T>();

    /// <summary>Adds where variables can be kept; definitions choose it by the name of its class.</summary>
    public static IServiceCollection AddStorageDriver<T>(this IServiceCollection services)
        where T : class, IStorageDriver
    {
        StorageDriverNames.Register(typeof(T));
        return services.AddSingleton<IStorageDriver, T>();
    }

    /// <summary>Adds a filter of Liquid templates.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">Its name in templates.</param>
    public static IServiceCollection AddLiquidFilter<T>(this IServiceCollection services, string name)
        where T : class, ILiquidFilter => services.AddSingleton(provider => new LiquidFilter(name, ActivatorUtilities.CreateInstance<T>(provider).Apply));

    /// <summary>Adds an expression type.</summary>
    public static IServiceCollection AddExpressionDescriptorProvider<T>(this IServiceCollection services)
        where T : class, IExpressionDescriptorProvider
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExpressionDescriptorProvider, T>());
        return services;
    }

    private static IServiceCollection AddActivity(this IServiceCollection services, Type type) => services.AddSingleton(new ActivityType(type));

    /// <summary>One registration of an activity class.</summary>
    private sealed record ActivityType(Type Type);
}
