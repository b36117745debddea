namespace DipWeb.Tests.TestKit;

/// <summary>The tests that look at finished runs share them.</summary>
[CollectionDefinition(Name)]
public sealed class WithFinishedRuns : ICollectionFixture<FinishedRuns>
{
    public const string Name = "finished runs";
}
