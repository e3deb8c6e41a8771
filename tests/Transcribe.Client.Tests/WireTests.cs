using System.Text.Json;
using Transcribe.Client.Api;
using Transcribe.Client.Tests.Server;

namespace Transcribe.Client.Tests;

public sealed class WireTests : ClientTest
{
    [Theory]
    [InlineData("4821", "4821")]
    [InlineData("\"4821\"", "4821")]
    [InlineData("\"tr_4821\"", "tr_4821")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Id_StringOrNumber_IsReadAndWrittenAsString(string json, string expected)
    {
        var id = JsonSerializer.Deserialize<TranscriptionId>(json);

        id.Value.Should().Be(expected);
        JsonSerializer.Serialize(id).Should().Be($"\"{expected}\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    public void Id_TextThatIsNone_IsRefused(string text)
    {
        var act = () => new TranscriptionId(text);

        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task Id_WithSlash_StaysOneSegmentOfThePath()
    {
        Server.On("GET /api/v1/transcriptions/a%2Fb", Replies.Ok(new { id = "a/b", status = "completed" }));

        (await CreateSut().GetHandle("a/b").GetAsync(Token)).Id.Value.Should().Be("a/b");
    }

    [Theory]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    [InlineData("cancelled", true)]
    [InlineData("COMPLETED", true)]
    [InlineData("quoted", false)]
    [InlineData("pending", false)]
    [InlineData("queued", false)]
    [InlineData("processing", false)]
    [InlineData("transmogrifying", false)]
    public void Status_OnlyThree_AreTerminal(string word, bool isTerminal)
    {
        var status = JsonSerializer.Deserialize<TranscriptionStatus>($"\"{word}\"");

        status.IsTerminal.Should().Be(isTerminal);
        status.IsKnown.Should().Be(word != "transmogrifying");
        JsonSerializer.Serialize(status).Should().Be($"\"{word}\"");
    }

    [Fact]
    public void Status_Missing_IsUnknownAndNoEnd()
    {
        var row = JsonSerializer.Deserialize<Transcription>("""{"id":1,"status":null}""", TranscribeJson.Options)!;

        row.Status.Should().Be(default(TranscriptionStatus));
        row.Status.IsTerminal.Should().BeFalse();
        row.Status.Value.Should().Be("unknown");
    }

    [Fact]
    public async Task Response_MissingOptionalField_Parses()
    {
        Server.On("GET /api/v1/transcriptions/7", Replies.Ok(new { id = 7 }));
        Server.On("GET /api/v1/me", Replies.Ok(new { }));
        Server.On("GET /api/v1/pipelines", Replies.Ok(new { pipelines = (object?)null }));
        Server.On("GET /api/v1/transcriptions/7/result", Replies.Ok(new { id = 7, qna = new[] { new { question = "q", citations = (object?)null } } }));
        var sut = CreateSut();

        (await sut.GetHandle("7").GetAsync(Token)).Should().Be(new Transcription { Id = "7" });
        (await sut.GetAccountAsync(Token)).Email.Should().BeNull();
        (await sut.GetPipelinesAsync(Token)).Should().BeEmpty();
        (await sut.GetHandle("7").GetResultAsync(cancellationToken: Token)).Qna.Single().Citations.Should().BeEmpty();
    }

    [Fact]
    public async Task Response_FieldsOfTomorrow_AreIgnoredOrKept()
    {
        Server.On("GET /api/v1/me", Replies.Ok(new { email = "a@b.example", monthly_credit_usd = 5, api_key = new { name = "ci", scopes = new[] { "read" }, spend = "1.5", cap = (object?)null, prefix = "tsk" } }));
        Server.On("GET /api/v1/pipelines", Replies.Ok(new { pipelines = new[] { new { code = "x", retail_usd_per_min = 0.0285, languages = new object[] { "en", new { code = "ja" } }, diarization = true } } }));
        var sut = CreateSut();

        var account = await sut.GetAccountAsync(Token);
        var pipeline = (await sut.GetPipelinesAsync(Token)).Single();

        account.Extra!["monthly_credit_usd"].GetInt32().Should().Be(5);
        account.ApiKey!.Spend.Should().Be(1.5m);
        pipeline.RetailUsdPerMin.Should().Be(0.0285m);
        pipeline.Languages.Should().Equal("en", "ja");
        pipeline.Extra!["diarization"].GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("\"it broke\"", null, "it broke")]
    [InlineData("{\"code\":\"probe\",\"message\":\"it broke\"}", "probe", "it broke")]
    [InlineData("{\"detail\":1}", null, "{\"detail\":1}")]
    public void RowError_TextOrObject_IsRead(string json, string? code, string message) =>
        JsonSerializer.Deserialize<Transcription>($$"""{"id":1,"error":{{json}}}""", TranscribeJson.Options)!.Error.Should().Be(new TranscriptionError(code, message));

    [Fact]
    public async Task Row_EveryField_IsRead()
    {
        Server.On("GET /api/v1/transcriptions/7", Replies.Raw(200, "application/json", """
            {"id":7,"status":"processing","stage":"asr","progress":41.5,"title":"T","source":"youtube","url":"https://y.example","language":"auto","detected_language":"en",
             "duration_seconds":61.2,"charge_usd":0.057,"error":null,"created_at":"2026-01-02T03:04:05Z","completed_at":null,"_timed_out":true}
            """));

        (await CreateSut().GetHandle("7").GetAsync(Token)).Should().Be(new Transcription
        {
            Id = "7",
            Status = TranscriptionStatus.Processing,
            Stage = "asr",
            Progress = 41.5,
            Title = "T",
            Source = "youtube",
            Url = "https://y.example",
            Language = "auto",
            DetectedLanguage = "en",
            DurationSeconds = 61.2,
            ChargeUsd = 0.057m,
            CreatedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            TimedOut = true,
        });
    }

    [Fact]
    public async Task Ask_Question_IsSentWithinItsLimits()
    {
        Server.On("POST /api/v1/transcriptions/7/ask", Replies.Ok(new { answer = "Because [1]", citations = new[] { new { text = "x", start_seconds = 1.5, url = "u" } }, no_answer = false }));
        var handle = CreateSut().GetHandle("7");

        var answer = await handle.AskAsync("Why?", 20, Token);

        answer.Text.Should().Be("Because [1]");
        answer.Citations.Single().Should().Be(new Citation { Text = "x", StartSeconds = 1.5, Url = "u" });
        Server.Requests.Single().Text.Should().Be("""{"question":"Why?","top_k":20}""");
        await handle.Awaiting(x => x.AskAsync(new string('?', 501))).Should().ThrowAsync<ArgumentException>();
        await handle.Awaiting(x => x.AskAsync("Why?", 9)).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Retry_NewAttempt_HasAKeyAndItsOwnHandle()
    {
        Server.On("POST /api/v1/transcriptions/7/retry", Replies.Json(202, new { id = 8, status = "pending", retail_usd = 0.5 }), Replies.Json(202, new { status = "pending" }));
        var handle = CreateSut().GetHandle("7");

        var attempt = await handle.RetryAsync(new RetryRequest { MaxChargeUsd = 2, IdempotencyKey = "again-1" }, Token);
        var same = await handle.RetryAsync(cancellationToken: Token);

        attempt.Id.Value.Should().Be("8");
        attempt.Submission!.RetailUsd.Should().Be(0.5m);
        same.Id.Value.Should().Be("7");
        Server.Requests[0].Text.Should().Be("""{"max_charge_usd":2}""");
        Server.Requests.Select(x => x.Key).Should().OnlyHaveUniqueItems().And.StartWith("again-1");
    }

    [Fact]
    public async Task Delete_Job_IsSent()
    {
        Server.On("DELETE /api/v1/transcriptions/7", Replies.Status(204));

        await CreateSut().GetHandle("7").DeleteAsync(Token);

        Server.Requests.Should().ContainSingle();
    }

    [Theory]
    [InlineData("""[{"id":3,"url":"https://h.example"}]""")]
    [InlineData("""{"data":[{"id":"3","url":"https://h.example"}]}""")]
    [InlineData("""{"webhooks":[{"id":"3","url":"https://h.example"}]}""")]
    [InlineData("""{"webhook":{"id":"3","url":"https://h.example"}}""")]
    [InlineData("""{"id":"3","url":"https://h.example"}""")]
    public async Task Webhooks_AnyShapeOfList_IsRead(string json)
    {
        Server.On("GET /api/v1/webhooks", Replies.Raw(200, "application/json", json));

        var hook = (await CreateSut().ListWebhooksAsync(Token)).Single();

        hook.Id.Should().Be("3");
        hook.Url.Should().Be("https://h.example");
    }

    [Fact]
    public async Task Webhooks_CreateDeleteTest_AreSent()
    {
        Server.On("POST /api/v1/webhooks", Replies.Json(201, new { url = "https://h.example/", secret = "whsec_x", events = new[] { "transcription.completed" } }));
        Server.On("DELETE /api/v1/webhooks", Replies.Status(204));
        Server.On("POST /api/v1/webhooks/test", Replies.Status(202));
        Server.On("GET /api/v1/webhooks", Replies.Ok(new { webhook = (object?)null }));
        var sut = CreateSut();

        var hook = await sut.CreateWebhookAsync(new WebhookRegistrationRequest { Url = new Uri("https://h.example/") }, Token);
        await sut.TestWebhookAsync(Token);
        await sut.DeleteWebhookAsync(Token);

        hook.Secret.Should().Be("whsec_x");
        hook.ToString().Should().NotContain("whsec_x");
        hook.Extra.Should().ContainKey("events");
        Server.Requests[0].Text.Should().Be("""{"url":"https://h.example/"}""");
        Server.Requests.Select(x => x.Route).Should().Equal("POST /api/v1/webhooks", "POST /api/v1/webhooks/test", "DELETE /api/v1/webhooks");
        (await sut.ListWebhooksAsync(Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task BaseUrl_WithPath_IsKept()
    {
        Server.On("GET /proxy/api/v1/me", Replies.Ok(new { }));

        await CreateSut(x => x.BaseUrl = new Uri(Server.Address, "/proxy/")).GetAccountAsync(Token);

        Server.Requests.Single().Headers["User-Agent"].Should().StartWith("Transcribe.Client/");
    }
}
