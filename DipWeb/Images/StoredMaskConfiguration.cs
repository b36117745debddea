using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DipWeb.Images;

internal sealed class StoredMaskConfiguration : IEntityTypeConfiguration<StoredMask>
{
    public void Configure(EntityTypeBuilder<StoredMask> builder)
    {
        builder.ToTable("Masks");
        builder.HasKey(mask => mask.Id);
        builder.HasOne<StoredImage>().WithMany().HasForeignKey(mask => mask.ImageId).OnDelete(DeleteBehavior.Cascade);
    }
}
