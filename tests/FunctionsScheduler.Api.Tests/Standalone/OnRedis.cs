using FunctionsScheduler.Api.Tests.Compatibility;
using FunctionsScheduler.Api.Tests.Errors;
using FunctionsScheduler.Api.Tests.Jobs;
using FunctionsScheduler.Api.Tests.Queues;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Standalone;

/// <summary>What does not touch the store is tested on one store alone.</summary>
[Trait("Store", "redis-server")]
public sealed class CeleryPlatformOnRedisTests(StandaloneOnRedis platform) : CeleryPlatformTests(platform);

[Trait("Store", "redis-server")]
public sealed class SubmitJobOnRedisTests(StandaloneOnRedis platform) : SubmitJobTests(platform);

[Trait("Store", "redis-server")]
public sealed class IdempotencyOnRedisTests(StandaloneOnRedis platform) : IdempotencyTests(platform);

[Trait("Store", "redis-server")]
public sealed class FollowJobOnRedisTests(StandaloneOnRedis platform) : FollowJobTests(platform);

[Trait("Store", "redis-server")]
public sealed class GetJobOnRedisTests(StandaloneOnRedis platform) : GetJobTests(platform);

[Trait("Store", "redis-server")]
public sealed class ArtifactOnRedisTests(StandaloneOnRedis platform) : ArtifactTests(platform);

[Trait("Store", "redis-server")]
public sealed class FailedJobOnRedisTests(StandaloneOnRedis platform) : FailedJobTests(platform);

[Trait("Store", "redis-server")]
public sealed class QueuesApiOnRedisTests(StandaloneOnRedis platform) : QueuesApiTests(platform);

[Trait("Store", "redis-server")]
public sealed class StoreOutageOnRedisTests(StandaloneOnRedis platform) : StoreOutageTests(platform);

[Trait("Store", "redis-server")]
public sealed class StoreFullOnRedisTests(StandaloneOnRedis platform) : StoreFullTests(platform);

[Trait("Store", "redis-server")]
public sealed class JobActionsOnRedisTests(StandaloneOnRedis platform) : JobActionsTests(platform);

[Trait("Store", "redis-server")]
public sealed class QueueActionsOnRedisTests(StandaloneOnRedis platform) : QueueActionsTests(platform);
