namespace FunctionsScheduler.Queues;

/// <summary>Calls to the store, whose unavailability comes out as one exception.</summary>
public static class StoreCall
{
    /// <summary>Does something with the store.</summary>
    /// <param name="what">What was asked, for the message.</param>
    /// <param name="call">The asking.</param>
    /// <exception cref="StoreUnavailableException">The store is away or refuses for now.</exception>
    public static async Task<T> TryAsync<T>(string what, Func<Task<T>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await call();
        }
        catch (Exception e) when (StoreUnavailableException.IsMeantBy(e))
        {
            throw new StoreUnavailableException($"The store did not answer '{what}': {e.Message}", e);
        }
    }

    /// <inheritdoc cref="TryAsync{T}(string, Func{Task{T}})"/>
    public static Task TryAsync(string what, Func<Task> call) => TryAsync(
        what,
        async () =>
        {
            await call();
            return true;
        });
}
