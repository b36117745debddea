using DipWeb.Access;
using DipWeb.Api;
using DipWeb.Cli;
using DipWeb.Compute;
using DipWeb.Health;
using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Preview;
using DipWeb.Results;
using DipWeb.Storage;

if (CommandLine.Handles(args))
{
    return await CommandLine.RunAsync(args);
}

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStorage();
builder.Services.AddAccess();
builder.Services.AddApi();
builder.Services.AddImages();
builder.Services.AddJobs();
builder.Services.AddCompute();
builder.Services.AddPreview();
builder.Services.AddResults();
builder.Services.AddHealth();

var app = builder.Build();
app.UseAccess();
app.UseApi();
app.MapImages();
app.MapJobs();
app.MapPreview();
app.MapResults();
app.MapApi();
app.MapHealth();
await app.RunAsync();
return 0;

/// <summary>The entry point; public so that tests can start the application.</summary>
public partial class Program;
