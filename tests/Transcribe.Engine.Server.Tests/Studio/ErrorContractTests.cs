namespace Transcribe.Engine.Server.Tests.Studio;

/// <summary>Refusals, compared with a recorded upstream server's.</summary>
public sealed class ErrorContractTests(StudioServer server) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("errors/unknown-path")]
    [InlineData("errors/definition-not-found")]
    [InlineData("errors/instance-not-found")]
    [InlineData("errors/journal-not-found")]
    [InlineData("errors/execute-not-found")]
    [InlineData("errors/save-invalid-json")]
    [InlineData("definitions/publish-unknown")]
    [InlineData("definitions/retract-unknown")]
    [InlineData("definitions/delete-unknown")]
    [InlineData("instances/_misc/delete-unknown")]
    public Task Request_Recorded_IsRefusedTheSame(string recording) => server.ExpectSameAsync(recording);
}
