using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Features.Services;

public interface IModule
{
    IServiceCollection Services { get; }

    IDictionary<object, object> Properties { get; }
}
