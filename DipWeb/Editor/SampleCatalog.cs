using System.Text.Json;

namespace DipWeb.Editor;

/// <summary>The samples, from the manifest beside their pictures.</summary>
public sealed class SampleCatalog
{
    public SampleCatalog(IWebHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        using var manifest = environment.WebRootFileProvider.GetFileInfo("samples/index.json").CreateReadStream();
        All = JsonSerializer.Deserialize<List<Sample>>(manifest, JsonSerializerOptions.Web) ?? [];
    }

    public IReadOnlyList<Sample> All { get; }
}
