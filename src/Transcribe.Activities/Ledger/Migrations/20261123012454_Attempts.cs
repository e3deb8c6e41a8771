using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Activities.Ledger.Migrations
{
    /// <inheritdoc />
    public partial class Attempts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Attempt",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<long>(
                name: "AttemptedAt",
                table: "TranscribeJobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "DurationSeconds",
                table: "TranscribeJobs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "TranscribeJobs",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "ExternalUrl");

            migrationBuilder.AddColumn<string>(
                name: "UploadId",
                table: "TranscribeJobs",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Attempt",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "AttemptedAt",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "DurationSeconds",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "TranscribeJobs");

            migrationBuilder.DropColumn(
                name: "UploadId",
                table: "TranscribeJobs");
        }
    }
}
