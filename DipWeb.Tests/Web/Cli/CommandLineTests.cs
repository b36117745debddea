using DipWeb.Cli;

namespace DipWeb.Tests.Web.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("restore")]
    [InlineData("compute")]
    [InlineData("restor")] // a slip is told, and starts no server
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--version")]
    public void Handles_Command_Yes(string first) => Assert.True(CommandLine.Handles([first, "more"]));

    [Theory]
    [InlineData]
    [InlineData("--Urls", "http://127.0.0.1:5080")]
    [InlineData("--Storage:DataDirectory=/tmp/x")]
    [InlineData("/Urls", "http://127.0.0.1:5080")]
    [InlineData("Urls=http://127.0.0.1:5080")]
    public void Handles_SettingsOfTheServer_No(params string[] args) => Assert.False(CommandLine.Handles(args));

    [Fact]
    public async Task Run_CommandThatThereIsNot_IsBadInput() => Assert.Equal(ExitCode.BadInput, await CommandLine.RunAsync(["restor", "picture.png"]));
}
