using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Engine.Storage.Migrations
{
    /// <inheritdoc />
    public partial class StartKeysAndSchedules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "LastInstanceId",
                table: "Triggers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastRunAt",
                table: "Triggers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PausedAt",
                table: "Triggers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "StartKeys",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", nullable: false),
                    WorkflowInstanceId = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StartKeys", x => x.Hash);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StartKeys_ExpiresAt",
                table: "StartKeys",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "StartKeys");

            migrationBuilder.DropColumn(
                name: "LastInstanceId",
                table: "Triggers");

            migrationBuilder.DropColumn(
                name: "LastRunAt",
                table: "Triggers");

            migrationBuilder.DropColumn(
                name: "PausedAt",
                table: "Triggers");
        }
    }
}
