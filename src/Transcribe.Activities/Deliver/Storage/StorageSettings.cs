using Transcribe.Activities.Connections;

namespace Transcribe.Activities.Deliver.Storage;

/// <summary>The kinds of storage.</summary>
internal enum StorageKind
{
    Folder,
    S3,
    AzureBlob,
    Sftp,
}

/// <summary>The settings of a storage connection; each kind needs its own.</summary>
internal sealed class StorageSettings
{
    [Setting("What kind of storage it is.", IsRequired = true)]
    public StorageKind? Kind { get; set; }

    [Setting("Folder: the full path on the server. Sftp: the folder on the SFTP server, such as /upload.", OnlyFor = new[] { nameof(StorageKind.Folder), nameof(StorageKind.Sftp) })]
    public string? Path { get; set; }

    [Setting("S3: the bucket.", OnlyFor = new[] { nameof(StorageKind.S3) })]
    public string? Bucket { get; set; }

    [Setting("S3: the region, such as eu-central-1.", OnlyFor = new[] { nameof(StorageKind.S3) })]
    public string? Region { get; set; }

    [Setting("S3: the address of a compatible server; empty for Amazon.", OnlyFor = new[] { nameof(StorageKind.S3) })]
    public Uri? Endpoint { get; set; }

    [Setting("S3: the access key's id.", OnlyFor = new[] { nameof(StorageKind.S3) })]
    public string? AccessKeyId { get; set; }

    [Setting("S3: the secret access key.", IsSecret = true, OnlyFor = new[] { nameof(StorageKind.S3) })]
    public string? SecretAccessKey { get; set; }

    [Setting("AzureBlob: the connection string of the storage account.", IsSecret = true, OnlyFor = new[] { nameof(StorageKind.AzureBlob) })]
    public string? ConnectionString { get; set; }

    [Setting("AzureBlob: the container.", OnlyFor = new[] { nameof(StorageKind.AzureBlob) })]
    public string? Container { get; set; }

    [Setting("S3 and AzureBlob: a folder inside, below which everything is kept; empty for none.", OnlyFor = new[] { nameof(StorageKind.S3), nameof(StorageKind.AzureBlob) })]
    public string? Prefix { get; set; }

    [Setting("Sftp: the server's name.", OnlyFor = new[] { nameof(StorageKind.Sftp) })]
    public string? Host { get; set; }

    [Setting("Sftp: the port; empty for 22.", OnlyFor = new[] { nameof(StorageKind.Sftp) })]
    public int? Port { get; set; }

    [Setting("Sftp: the user.", OnlyFor = new[] { nameof(StorageKind.Sftp) })]
    public string? UserName { get; set; }

    [Setting("Sftp: the password; empty with a private key.", IsSecret = true, OnlyFor = new[] { nameof(StorageKind.Sftp) })]
    public string? Password { get; set; }

    [Setting("Sftp: the private key in PEM or OpenSSH form.", IsSecret = true, IsMultiline = true, OnlyFor = new[] { nameof(StorageKind.Sftp) })]
    public string? PrivateKey { get; set; }

    [Setting("Sftp: the fingerprint of the server's key, SHA256:…; a test without it says which one the server shows.", OnlyFor = new[] { nameof(StorageKind.Sftp) })]
    public string? HostKey { get; set; }

    /// <summary>The prefix of every key: empty, or ending with <c>/</c>.</summary>
    public string KeyPrefix => Prefix?.Trim('/') is { Length: > 0 } prefix ? prefix + "/" : string.Empty;

    public override string ToString() => $"{nameof(StorageSettings)} ({Kind})";
}
