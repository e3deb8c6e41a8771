using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Activities.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class Money : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AbandonedAt",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "CeilingWaived",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "HeldAt",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HoldReason",
                table: "TranscribeJobs",
                type: "TEXT",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MediaKey",
                table: "TranscribeJobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "QuotedUsd",
                table: "TranscribeJobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "RetriedBy",
                table: "TranscribeJobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReusedId",
                table: "TranscribeJobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "SavedUsd",
                table: "TranscribeJobs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SpentAt",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TranscribeSpeakers",
                columns: table => new
                {
                    Connection = table.Column<string>(type: "TEXT", nullable: false),
                    JobId = table.Column<string>(type: "TEXT", nullable: false),
                    Label = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeSpeakers", x => new { x.Connection, x.JobId, x.Label });
                });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_Connection_SpentAt",
                table: "TranscribeJobs",
                columns: new[] { "Connection", "SpentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_CreatedAt",
                table: "TranscribeJobs",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_Held",
                table: "TranscribeJobs",
                column: "HeldAt",
                filter: "\"HeldAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_MediaKey",
                table: "TranscribeJobs",
                column: "MediaKey");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_WorkflowDefinitionId_SpentAt",
                table: "TranscribeJobs",
                columns: new[] { "WorkflowDefinitionId", "SpentAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TranscribeSpeakers");

            migrationBuilder.DropIndex(
                name: "IX_TranscribeJobs_Connection_SpentAt",
                table: "TranscribeJobs");

            migrationBuilder.DropIndex(
                name: "IX_TranscribeJobs_CreatedAt",
                table: "TranscribeJobs");

            migrationBuilder.DropIndex(
                name: "IX_TranscribeJobs_Held",
                table: "TranscribeJobs");

            migrationBuilder.DropIndex(
                name: "IX_TranscribeJobs_MediaKey",
                table: "TranscribeJobs");

            migrationBuilder.DropIndex(
                name: "IX_TranscribeJobs_WorkflowDefinitionId_SpentAt",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "AbandonedAt",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "CeilingWaived",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "HeldAt",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "HoldReason",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "MediaKey",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "QuotedUsd",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "RetriedBy",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "ReusedId",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "SavedUsd",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "SpentAt",
                table: "TranscribeJobs");
        }
    }
}
