using System.Text.Json;
using DipWeb.Images;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DipWeb.Jobs;

internal sealed class RestorationJobConfiguration : IEntityTypeConfiguration<RestorationJob>
{
    public void Configure(EntityTypeBuilder<RestorationJob> builder)
    {
        builder.ToTable("Jobs");
        builder.HasKey(job => job.Id);
        builder.Ignore(job => job.Standing);
        builder.Ignore(job => job.Seeds);
        builder.Property(job => job.Regions).HasDefaultValue(1);
        builder.Property(job => job.State).HasConversion<string>();
        builder.Property(job => job.Desired).HasConversion<string>();
        builder.Property(job => job.StopReason).HasConversion<string>();
        builder.Property(job => job.Parameters).HasConversion(
            values => JsonSerializer.Serialize(values, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<Dictionary<string, string>>(text, JsonSerializerOptions.Default) ?? new(),
            new ValueComparer<Dictionary<string, string>>(
                (one, other) => ReferenceEquals(one, other),
                values => values.Count,
                values => new Dictionary<string, string>(values)));
        builder.HasIndex(job => new { job.State, job.QueueOrder });
        builder.HasOne<StoredImage>().WithMany().HasForeignKey(job => job.ImageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredImage>().WithMany().HasForeignKey(job => job.GuideId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredImage>().WithMany().HasForeignKey(job => job.ReferenceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StoredMask>().WithMany().HasForeignKey(job => job.MaskId).OnDelete(DeleteBehavior.Restrict);
    }
}
