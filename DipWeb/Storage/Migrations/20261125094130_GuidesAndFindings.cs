using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DipWeb.Storage.Migrations
{
    /// <inheritdoc />
    public partial class GuidesAndFindings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<double>(
                name: "EstimatedPsnr",
                table: "Jobs",
                type: "REAL",
                nullable: true);

            // AddForeignKey would copy the whole table, outside of any transaction; SQLite takes the reference with the new column.
            migrationBuilder.Sql("ALTER TABLE \"Jobs\" ADD COLUMN \"GuideId\" TEXT NULL REFERENCES \"Images\" (\"Id\") ON DELETE RESTRICT;");

            migrationBuilder.AddColumn<double>(
                name: "HoleShare",
                table: "Jobs",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "NoiseDeviation",
                table: "Jobs",
                type: "REAL",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_GuideId",
                table: "Jobs",
                column: "GuideId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Jobs_Images_GuideId",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_GuideId",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "EstimatedPsnr",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "GuideId",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "HoleShare",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "NoiseDeviation",
                table: "Jobs");
        }
    }
}
