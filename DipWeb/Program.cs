using DipWeb.Access;
using DipWeb.Api;
using DipWeb.App;
using DipWeb.Health;
using DipWeb.Images;
using DipWeb.Storage;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseStaticWebAssets();
builder.Services.AddStorage();
builder.Services.AddAccess();
builder.Services.AddApi();
builder.Services.AddImages();
builder.Services.AddHealth();
builder.Services.AddApp();

var app = builder.Build();
app.UseAccess();
app.UseApp();
app.UseApi();
app.MapImages();
app.MapApi();
app.MapHealth();
app.MapPages();
await app.RunAsync();

/// <summary>The entry point; public so that tests can start the application.</summary>
public partial class Program;
