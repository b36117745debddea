using System.Xml.Linq;
using DipWeb.Tests.TestKit;

namespace DipWeb.Tests.Web.App;

public sealed class AppTextTests
{
    [Fact]
    public void Texts_EnglishAndJapanese_HaveTheSameKeys()
    {
        var (english, japanese) = (Read("AppText.resx"), Read("AppText.ja.resx"));

        Assert.NotEmpty(english);
        Assert.Empty(english.Keys.Except(japanese.Keys));
        Assert.Empty(japanese.Keys.Except(english.Keys));
    }

    [Theory]
    [InlineData("AppText.resx")]
    [InlineData("AppText.ja.resx")]
    public void Texts_EveryKey_SaysSomething(string file) =>
        Assert.Empty(Read(file).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key));

    [Fact]
    public void Texts_PlacesForValues_AreTheSameInBothLanguages()
    {
        var (english, japanese) = (Read("AppText.resx"), Read("AppText.ja.resx"));

        Assert.All(english, text => Assert.Equal(Places(text.Value), Places(japanese[text.Key])));
    }

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(SourceTree.Root, "DipWeb", "App", "Resources", file)).Descendants("data")
            .ToDictionary(data => data.Attribute("name")?.Value ?? "", data => data.Element("value")?.Value ?? "", StringComparer.Ordinal);

    /// <summary>The numbers of the values that a text has places for.</summary>
    private static IEnumerable<char> Places(string text) =>
        Enumerable.Range(0, Math.Max(0, text.Length - 1)).Where(i => text[i] == '{' && char.IsAsciiDigit(text[i + 1])).Select(i => text[i + 1]).Order();
}
