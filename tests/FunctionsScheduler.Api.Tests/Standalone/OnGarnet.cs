using FunctionsScheduler.Api.Tests.Auth;
using FunctionsScheduler.Api.Tests.Compatibility;
using FunctionsScheduler.Api.Tests.Docs;
using FunctionsScheduler.Api.Tests.Errors;
using FunctionsScheduler.Api.Tests.Jobs;
using FunctionsScheduler.Api.Tests.Management;
using FunctionsScheduler.Api.Tests.Queues;
using FunctionsScheduler.Testing;

namespace FunctionsScheduler.Api.Tests.Standalone;

[Trait("Store", "Garnet")]
public sealed class CeleryPlatformOnGarnetTests(StandaloneOnGarnet platform) : CeleryPlatformTests(platform);

[Trait("Store", "Garnet")]
public sealed class SubmitJobOnGarnetTests(StandaloneOnGarnet platform) : SubmitJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class SubmissionErrorOnGarnetTests(StandaloneOnGarnet platform) : SubmissionErrorTests(platform);

[Trait("Store", "Garnet")]
public sealed class SizeLimitOnGarnetTests(StandaloneOnGarnet platform) : SizeLimitTests(platform);

[Trait("Store", "Garnet")]
public sealed class IdempotencyOnGarnetTests(StandaloneOnGarnet platform) : IdempotencyTests(platform);

[Trait("Store", "Garnet")]
public sealed class FollowJobOnGarnetTests(StandaloneOnGarnet platform) : FollowJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class GetJobOnGarnetTests(StandaloneOnGarnet platform) : GetJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class ArtifactOnGarnetTests(StandaloneOnGarnet platform) : ArtifactTests(platform);

[Trait("Store", "Garnet")]
public sealed class FailedJobOnGarnetTests(StandaloneOnGarnet platform) : FailedJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class QueuesApiOnGarnetTests(StandaloneOnGarnet platform) : QueuesApiTests(platform);

[Trait("Store", "Garnet")]
public sealed class DocsApiOnGarnetTests(StandaloneOnGarnet platform) : DocsApiTests(platform);

[Trait("Store", "Garnet")]
public sealed class ManagementOnGarnetTests(StandaloneOnGarnet platform) : ManagementTests(platform);

[Trait("Store", "Garnet")]
public sealed class RequestMetricsOnGarnetTests(StandaloneOnGarnet platform) : RequestMetricsTests(platform);

[Trait("Store", "Garnet")]
public sealed class ApiKeyOnGarnetTests(StandaloneOnGarnet platform) : ApiKeyTests(platform);

[Trait("Store", "Garnet")]
public sealed class RouteErrorOnGarnetTests(StandaloneOnGarnet platform) : RouteErrorTests(platform);

[Trait("Store", "Garnet")]
public sealed class JobActionsOnGarnetTests(StandaloneOnGarnet platform) : JobActionsTests(platform);

[Trait("Store", "Garnet")]
public sealed class QueueActionsOnGarnetTests(StandaloneOnGarnet platform) : QueueActionsTests(platform);
