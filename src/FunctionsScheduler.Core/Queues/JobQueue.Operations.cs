using FunctionsScheduler.Jobs;

namespace FunctionsScheduler.Queues;

/// <content>What people do to jobs and queues.</content>
public sealed partial class JobQueue
{
    private const int Batch = 500;

    /// <summary>Calls a job off. A running one is asked to stop; should it finish first, its outcome counts.</summary>
    /// <returns>What became of it.</returns>
    public async Task<CancelOutcome> CancelAsync(JobId id) => (string)(await RunAsync(LuaScript.Cancel, id.Queue, [Now(), id.Value]))! switch
    {
        "" => CancelOutcome.Unknown,
        "cancelled" => CancelOutcome.Cancelled,
        "cancelling" => CancelOutcome.Stopping,
        _ => CancelOutcome.Finished,
    };

    /// <summary>Makes a job ready now, with all its attempts before it: one that has failed, was cancelled, or waits for a later time.</summary>
    /// <returns>The state the job was in, null for an unknown one. Jobs in other states are left as they are.</returns>
    public async Task<JobState?> RetryAsync(JobId id)
    {
        var states = (string[])(await RunAsync(LuaScript.Retry, id.Queue, [Now(), id.Value]))!;
        return states[0].Length == 0 ? null : JobStateNames.Parse(states[0]);
    }

    /// <summary>Forgets a job with its log and artifacts, unless it runs.</summary>
    /// <returns>True if it is forgotten, false if it runs, null for an unknown one.</returns>
    public async Task<bool?> DeleteAsync(JobId id) => ((int[])(await RunAsync(LuaScript.Delete, id.Queue, [Now(), id.Value]))!)[0] switch
    {
        1 => true,
        0 => false,
        _ => null,
    };

    /// <summary>Pauses a queue: it takes jobs but gives none to workers, and shows autoscalers none. Running jobs go on.</summary>
    public Task PauseAsync(string queue) => RunAsync(LuaScript.Pause, queue, [Now(), 1]);

    /// <summary>Lets a paused queue go on.</summary>
    public Task ResumeAsync(string queue) => RunAsync(LuaScript.Pause, queue, [Now(), 0]);

    /// <summary>Makes dead letters ready again, with all their attempts before them; some hundreds at a step.</summary>
    /// <returns>How many.</returns>
    public async Task<int> ReplayAsync(string queue)
    {
        var (total, looked) = (0, 0);
        do
        {
            looked = (int)await RunAsync(LuaScript.Replay, queue, [Now(), Batch]);
            total += looked;
        }
        while (looked == Batch);
        return total;
    }

    /// <summary>Forgets all jobs of a state, with their logs and artifacts; some hundreds at a step.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Running jobs cannot be forgotten.</exception>
    public async Task<int> PurgeAsync(string queue, JobState state)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(state, JobState.Running);
        var (total, skip) = (0, 0);
        int[] reply;
        do
        {
            reply = (int[])(await RunAsync(LuaScript.Purge, queue, [Now(), state.ToStoreName(), Batch, skip]))!;
            total += reply[0] - reply[1];
            skip += reply[1];
        }
        while (reply[0] == Batch);
        return total;
    }
}
