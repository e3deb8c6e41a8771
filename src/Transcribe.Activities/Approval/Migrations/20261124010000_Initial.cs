using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Activities.Approval.Migrations
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TranscribeApprovals",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    MayEdit = table.Column<bool>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WorkflowInstanceId = table.Column<string>(type: "TEXT", nullable: false),
                    SlackConnection = table.Column<string>(type: "TEXT", nullable: true),
                    SlackDeliveryId = table.Column<string>(type: "TEXT", nullable: true),
                    ClosedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: true),
                    Comment = table.Column<string>(type: "TEXT", nullable: true),
                    EditedText = table.Column<string>(type: "TEXT", nullable: true),
                    IsAwaited = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TranscribeApprovals", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeApprovals_ClosedAt",
                table: "TranscribeApprovals",
                column: "ClosedAt");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeApprovals_Open",
                table: "TranscribeApprovals",
                column: "ExpiresAt",
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeApprovals_Unsettled",
                table: "TranscribeApprovals",
                column: "Id",
                filter: "\"State\" <> 'Open' AND (\"IsAwaited\" OR \"SlackDeliveryId\" IS NOT NULL)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TranscribeApprovals");
        }
    }
}
