using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class TriggerConfiguration : IEntityTypeConfiguration<TriggerRow>
{
    public void Configure(EntityTypeBuilder<TriggerRow> builder)
    {
        builder.ToTable("Triggers");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => new { row.DefinitionId, row.ActivityId, row.Hash }).IsUnique();
        builder.HasIndex(row => row.Hash);
    }
}
