namespace DipWeb.Editor;

public static class EditorRegistration
{
    /// <summary>Adds the samples and what opens the studio.</summary>
    public static IServiceCollection AddEditor(this IServiceCollection services) =>
        services.AddSingleton<SampleCatalog>().AddSingleton<StudioLoader>();
}
