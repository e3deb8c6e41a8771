using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Transcribe.Engine.Server.Identity.Migrations
{
    /// <inheritdoc />
    internal partial class AlterationPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "IdentityAlterationPlans",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdentityAlterationPlans", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_IdentityAlterationPlans_CreatedAt",
                table: "IdentityAlterationPlans",
                column: "CreatedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IdentityAlterationPlans");
        }
    }
}
