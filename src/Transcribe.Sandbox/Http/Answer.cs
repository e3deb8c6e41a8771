namespace Transcribe.Sandbox.Http;

/// <summary>An answer as bytes, so that it can be stored and given again byte for byte.</summary>
internal sealed record Answer(int Status, byte[] Body) : IResult
{
    public static Answer Json<T>(T payload, int status = StatusCodes.Status200OK) => new(status, ApiJson.ToBytes(payload));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, httpContext.RequestAborted);
    }
}
