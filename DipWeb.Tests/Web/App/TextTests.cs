using System.Text.RegularExpressions;
using System.Xml.Linq;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.App;

/// <summary>Everything that the application says, in both its languages: each file of texts beside its Japanese twin.</summary>
public sealed partial class TextTests
{
    private const string Ending = ".resx";
    private const string JapaneseEnding = ".ja.resx";

    /// <summary>These have no English file: the English sentences stand in the code, where the refusals are made.</summary>
    private static readonly string Refusals = Path.Combine("Images", "Resources", "RefusalText.resx");

    private static readonly string Application = Path.Combine(SourceTree.Root, "DipWeb");

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Application, "*" + Ending, SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Application, path).Replace(JapaneseEnding, Ending, StringComparison.Ordinal))
            .Where(file => file != Refusals)
            .Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Keys_OfBothLanguages_AreTheSame(string file)
    {
        var (english, japanese) = (Read(file), Read(Japanese(file)));

        Assert.NotEmpty(english);
        Assert.Empty(english.Keys.Except(japanese.Keys));
        Assert.Empty(japanese.Keys.Except(english.Keys));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Values_OfBothLanguages_SaySomething(string file) =>
        Assert.Empty(Read(file).Concat(Read(Japanese(file))).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key));

    [Theory]
    [MemberData(nameof(Files))]
    public void Values_OfBothLanguages_HavePlacesForTheSameNumbers(string file)
    {
        var japanese = Read(Japanese(file));

        Assert.All(Read(file), text => Assert.Equal(Places(text.Value), Places(japanese[text.Key])));
    }

    [Fact]
    public void Files_OfTheShell_AreAmongThem() => Assert.Contains(Path.Combine("App", "Resources", "AppText.resx"), Files.Select(row => row.Data));

    [Fact]
    public void Refusals_EveryCodeInTheSources_HasAJapaneseSentence()
    {
        var known = Read(Japanese(Refusals)).Keys;
        var used = Directory.EnumerateFiles(SourceTree.Root, "*.cs", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(SourceTree.Root, path).Split(Path.DirectorySeparatorChar)[0] is "DipWeb" or "DipWeb.Engine")
            .SelectMany(path => Code().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .Where(word => word is not ("result.tif" or "spread.tif" or "server.lock")) // names of files
            .Distinct().ToList();

        Assert.True(used.Count > 40, $"Only {used.Count} codes were found.");
        Assert.Empty(used.Except(known));
    }

    [GeneratedRegex("\"((?:body|compute|damage|encoding|form|frame|guide|image|job|json|mask|method|origin|param|preset|queue|reference|request|result|server|spread|storage|task|upload)\\.[a-z_]+)\"")]
    private static partial Regex Code();

    private static string Japanese(string file) => file[..^Ending.Length] + JapaneseEnding;

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Application, file)).Descendants("data")
            .ToDictionary(data => data.Attribute("name")?.Value ?? "", data => data.Element("value")?.Value ?? "", StringComparer.Ordinal);

    /// <summary>The numbers of the values that a text has places for.</summary>
    private static IEnumerable<char> Places(string text) =>
        Enumerable.Range(0, Math.Max(0, text.Length - 1)).Where(i => text[i] == '{' && char.IsAsciiDigit(text[i + 1])).Select(i => text[i + 1]).Distinct().Order();
}
