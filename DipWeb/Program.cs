var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
await app.RunAsync();

/// <summary>The entry point; public so that tests can start the application.</summary>
public partial class Program;
