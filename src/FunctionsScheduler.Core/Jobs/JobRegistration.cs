using FunctionsScheduler.Processing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FunctionsScheduler.Jobs;

/// <summary>Adds job types to a host.</summary>
public static class JobRegistration
{
    /// <summary>Adds a job type in one line.</summary>
    /// <typeparam name="THandler">A class that implements one <see cref="IJobHandler{TPayload,TResult}"/>.</typeparam>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The name clients submit the type by.</param>
    /// <param name="queue">The queue its jobs go to; the type's name when left out.</param>
    /// <param name="options">How its jobs are retried and timed.</param>
    /// <exception cref="ArgumentException">The class implements no handler interface or several, or the queue's name is not one.</exception>
    public static IServiceCollection AddJob<THandler>(this IServiceCollection services, string name, string? queue = null, JobTypeOptions? options = null)
        where THandler : class
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        queue ??= name;
        if (!QueueName.IsValid(queue))
            throw new ArgumentException($"'{queue}' is not a queue name.", nameof(queue));
        var handled = typeof(THandler).GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IJobHandler<,>)).ToList();
        if (handled is not [var contract])
            throw new ArgumentException($"{typeof(THandler).Name} must implement IJobHandler<TPayload, TResult> once.", nameof(services));
        var type = typeof(HandledJobType<,,>).MakeGenericType(typeof(THandler), contract.GenericTypeArguments[0], contract.GenericTypeArguments[1]);
        services.TryAddScoped<THandler>();
        return services.AddSingleton((JobType)Activator.CreateInstance(type, name, queue, options ?? new JobTypeOptions())!);
    }
}
