using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Activities.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class RunsOfDeliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "WorkflowInstanceId",
                table: "TranscribeDeliveries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_TranscribeDeliveries_WorkflowInstanceId",
                table: "TranscribeDeliveries",
                column: "WorkflowInstanceId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_TranscribeDeliveries_WorkflowInstanceId",
                table: "TranscribeDeliveries");

            migrationBuilder.DropColumn(
                name: "WorkflowInstanceId",
                table: "TranscribeDeliveries");
        }
    }
}
