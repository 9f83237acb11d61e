using FunctionsScheduler.Testing;

[assembly: AssemblyFixture(typeof(StandaloneOnGarnet))]
[assembly: AssemblyFixture(typeof(StandaloneOnRedis))]
[assembly: CaptureConsole]
