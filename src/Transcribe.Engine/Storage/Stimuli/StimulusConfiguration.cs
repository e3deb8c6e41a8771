using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class StimulusConfiguration : IEntityTypeConfiguration<StimulusRow>
{
    public void Configure(EntityTypeBuilder<StimulusRow> builder)
    {
        builder.ToTable("Stimuli");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => row.Hash);
        builder.HasIndex(row => row.ExpiresAt);
        builder.HasIndex(row => row.BookmarkId).HasFilter("\"BookmarkId\" IS NOT NULL");
    }
}
