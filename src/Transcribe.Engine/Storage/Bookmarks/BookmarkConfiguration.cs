using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class BookmarkConfiguration : IEntityTypeConfiguration<BookmarkRow>
{
    public void Configure(EntityTypeBuilder<BookmarkRow> builder)
    {
        builder.ToTable("Bookmarks");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => row.Hash);
        builder.HasIndex(row => row.WorkflowInstanceId);
        builder.HasIndex(row => new { row.DueAt, row.Id }).HasFilter("\"DueAt\" IS NOT NULL");
    }
}
