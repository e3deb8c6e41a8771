using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using MimeKit;
using Transcribe.Activities.Connections;
using Transcribe.Activities.Deliver;
using Transcribe.Activities.Deliver.Email;
using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;
using Transcribe.Engine.Authoring;

namespace Transcribe.Activities.Tests.Deliver;

public sealed class EmailTests : IAsyncLifetime
{
    private const string Password = "SENTINEL-password";

    private readonly TempFolder _folder = new();
    private Workbench _bench = null!;
    private ChildServer? _server;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Received);
        _bench = await Workbench.CreateAsync(activities => activities.AddConnection("smtp", "default", new Dictionary<string, string> { ["pickupFolder"] = _folder.File("mail") }));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _bench.DisposeAsync();
        _folder.Dispose();
    }

    private string Received => _folder.File("received");

    [Fact]
    public async Task Execute_NoServerSetUp_WritesAFile()
    {
        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Delivered");
        using var mail = await LoadAsync(Directory.GetFiles(_folder.File("mail")).Single());
        mail.Subject.Should().Be("A talk");
        mail.To.ToString().Should().Be("ann@example.com, \"Bob\" <bob@example.com>");
        mail.TextBody!.TrimEnd().Should().Be("Hello");
        mail.MessageId.Should().Be((string)run.Outputs["Result"]!).And.StartWith((string)run.Outputs["DeliveryId"]!);
    }

    [Fact]
    public async Task Execute_StartTlsWithPassword_Arrives()
    {
        await UseServerAsync(new { users = new Dictionary<string, string> { ["flows"] = Password }, starttls = true }, ("userName", "flows"), ("password", Password));
        var sut = CreateSut();
        sut.Cc = new Input<string?>("cc@example.com");
        sut.Bcc = new Input<string?>("bcc@example.com");
        sut.ReplyTo = new Input<string?>("desk@example.com");

        (await RunAsync(sut)).Outcomes.Should().Equal("Delivered");

        var envelope = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(Received, "1.eml.json"), Workbench.Token));
        envelope.GetProperty("secure").GetBoolean().Should().BeTrue();
        envelope.GetProperty("user").GetString().Should().Be("flows");
        envelope.GetProperty("to").EnumerateArray().Select(x => x.GetString()).Should().BeEquivalentTo("ann@example.com", "bob@example.com", "cc@example.com", "bcc@example.com");
        using var mail = await LoadAsync(Path.Combine(Received, "1.eml"));
        mail.From.ToString().Should().Be("flows@example.com");
        mail.ReplyTo.ToString().Should().Be("desk@example.com");
        mail.Bcc.Count.Should().Be(0, "nobody sees them");
    }

    [Fact]
    public async Task Execute_TlsWithToken_Arrives()
    {
        await UseServerAsync(new { tokens = new Dictionary<string, string> { ["flows"] = "ya29.token" }, secure = true }, ("security", "Tls"), ("userName", "flows"), ("accessToken", "ya29.token"));

        (await RunAsync(CreateSut())).Outcomes.Should().Equal("Delivered");
    }

    [Fact]
    public async Task Execute_CertificateThatIsNotKnown_IsRejected()
    {
        await UseServerAsync(new { starttls = true }, ("certificateFingerprint", new string('0', 64)));

        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("TLS");
    }

    [Fact]
    public async Task Execute_NoStartTlsOffered_IsRejected()
    {
        await UseServerAsync(new { });

        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("STARTTLS");
        Directory.GetFiles(Received).Should().BeEmpty();
    }

    [Fact]
    public async Task Execute_WrongPassword_IsRejectedWithoutIt()
    {
        await UseServerAsync(new { users = new Dictionary<string, string> { ["flows"] = "right" }, starttls = true }, ("userName", "flows"), ("password", Password));

        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().Be("The mail server does not accept this user and password or token.");
        run.StoredText.Should().NotContain(Password);
    }

    [Fact]
    public async Task Execute_RecipientRefused_IsRejectedWithItsName()
    {
        await UseServerAsync(new { starttls = true, refuse = "bob@example.com" });

        var run = await RunAsync(CreateSut());

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Error"].Should().Be("550");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain("bob@example.com").And.Contain("No such user");
    }

    [Fact]
    public async Task Execute_AnswerLost_IsSentAgainWithTheSameMessageId()
    {
        await UseServerAsync(new { starttls = true, lose = 1 });
        var run = await RunAsync(CreateSut());
        run.Outcomes.Should().BeEmpty("it waits");

        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        await _bench.Outbox.RunOnceAsync(Workbench.Token);
        await run.ResumeAsync(DeliveryActivity.BookmarkName);

        run.Outcomes.Should().Equal("Delivered");
        using var first = await LoadAsync(Path.Combine(Received, "1.eml"));
        using var second = await LoadAsync(Path.Combine(Received, "2.eml"));
        second.MessageId.Should().Be(first.MessageId);
        second.Date.Should().Be(first.Date);
    }

    [Fact]
    public async Task Execute_HtmlAttachmentAndInlineImage_AreOneMail()
    {
        await UseServerAsync(new { starttls = true });
        var audio = new byte[3_000_000];
        new Random(1).NextBytes(audio);
        await _bench.Storage.WriteAsync(new StorageWrite("td-x", StoragePath.Parse("a/talk.mp3"), FileContent.Of(audio), "audio/mpeg", "00", false), Workbench.Token);
        var sut = CreateSut();
        sut.Html = new Input<string?>("<p>Hello <img src=\"cid:logo\"></p>");
        sut.Attachments = new Input<object?>(new object[]
        {
            new StoredFile { Path = "a/talk.mp3" },
            new Dictionary<string, object?> { ["name"] = "talk.srt", ["content"] = "1\nhéllo" },
            new Dictionary<string, object?> { ["name"] = "logo.png", ["content"] = new byte[] { 1, 2, 3 }, ["contentId"] = "logo" },
        });

        (await RunAsync(sut)).Outcomes.Should().Equal("Delivered");

        using var mail = await LoadAsync(Path.Combine(Received, "1.eml"));
        mail.TextBody!.TrimEnd().Should().Be("Hello");
        mail.HtmlBody.Should().Contain("cid:logo");
        var attachments = mail.Attachments.Cast<MimePart>().ToList();
        attachments.Select(part => part.FileName).Should().Equal("talk.mp3", "talk.srt");
        (await BytesAsync(attachments[0])).Should().Equal(audio);
        mail.BodyParts.OfType<MimePart>().Single(part => part.ContentId == "logo").ContentType.MimeType.Should().Be("image/png");
    }

    [Theory]
    [InlineData("", "no recipient")]
    [InlineData("not an address <", "not a list")]
    public async Task Execute_RecipientsThatAreNone_AreRejected(string to, string expected)
    {
        var sut = CreateSut();
        sut.To = new Input<string>(to);

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().BeOfType<string>().Which.Should().Contain(expected);
    }

    [Fact]
    public async Task Execute_LineBreakInTheSubject_IsNoHeader()
    {
        var sut = CreateSut();
        sut.Subject = new Input<string>("Hi\r\nBcc: eve@example.com");

        await RunAsync(sut);

        using var mail = await LoadAsync(Directory.GetFiles(_folder.File("mail")).Single());
        mail.Subject.Should().Be("Hi Bcc: eve@example.com");
        mail.Bcc.Count.Should().Be(0);
    }

    [Fact]
    public async Task Execute_AttachmentThatIsNotThere_IsRejected()
    {
        var sut = CreateSut();
        sut.Attachments = new Input<object?>(new StoredFile { Path = "no/such.mp3" });

        var run = await RunAsync(sut);

        run.Outcomes.Should().Equal("Rejected");
        run.Outputs["Reason"].Should().Be("There is no file 'no/such.mp3' in the storage 'default'.");
    }

    [Fact]
    public async Task Test_ServerAccepts_SaysSo()
    {
        await UseServerAsync(new { users = new Dictionary<string, string> { ["flows"] = Password }, starttls = true }, ("userName", "flows"), ("password", Password));

        (await _bench.Get<ConnectionManager>().TestAsync("smtp", "default", null, Workbench.Token)).Should().Be(new ConnectionTest(true, "127.0.0.1 accepts the user flows."));
        Directory.GetFiles(Received).Should().BeEmpty();
    }

    [Fact]
    public async Task Test_NobodyThere_SaysSo()
    {
        var settings = new Dictionary<string, string?> { ["host"] = "127.0.0.1", ["port"] = "1", ["from"] = "flows@example.com" };

        (await _bench.Get<ConnectionManager>().TestAsync("smtp", "x", settings, Workbench.Token))!.Message.Should().StartWith("The mail server cannot be reached");
    }

    private static SendEmail CreateSut() => new()
    {
        To = new Input<string>("ann@example.com, Bob <bob@example.com>"), Subject = new Input<string>("A talk"), Text = new Input<string?>("Hello"),
    };

    private async Task UseServerAsync(object options, params (string Name, string Value)[] settings)
    {
        Component.SmtpServer.Require();
        using var rsa = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await File.WriteAllTextAsync(_folder.File("key.pem"), rsa.ExportPkcs8PrivateKeyPem(), Workbench.Token);
        await File.WriteAllTextAsync(_folder.File("cert.pem"), certificate.ExportCertificatePem(), Workbench.Token);
        var all = JsonSerializer.SerializeToNode(options)!.AsObject();
        (all["folder"], all["key"], all["cert"]) = (Received, _folder.File("key.pem"), _folder.File("cert.pem"));
        _server = await ChildServer.StartNodeAsync("smtp.mjs", all.ToJsonString());

        var saved = new Dictionary<string, string?>
        {
            ["host"] = "127.0.0.1", ["port"] = _server.Port.ToString(), ["from"] = "flows@example.com", ["certificateFingerprint"] = certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };
        foreach (var (name, value) in settings)
            saved[name] = value;
        await _bench.Get<ConnectionManager>().SaveAsync("smtp", "default", saved, Workbench.Token);
    }

    private async Task<EngineRun> RunAsync(IActivity activity)
    {
        var run = new EngineRun(_bench, activity);
        await run.StartAsync();
        return run;
    }

    private static Task<MimeMessage> LoadAsync(string file) => MimeMessage.LoadAsync(file, Workbench.Token);

    private static async Task<byte[]> BytesAsync(MimePart part)
    {
        using var copy = new MemoryStream();
        await part.Content!.DecodeToAsync(copy, Workbench.Token);
        return copy.ToArray();
    }
}
