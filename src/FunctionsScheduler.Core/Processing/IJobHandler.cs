namespace FunctionsScheduler.Processing;

/// <summary>The code behind a job type. A handler is made anew for every attempt, in a scope of its own.</summary>
/// <typeparam name="TPayload">
/// What the job is given, read from JSON. When it implements <see cref="System.ComponentModel.DataAnnotations.IValidatableObject"/>,
/// it is asked at submission, and the member names it gives are the JSON names of the wrong fields.
/// </typeparam>
/// <typeparam name="TResult">What the job answers, written as JSON.</typeparam>
public interface IJobHandler<in TPayload, TResult>
{
    /// <summary>
    /// Does the work. A job can run more than once (at least once), so the work must bear being done again.
    /// </summary>
    /// <param name="payload">What the job was submitted with.</param>
    /// <param name="context">The job's identity, deadline, progress, log, artifacts and cancellation.</param>
    /// <returns>The job's result.</returns>
    /// <exception cref="PermanentJobException">Thrown by a handler: the job fails for good, whatever attempts are left.</exception>
    /// <exception cref="RetryLaterException">Thrown by a handler: try again after the delay it names.</exception>
    Task<TResult> HandleAsync(TPayload payload, JobContext context);
}
