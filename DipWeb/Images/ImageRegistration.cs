using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DipWeb.Images;

public static class ImageRegistration
{
    /// <summary>Adds the codec and the stores of pictures and masks.</summary>
    public static IServiceCollection AddImages(this IServiceCollection services)
    {
        services.AddOptions<ImageLimits>().BindConfiguration(ImageLimits.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ImageCodec(provider.GetRequiredService<IOptions<ImageLimits>>().Value));
        services.AddSingleton<UploadSpool>();
        services.AddSingleton<ImageStore>();
        services.AddSingleton<MaskStore>();
        services.AddHostedService<IncomingSweep>();
        return services;
    }
}
