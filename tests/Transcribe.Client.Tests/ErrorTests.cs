using System.Net;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class ErrorTests : ClientTest
{
    private const string Me = "GET /api/v1/me";

    [Theory]
    [InlineData(400, "invalid_request", typeof(TranscribeValidationException), "correct it")]
    [InlineData(401, "unauthenticated", typeof(TranscribeAuthenticationException), "client 'default'")]
    [InlineData(401, "invalid_api_key", typeof(TranscribeAuthenticationException), "client 'default'")]
    [InlineData(403, "scope_forbidden", typeof(TranscribeAuthenticationException), "give the key the scope")]
    [InlineData(402, "insufficient_funds", typeof(TranscribePaymentException), "top it up")]
    [InlineData(402, "spend_cap_exceeded", typeof(TranscribePaymentException), "raise the cap")]
    [InlineData(404, "not_found", typeof(TranscribeNotFoundException), "check the id")]
    [InlineData(409, "not_ready", typeof(TranscribeConflictException), "wait for the transcription")]
    [InlineData(429, "rate_limited", typeof(TranscribeRateLimitException), "Too many requests")]
    [InlineData(429, "queue_full", typeof(TranscribeRateLimitException), "queue is full")]
    [InlineData(429, "qna_quota_exceeded", typeof(TranscribeRateLimitException), "tomorrow")]
    [InlineData(500, "internal_error", typeof(TranscribeApiException), "try again later")]
    [InlineData(418, "teapot", typeof(TranscribeApiException), "answered 418")]
    public async Task Error_Envelope_BecomesTheExceptionThatSaysWhatToDo(int status, string code, Type type, string advice)
    {
        Server.On(Me, Replies.Error(status, code, "the API's sentence"));

        var error = await FailAsync();

        error.Should().BeOfType(type);
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.Code.Should().Be(code);
        error.RequestId.Should().Be(Replies.RequestId);
        error.Message.Should().Contain(advice).And.Contain("the API's sentence").And.EndWith($"[{status} {code}, request {Replies.RequestId}]");
    }

    [Fact]
    public async Task Error_MaxChargeExceeded_CarriesBothSums()
    {
        Server.On(Me, Replies.Json(402, new { error = new { code = "max_charge_exceeded", message = "no", charge_usd = 2.15, max_charge_usd = "1.50", doc_url = "https://d.example" } }));

        var error = (await FailAsync()).Should().BeOfType<TranscribePaymentException>().Which;

        error.ChargeUsd.Should().Be(2.15m);
        error.MaxChargeUsd.Should().Be(1.50m);
        error.Fault.DocUrl.Should().Be("https://d.example");
        error.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task Error_ProblemDetails_ExposesCodeAndRequestId()
    {
        var problem = """{"type":"https://transcribe.example/problems/invalid_request","title":"Invalid","status":400,"detail":"url is missing","errors":{"url":["required"]}}""";
        Server.On(Me, Replies.Raw(400, "application/problem+json", problem));

        var error = await FailAsync();

        error.Should().BeOfType<TranscribeValidationException>();
        error.Code.Should().Be("invalid_request");
        error.RequestId.Should().Be(Replies.RequestId);
        error.Errors["url"].Should().Equal("required");
        error.Message.Should().Contain("url is missing");
    }

    [Fact]
    public async Task Error_RequestIdInTheBodyOnly_IsFound()
    {
        Server.On(Me, Reply(400, """{"error":{"code":"invalid_request","message":"no","request_id":"req_body"}}"""));

        (await FailAsync()).RequestId.Should().Be("req_body");
    }

    [Theory]
    [InlineData("text/html", "<html><body>Bad gateway</body></html>", "web page")]
    [InlineData("text/plain", "upstream\nbroke", "upstream broke")]
    [InlineData("text/plain", "", "empty")]
    [InlineData("application/json", "{\"error\":\"invalid_request\"", "invalid_request")]
    [InlineData("application/json", "[1]", "[1]")]
    public async Task Error_BodyOfAnotherKind_IsStillAnError(string type, string body, string said)
    {
        Server.On(Me, Replies.Raw(400, type, body));

        var error = await FailAsync();

        error.Code.Should().BeNull();
        error.Message.Should().Contain(said);
    }

    [Fact]
    public async Task Error_ServerRepeatsTheKey_IsScrubbed()
    {
        Server.On(Me, Replies.Error(401, "invalid_api_key", $"key {Key} and tsk_test_other9 are unknown"));

        var error = await FailAsync();

        error.ToString().Should().NotContain(Key).And.NotContain("other9").And.Contain("key *** and tsk_*** are unknown");
    }

    [Fact]
    public async Task Error_AnswerIsNoJson_NamesHostAndRequest_WithoutTheBody()
    {
        Server.On(Me, Replies.Raw(200, "text/html", "<html>please log in to hotel wifi</html>"));

        var error = await FailAsync();

        error.Code.Should().Be("unreadable_answer");
        error.ToString().Should().Contain(Server.Address.Authority).And.Contain(Replies.RequestId).And.NotContain("hotel");
    }

    [Fact]
    public async Task Error_AnswerTooLarge_IsNotRead()
    {
        Server.On(Me, Replies.Ok(new { email = new string('x', 5000) }));

        var act = () => CreateSut(x => x.MaxResponseBytes = 2000).GetAccountAsync(Token);

        (await act.Should().ThrowAsync<TranscribeException>()).WithMessage("*larger than MaxResponseBytes*").Which.IsTransient.Should().BeFalse();
        Server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Error_UnknownHost_SaysWhatToCheck()
    {
        var act = () => CreateSut(x =>
        {
            x.BaseUrl = new Uri("https://nowhere.invalid");
            x.MaxAttempts = 1;
        }).GetAccountAsync(Token);

        var error = (await act.Should().ThrowAsync<TranscribeConnectionException>()).Which;
        error.Host.Should().Be("nowhere.invalid");
        error.NotSent.Should().BeTrue();
        error.Message.Should().Contain("nowhere.invalid");
    }

    private static Reply Reply(int status, string json) => async (context, _) =>
    {
        context.Response.StatusCode = status;
        await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, json, context.RequestAborted);
    };

    private async Task<TranscribeApiException> FailAsync()
    {
        var act = () => CreateSut(x => x.MaxAttempts = 1).GetAccountAsync(Token);
        return (await act.Should().ThrowAsync<TranscribeApiException>()).Which;
    }
}
