using System.Text.Json.Nodes;
using Transcribe.Sandbox.Http;

namespace Transcribe.Sandbox.Faults;

/// <summary>Orders faults over HTTP, for tests in other processes; only where the options enable it.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder sandbox)
    {
        sandbox.MapGet("/faults", (SandboxFaults faults) => Answer.Json(new JsonObject { ["pending"] = faults.Pending }));
        sandbox.MapPost("/faults", AddAsync);
        sandbox.MapDelete("/faults", (SandboxFaults faults) =>
        {
            faults.Clear();
            return Answer.Json(new JsonObject { ["pending"] = 0 });
        });
    }

    private static async Task<Answer> AddAsync(HttpContext http, SandboxFaults faults)
    {
        var order = await http.ReadJsonAsync<Order>();
        try
        {
            Apply(order, faults);
        }
        catch (ArgumentException e)
        {
            throw ApiErrors.Invalid(e.Message);
        }

        return Answer.Json(new JsonObject { ["pending"] = faults.Pending }, StatusCodes.Status201Created);
    }

    private static void Apply(Order order, SandboxFaults faults)
    {
        var delay = TimeSpan.FromSeconds(order.DelaySeconds);
        if (order.Callback is { } callback)
        {
            var kind = Enum.TryParse<SandboxCallbackFaultKind>(callback.Replace("_", string.Empty), ignoreCase: true, out var known)
                ? known
                : throw ApiErrors.Invalid("callback must be duplicate, late, lost, forged_signature or wrong_timestamp.");
            faults.Add(new SandboxCallbackFault(kind) { Count = order.Count, Delay = delay });
        }
        else if (order.TranscriptionId is { } id)
        {
            faults.ReportStatus(id, order.ShownStatus ?? throw ApiErrors.Invalid("shown_status is required with transcription_id."), order.Count);
        }
        else
        {
            faults.Add(new SandboxFault
            {
                Method = order.Method,
                Path = order.Path ?? new SandboxFault().Path,
                Skip = order.Skip,
                Count = order.Count,
                Delay = delay,
                Status = order.Status,
                Code = order.Code,
                RetryAfterSeconds = order.RetryAfterSeconds,
                Reset = order.Reset,
                AfterHandling = order.AfterHandling,
            });
        }
    }

    /// <summary>A fault of a request, or with <c>callback</c> of a callback, or with <c>transcription_id</c> a status to show.</summary>
    private sealed class Order
    {
        public string? Method { get; set; }
        public string? Path { get; set; }
        public int Skip { get; set; }
        public int Count { get; set; } = 1;
        public double DelaySeconds { get; set; }
        public int? Status { get; set; }
        public string? Code { get; set; }
        public int? RetryAfterSeconds { get; set; }
        public bool Reset { get; set; }
        public bool AfterHandling { get; set; }
        public string? Callback { get; set; }
        public string? TranscriptionId { get; set; }
        public string? ShownStatus { get; set; }
    }
}
