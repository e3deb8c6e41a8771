using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Transcribe.Engine.Storage;

// Both tables are stored in the order of their keys (the migration says WITHOUT ROWID): the rows of one run lie together, and a commit
// touches one page where a table with an index would touch two for each row.
internal sealed class JournalConfiguration : IEntityTypeConfiguration<JournalRow>, IEntityTypeConfiguration<ActivityExecutionRow>
{
    public void Configure(EntityTypeBuilder<JournalRow> builder)
    {
        builder.ToTable("Journal");
        builder.HasKey(row => new { row.WorkflowInstanceId, row.Sequence });
    }

    public void Configure(EntityTypeBuilder<ActivityExecutionRow> builder)
    {
        builder.ToTable("ActivityExecutions");
        builder.HasKey(row => new { row.WorkflowInstanceId, row.Id });
    }
}
