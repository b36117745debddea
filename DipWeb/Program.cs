using DipWeb.Images;
using DipWeb.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddStorage();
builder.Services.AddImages();

var app = builder.Build();
await app.RunAsync();
