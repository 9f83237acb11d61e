using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsScheduler.Jobs;

/// <summary>A job type whose jobs are run by a handler class.</summary>
internal sealed record HandledJobType<THandler, TPayload, TResult>(string Name, string Queue, JobTypeOptions Options) : JobType(Name, Queue, Options)
    where THandler : class, IJobHandler<TPayload, TResult>
    where TPayload : notnull
{
    private static readonly FieldError NoPayload = new("payload", "must be a JSON object");

    public override IReadOnlyList<FieldError> Validate(RawJson payload)
    {
        TPayload? value;
        try
        {
            value = JsonSerializer.Deserialize<TPayload>(payload.Utf8.Span, JobJson.Options);
        }
        catch (JsonException e)
        {
            return JsonErrors.Explain("payload", typeof(TPayload), e);
        }
        if (value is null)
            return [NoPayload];
        if (value is not IValidatableObject validatable)
            return [];
        return [.. validatable.Validate(new ValidationContext(value)).SelectMany(
            static result => result.MemberNames.DefaultIfEmpty().Select(name => new FieldError(name is null ? "payload" : $"payload.{name}", result.ErrorMessage ?? "is wrong")))];
    }

    public override async Task<RawJson> HandleAsync(IServiceProvider services, RawJson payload, JobContext context)
    {
        TPayload value;
        try
        {
            value = JsonSerializer.Deserialize<TPayload>(payload.Utf8.Span, JobJson.Options)
                ?? throw new PermanentJobException(new InvalidJobException([NoPayload]).Message);
        }
        catch (JsonException e)
        {
            throw new PermanentJobException(new InvalidJobException(JsonErrors.Explain("payload", typeof(TPayload), e)).Message, e);
        }
        return RawJson.From(await services.GetRequiredService<THandler>().HandleAsync(value, context));
    }
}
