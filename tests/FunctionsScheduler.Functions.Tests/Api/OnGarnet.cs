using FunctionsScheduler.Api.Tests.Auth;
using FunctionsScheduler.Api.Tests.Compatibility;
using FunctionsScheduler.Api.Tests.Docs;
using FunctionsScheduler.Api.Tests.Errors;
using FunctionsScheduler.Api.Tests.Jobs;
using FunctionsScheduler.Api.Tests.Management;
using FunctionsScheduler.Api.Tests.Queues;
using FunctionsScheduler.Api.Tests.Tracing;
using FunctionsScheduler.Functions.Tests.Hosting;

namespace FunctionsScheduler.Functions.Tests.Api;

[Trait("Store", "Garnet")]
public sealed class CeleryPlatformOnFunctionsTests(FunctionsOnGarnet platform) : CeleryPlatformTests(platform);

[Trait("Store", "Garnet")]
public sealed class SubmitJobOnFunctionsTests(FunctionsOnGarnet platform) : SubmitJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class SubmissionErrorOnFunctionsTests(FunctionsOnGarnet platform) : SubmissionErrorTests(platform);

[Trait("Store", "Garnet")]
public sealed class SizeLimitOnFunctionsTests(FunctionsOnGarnet platform) : SizeLimitTests(platform);

[Trait("Store", "Garnet")]
public sealed class IdempotencyOnFunctionsTests(FunctionsOnGarnet platform) : IdempotencyTests(platform);

[Trait("Store", "Garnet")]
public sealed class FollowJobOnFunctionsTests(FunctionsOnGarnet platform) : FollowJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class GetJobOnFunctionsTests(FunctionsOnGarnet platform) : GetJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class ArtifactOnFunctionsTests(FunctionsOnGarnet platform) : ArtifactTests(platform);

[Trait("Store", "Garnet")]
public sealed class FailedJobOnFunctionsTests(FunctionsOnGarnet platform) : FailedJobTests(platform);

[Trait("Store", "Garnet")]
public sealed class QueuesApiOnFunctionsTests(FunctionsOnGarnet platform) : QueuesApiTests(platform);

[Trait("Store", "Garnet")]
public sealed class DocsApiOnFunctionsTests(FunctionsOnGarnet platform) : DocsApiTests(platform);

[Trait("Store", "Garnet")]
public sealed class ManagementOnFunctionsTests(FunctionsOnGarnet platform) : ManagementTests(platform);

[Trait("Store", "Garnet")]
public sealed class RequestMetricsOnFunctionsTests(FunctionsOnGarnet platform) : RequestMetricsTests(platform);

[Trait("Store", "Garnet")]
public sealed class ApiKeyOnFunctionsTests(FunctionsOnGarnet platform) : ApiKeyTests(platform);

[Trait("Store", "Garnet")]
public sealed class RouteErrorOnFunctionsTests(FunctionsOnGarnet platform) : RouteErrorTests(platform);

[Trait("Store", "Garnet")]
public sealed class JobActionsOnFunctionsTests(FunctionsOnGarnet platform) : JobActionsTests(platform);

[Trait("Store", "Garnet")]
public sealed class QueueActionsOnFunctionsTests(FunctionsOnGarnet platform) : QueueActionsTests(platform);

[Trait("Store", "Garnet")]
public sealed class TraceOnFunctionsTests(FunctionsOnGarnet platform) : TraceTests(platform);
