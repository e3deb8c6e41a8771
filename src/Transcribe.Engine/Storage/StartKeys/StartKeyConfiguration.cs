using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class StartKeyConfiguration : IEntityTypeConfiguration<StartKeyRow>
{
    public void Configure(EntityTypeBuilder<StartKeyRow> builder)
    {
        builder.ToTable("StartKeys");
        builder.HasKey(row => row.Hash);
        builder.HasIndex(row => row.ExpiresAt);
    }
}
