using Microsoft.Extensions.Options;

namespace FunctionsScheduler.Handlers.Images;

/// <summary>
/// Runs the work on images on threads of its own, a few at once: a decoded image takes much memory, and minutes of arithmetic on the
/// shared pool would hold up the heartbeats of every other job.
/// </summary>
internal sealed class ImageThreads(IOptions<ImageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.Value.MaxConcurrent);

    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
