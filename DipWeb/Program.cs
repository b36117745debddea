using DipWeb.Access;
using DipWeb.Api;
using DipWeb.App;
using DipWeb.Cli;
using DipWeb.Compute;
using DipWeb.Editor;
using DipWeb.Health;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Preview;
using DipWeb.Results;
using DipWeb.Storage;

if (CommandLine.Handles(args)) { return await CommandLine.RunAsync(args); }

// The configuration file lies beside the program, whatever the current folder is.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.Services.AddStorage().AddAccess().AddApi().AddImages();
builder.Services.AddJobs().AddCompute().AddPreview().AddResults();
builder.Services.AddEditor().AddHealth().AddApp();

var app = builder.Build();
app.UseAccess().UseApp().UseApi();
app.MapImages().MapJobs().MapPreview().MapResults().MapApi();
app.MapHealth();
app.MapPages();
try
{
    await app.RunAsync();
    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}

/// <summary>The entry point; public so that tests can start the application.</summary>
public partial class Program;
