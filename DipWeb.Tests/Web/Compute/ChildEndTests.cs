using DipWeb.Compute;

namespace DipWeb.Tests.Web.Compute;

public sealed class ChildEndTests
{
    [Theory]
    [InlineData(137, false, "", "memory ran out")]
    [InlineData(137, true, "", "finished no iteration")]
    [InlineData(134, false, "", "ended unexpectedly (code 134).")]
    [InlineData(134, false, "Unhandled exception: no torch", "ended unexpectedly (code 134): Unhandled exception: no torch")]
    public void Describe_Death_IsASentenceForPeople(int exitCode, bool isStalled, string lastWords, string part) =>
        Assert.Contains(part, new ChildEnd(null, exitCode, isStalled, lastWords).Describe(), StringComparison.Ordinal);

    [Fact]
    public void Describe_LongLastWords_AreCutShort() =>
        Assert.InRange(new ChildEnd(null, 1, false, new string('x', 5000)).Describe().Length, 200, 300);
}
