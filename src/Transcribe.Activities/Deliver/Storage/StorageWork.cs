using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>How every storage activity ends when its storage, path or connection does not work.</summary>
internal static class StorageWork
{
    /// <summary>The result; null: the activity has completed with <c>Rejected</c> or <c>Failed</c> and the reason.</summary>
    public static async Task<T?> TryAsync<T>(ActivityExecutionContext context, Output<string>? reason, string connection, Func<Task<T>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (FileRejectedException exception)
        {
            await context.CompleteWithReasonAsync(reason, exception.Message, DeliveryActivity.Rejected);
        }
        catch (Exception exception) when (exception is UnknownConnectionException or ConnectionRejectedException)
        {
            await context.CompleteWithReasonAsync(reason, exception.Message, DeliveryActivity.Rejected);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await context.CompleteWithReasonAsync(reason, $"Storage '{connection}': {exception.Message}", DeliveryActivity.Failed);
        }

        return null;
    }
}
