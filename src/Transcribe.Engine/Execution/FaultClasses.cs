using System.Net;
using System.Net.Sockets;
using Transcribe.Engine.Authoring;

namespace Transcribe.Engine.Execution;

/// <summary>Whether a fault may pass by itself. Unless somebody says so, it does not.</summary>
internal static class FaultClasses
{
    /// <summary>What the exception, its causes and the host's classifiers say; the outermost that says something counts.</summary>
    public static FaultClass Of(Exception exception, IServiceProvider services)
    {
        var classifiers = services.GetService(typeof(IEnumerable<IFaultClassifier>)) as IEnumerable<IFaultClassifier> ?? [];
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (Find(cause, classifiers) is { } found)
                return found;
        }

        return default;
    }

    private static FaultClass? Find(Exception exception, IEnumerable<IFaultClassifier> classifiers)
    {
        if (exception is ITransientFault own)
            return new FaultClass(own.IsTransient, own.RetryAfter);

        foreach (var classifier in classifiers)
        {
            if (classifier.Classify(exception) is { } found)
                return found;
        }

        return OfDotNet(exception);
    }

    private static FaultClass? OfDotNet(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: { } status } => new FaultClass(status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError),
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ResponseEnded or HttpRequestError.ProxyTunnelError } => new FaultClass(true),
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or TimeoutException or SocketException => new FaultClass(true),
        _ => null,
    };
}
