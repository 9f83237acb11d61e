using FunctionsScheduler.Functions;
using FunctionsScheduler.Handlers.ImageSharp;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
// A host passes on what a worker logs inside of functions only; what it writes to its console, it shows as its own.
builder.Logging.AddSimpleConsole(static console => console.SingleLine = true);
foreach (var noisy in new[] { "Microsoft", "System.Net.Http" })
    builder.Logging.AddFilter(noisy, LogLevel.Warning);
builder.Services.AddFunctionApp(builder.Configuration);
builder.Services.AddImageSharp();
await builder.Build().RunAsync();
