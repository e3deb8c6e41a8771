using System.Globalization;
using System.Reflection;
using Transcribe.Activities.Connections;
using Transcribe.Client;

namespace Transcribe.Activities.Transcription;

/// <summary>Lists the models and their present prices in the designer, as the account of the connection <c>default</c> sees them.</summary>
public sealed class PipelineOptionsProvider(ITranscribeConnections connections, TimeProvider clock) : DropDownOptionsProviderBase
{
    private static readonly SelectListItem VendorsChoice = new("(the vendor's default)", string.Empty);

    // Somebody sits before the dropdown: better a reason soon than the client's whole patience.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var pipelines = await connections.Get(ConnectionNames.Default).GetPipelinesAsync(either.Token);
            return [VendorsChoice, .. pipelines.Where(pipeline => pipeline.Code is not null).Select(ToItem)];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [VendorsChoice, Failure($"no answer within {Patience.TotalSeconds:0} s")];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The designer swallows errors of this request, so the reason becomes an item that people can read.
            return [VendorsChoice, Failure(exception.Message)];
        }
    }

    private static SelectListItem ToItem(Pipeline pipeline) => new(
        pipeline.RetailUsdPerMin is { } price
            ? $"{pipeline.Name ?? pipeline.Code} — ${price.ToString("0.00##", CultureInfo.InvariantCulture)} a minute"
            : pipeline.Name ?? pipeline.Code!,
        pipeline.Code!);

    private static SelectListItem Failure(string reason) => new($"(could not load: {reason})", string.Empty);
}
