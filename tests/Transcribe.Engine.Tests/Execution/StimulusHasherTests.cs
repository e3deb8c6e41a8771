using Transcribe.Engine.Authoring;
using Transcribe.Engine.Execution;

namespace Transcribe.Engine.Tests.Execution;

/// <summary>Hashes that a real upstream server computed.</summary>
public sealed class StimulusHasherTests
{
    [Fact]
    public void Hash_TextPayload_IsUpstreams() =>
        StimulusHasher.Hash("Probe.Block", "hk14").Should().Be("ABB0328A6B34AC9782AD0496121DB905EC8090F1A60DD7C9EDF4C9099932C35D");

    [Fact]
    public void Hash_PayloadWithExcludedMembers_IsUpstreams() =>
        StimulusHasher.Hash("Elsa.HttpEndpoint", new Endpoint("/h1", "get") { Authorize = true })
            .Should().Be("C3125CE3A405CD0864E2072A8C7D40900EF1C3BB1E4C395F560294D4767E7E67");

    private sealed record Endpoint(string Path, string Method)
    {
        [ExcludeFromHash]
        public bool Authorize { get; init; }
    }
}
