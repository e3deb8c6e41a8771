using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class DefinitionConfiguration : IEntityTypeConfiguration<DefinitionRow>
{
    public void Configure(EntityTypeBuilder<DefinitionRow> builder)
    {
        builder.ToTable("WorkflowDefinitions");
        builder.HasKey(row => row.Id);
        builder.HasIndex(row => new { row.DefinitionId, row.Version }).IsUnique();
        builder.HasIndex(row => row.DefinitionId).IsUnique().HasFilter("\"IsPublished\"").HasDatabaseName("UX_WorkflowDefinitions_Published");
        builder.HasIndex(row => row.Name);
    }
}
