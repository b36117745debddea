using System.Collections;

namespace DipWeb.Engine.Specs;

/// <summary>The value of every parameter of a task under each preset: one row a parameter, one column a preset.</summary>
internal sealed class PresetTable : IEnumerable<string>
{
    private readonly Dictionary<Preset, Dictionary<string, string>> _columns =
        Enum.GetValues<Preset>().ToDictionary(preset => preset, _ => new Dictionary<string, string>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, string> this[Preset preset] => _columns[preset];

    public void Add(string parameter, string value) => Add(parameter, value, value, value, value);

    public void Add(string parameter, string preview, string balanced, string best, string paper)
    {
        _columns[Preset.Preview].Add(parameter, preview);
        _columns[Preset.Balanced].Add(parameter, balanced);
        _columns[Preset.Best].Add(parameter, best);
        _columns[Preset.Paper].Add(parameter, paper);
    }

    public IEnumerator<string> GetEnumerator() => _columns[Preset.Balanced].Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
