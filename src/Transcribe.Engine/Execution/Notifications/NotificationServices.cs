using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>Registers handlers of notifications. A host without any pays nothing for them.</summary>
public static class NotificationServices
{
    /// <summary>Adds a handler for every <see cref="INotificationHandler{T}"/> that <typeparamref name="T"/> implements.</summary>
    public static IServiceCollection AddNotificationHandler<T>(this IServiceCollection services)
        where T : class
    {
        if (services.All(service => service.ServiceType != typeof(NotificationSender)))
        {
            services.AddLogging();
            services.AddSingleton<NotificationSender>();
            services.AddSingleton<INotificationSender>(provider => provider.GetRequiredService<NotificationSender>());
            services.AddWorkflowExecutionMiddleware<WorkflowNotifications>();
            services.AddActivityExecutionMiddleware<ActivityNotifications>();
        }

        foreach (var contract in typeof(T).GetInterfaces().Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(INotificationHandler<>)))
        {
            services.AddScoped(contract, typeof(T));
            if (contract == typeof(INotificationHandler<RunTaskRequest>))
                services.TryAddEnumerable(ServiceDescriptor.Singleton<ITaskDispatcher, TaskNotifications>());
        }

        return services;
    }
}
