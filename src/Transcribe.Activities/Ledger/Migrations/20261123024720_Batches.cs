using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Activities.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class Batches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ReleasedAt",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TranscribeBatchItems",
                columns: table => new
                {
                    BatchId = table.Column<string>(type: "TEXT", nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Media = table.Column<string>(type: "TEXT", nullable: false),
                    Storage = table.Column<string>(type: "TEXT", nullable: true),
                    Title = table.Column<string>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    FailedAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Setbacks = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<long>(type: "INTEGER", nullable: true),
                    Upload = table.Column<string>(type: "TEXT", nullable: true),
                    MaxChargeUsd = table.Column<decimal>(type: "TEXT", nullable: true),
                    LedgerId = table.Column<string>(type: "TEXT", nullable: true),
                    JobId = table.Column<string>(type: "TEXT", nullable: true),
                    PaidUsd = table.Column<decimal>(type: "TEXT", nullable: false),
                    HeldUsd = table.Column<decimal>(type: "TEXT", nullable: false),
                    IsReused = table.Column<bool>(type: "INTEGER", nullable: false),
                    SavedUsd = table.Column<decimal>(type: "TEXT", nullable: false),
                    DurationSeconds = table.Column<double>(type: "REAL", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeBatchItems", x => new { x.BatchId, x.Index });
                });

            migrationBuilder.CreateTable(
                name: "TranscribeBatches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Connection = table.Column<string>(type: "TEXT", nullable: false),
                    WorkflowDefinitionId = table.Column<string>(type: "TEXT", nullable: true),
                    WorkflowInstanceId = table.Column<string>(type: "TEXT", nullable: true),
                    Parallel = table.Column<int>(type: "INTEGER", nullable: false),
                    BudgetUsd = table.Column<decimal>(type: "TEXT", nullable: true),
                    MaxAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    StopsAtFailure = table.Column<bool>(type: "INTEGER", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    Pipeline = table.Column<string>(type: "TEXT", nullable: true),
                    ReuseWindow = table.Column<TimeSpan>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StoppedReason = table.Column<string>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NotifiedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeBatches", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeBatchItems_BatchId_State_Index",
                table: "TranscribeBatchItems",
                columns: new[] { "BatchId", "State", "Index" });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeBatchItems_LedgerId",
                table: "TranscribeBatchItems",
                column: "LedgerId");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeBatches_Unnotified",
                table: "TranscribeBatches",
                column: "CreatedAt",
                filter: "\"NotifiedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TranscribeBatchItems");

            migrationBuilder.DropTable(
                name: "TranscribeBatches");

            migrationBuilder.DropColumn(
                name: "ReleasedAt",
                table: "TranscribeJobs");
        }
    }
}
