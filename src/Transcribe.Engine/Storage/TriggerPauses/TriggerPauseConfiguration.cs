using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class TriggerPauseConfiguration : IEntityTypeConfiguration<TriggerPauseRow>
{
    public void Configure(EntityTypeBuilder<TriggerPauseRow> builder)
    {
        builder.ToTable("TriggerPauses");
        builder.HasKey(row => row.DefinitionId);
    }
}
