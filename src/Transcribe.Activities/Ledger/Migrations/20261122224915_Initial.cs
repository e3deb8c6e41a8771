using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Activities.Ledger.Migrations
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TranscribeCallbacks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    LedgerId = table.Column<string>(type: "TEXT", nullable: false),
                    BodyHash = table.Column<string>(type: "TEXT", nullable: false),
                    Headers = table.Column<string>(type: "TEXT", nullable: true),
                    Verified = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ProcessedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeCallbacks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TranscribeDeliveries",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Connection = table.Column<string>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    ContentHash = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DeliveredAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeDeliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TranscribeJobs",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Connection = table.Column<string>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    RequestHash = table.Column<string>(type: "TEXT", nullable: false),
                    CallbackUrl = table.Column<string>(type: "TEXT", nullable: true),
                    ProtectedCallbackSecret = table.Column<string>(type: "TEXT", nullable: true),
                    JobId = table.Column<string>(type: "TEXT", nullable: true),
                    Status = table.Column<string>(type: "TEXT", nullable: true),
                    BilledMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    PriceUsd = table.Column<decimal>(type: "TEXT", nullable: true),
                    WorkflowDefinitionId = table.Column<string>(type: "TEXT", nullable: true),
                    WorkflowInstanceId = table.Column<string>(type: "TEXT", nullable: true),
                    ActivityInstanceId = table.Column<string>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SubmittedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CompletedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    NotifiedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Error = table.Column<string>(type: "TEXT", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeJobs", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeCallbacks_LedgerId_BodyHash",
                table: "TranscribeCallbacks",
                columns: new[] { "LedgerId", "BodyHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeCallbacks_Unprocessed",
                table: "TranscribeCallbacks",
                column: "ReceivedAt",
                filter: "\"ProcessedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_Connection_Key",
                table: "TranscribeJobs",
                columns: new[] { "Connection", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_JobId_Connection",
                table: "TranscribeJobs",
                columns: new[] { "JobId", "Connection" });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_Open",
                table: "TranscribeJobs",
                column: "Connection",
                filter: "\"JobId\" IS NOT NULL AND \"CompletedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_Unnotified",
                table: "TranscribeJobs",
                column: "CompletedAt",
                filter: "\"CompletedAt\" IS NOT NULL AND \"NotifiedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeJobs_WorkflowInstanceId",
                table: "TranscribeJobs",
                column: "WorkflowInstanceId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TranscribeCallbacks");

            migrationBuilder.DropTable(
                name: "TranscribeDeliveries");

            migrationBuilder.DropTable(
                name: "TranscribeJobs");
        }
    }
}
