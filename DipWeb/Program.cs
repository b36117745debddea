using DipWeb.Images;
using DipWeb.Jobs;
using DipWeb.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStorage();
builder.Services.AddImages();
builder.Services.AddJobs();

var app = builder.Build();
await app.RunAsync();

/// <summary>The entry point; public so that tests can start the application.</summary>
public partial class Program;
