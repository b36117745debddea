using DipWeb.Access;
using DipWeb.Api;
using DipWeb.Health;
using DipWeb.Images;
using DipWeb.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStorage();
builder.Services.AddAccess();
builder.Services.AddApi();
builder.Services.AddImages();
builder.Services.AddHealth();

var app = builder.Build();
app.UseAccess();
app.UseApi();
app.MapImages();
app.MapApi();
app.MapHealth();
await app.RunAsync();

/// <summary>The entry point; public so that tests can start the application.</summary>
public partial class Program;
