using FunctionsScheduler.Rehearsal;

return await RehearsalCommand.RunAsync(args);
