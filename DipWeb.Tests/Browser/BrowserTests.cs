namespace DipWeb.Tests.Browser;

/// <summary>Gathers the tests that drive a browser, so that they share one.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserSite>
{
    public const string Name = "browser";
}
