using FunctionsScheduler.Processing;

namespace FunctionsScheduler.Jobs;

/// <summary>A kind of job the platform can run.</summary>
/// <param name="Name">The name clients submit it by.</param>
/// <param name="Queue">The queue it goes to unless a submission names another.</param>
/// <param name="Options">How its jobs are retried and timed.</param>
public abstract record JobType(string Name, string Queue, JobTypeOptions Options)
{
    /// <summary>What is wrong with a payload; empty when a job could run with it.</summary>
    public abstract IReadOnlyList<FieldError> Validate(RawJson payload);

    /// <summary>Runs a handler of this type once.</summary>
    /// <param name="services">The scope of the attempt.</param>
    /// <param name="payload">What the job was submitted with.</param>
    /// <param name="context">What the handler is told of the attempt.</param>
    public abstract Task<RawJson> HandleAsync(IServiceProvider services, RawJson payload, JobContext context);
}
