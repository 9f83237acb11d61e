using FunctionsScheduler.Chaos;

return await ChaosCommand.RunAsync(args);
