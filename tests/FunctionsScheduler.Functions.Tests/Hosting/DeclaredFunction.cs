using System.Reflection;
using FunctionsScheduler.Functions.Http;
using FunctionsScheduler.Functions.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Functions.Tests.Hosting;

/// <summary>A function of the app, as a host sees it: by its attributes.</summary>
internal sealed record DeclaredFunction(string Name, MethodInfo Method, TriggerBindingAttribute Trigger)
{
    public static IReadOnlyList<DeclaredFunction> All { get; } =
    [
        .. from type in typeof(EndpointPipeline).Assembly.GetTypes()
           from method in type.GetMethods()
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select new DeclaredFunction(function.Name, method, method.GetParameters().Select(static p => p.GetCustomAttribute<TriggerBindingAttribute>()).OfType<TriggerBindingAttribute>().Single()),
    ];

    public HttpTriggerAttribute? Http => Trigger as HttpTriggerAttribute;

    public RedisListTriggerAttribute? List => Trigger as RedisListTriggerAttribute;

    /// <summary>Runs the function.</summary>
    /// <param name="services">Where the function's class gets what it needs.</param>
    /// <param name="input">What triggers it.</param>
    public Task InvokeAsync(IServiceProvider services, object input, CancellationToken cancellationToken)
    {
        var instance = ActivatorUtilities.CreateInstance(services, Method.DeclaringType!);
        var arguments = Method.GetParameters().Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? cancellationToken : input);
        return (Task)Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null)!;
    }

    public override string ToString() => Name;
}
