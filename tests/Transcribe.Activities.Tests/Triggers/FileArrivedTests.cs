using Transcribe.Activities.Deliver.Storage;
using Transcribe.Activities.Tests.Support;

namespace Transcribe.Activities.Tests.Triggers;

public sealed class FileArrivedInAFolderTests : FileArrivedContract
{
    private protected override Task<StorageSettings> StartStorageAsync() => Task.FromResult(new StorageSettings { Kind = StorageKind.Folder, Path = Folder.File("storage") });
}

public sealed class FileArrivedInS3Tests(S3Server server) : FileArrivedContract, IClassFixture<S3Server>
{
    private protected override Task<StorageSettings> StartStorageAsync() => server.StartAsync();
}

public sealed class FileArrivedInAzureTests(AzureServer server) : FileArrivedContract, IClassFixture<AzureServer>
{
    private protected override Task<StorageSettings> StartStorageAsync() => server.StartAsync();
}
