using FunctionsScheduler.Standalone;

return await Cli.RunAsync(args);
