using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

internal sealed class InstanceConfiguration : IEntityTypeConfiguration<InstanceRow>, IEntityTypeConfiguration<InstanceDataRow>
{
    private const string Table = "WorkflowInstances";

    public void Configure(EntityTypeBuilder<InstanceRow> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(row => row.Id);

        // Most rows are finished runs. Indexes that only cover the others, or the few with a value, cost those nothing.
        builder.HasIndex(row => row.CreatedAt);
        builder.HasIndex(row => new { row.DefinitionId, row.CreatedAt });
        builder.HasIndex(row => row.SubStatus).HasFilter("\"Status\" = 'Running'");
        builder.HasIndex(row => row.CorrelationId).HasFilter("\"CorrelationId\" IS NOT NULL");
        builder.HasIndex(row => row.ParentWorkflowInstanceId).HasFilter("\"ParentWorkflowInstanceId\" IS NOT NULL");
        builder.HasOne(row => row.State).WithOne().HasForeignKey<InstanceDataRow>(row => row.Id);
        builder.Navigation(row => row.State).IsRequired();
    }

    public void Configure(EntityTypeBuilder<InstanceDataRow> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(row => row.Id);
    }
}
