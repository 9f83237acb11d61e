using FunctionsScheduler.Functions;
using FunctionsScheduler.Handlers.ImageSharp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddFunctionApp(builder.Configuration);
builder.Services.AddImageSharp();
await builder.Build().RunAsync();
