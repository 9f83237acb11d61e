using System.ComponentModel.DataAnnotations;
using System.Text;
using FunctionsScheduler.Jobs;
using FunctionsScheduler.Processing;
using Microsoft.Extensions.DependencyInjection;
using Moq;

namespace FunctionsScheduler.Core.Tests.Jobs;

public sealed class HandledJobTypeTests
{
    [Theory]
    [InlineData("""{"width":1}""", "payload.height: is required")]
    [InlineData("{}", "payload.width: is required; payload.height: is required")]
    [InlineData("""{"width":1,"height":"x"}""", "payload.height: must be a whole number")]
    [InlineData("null", "payload: must be a JSON object")]
    public async Task Handle_StoredPayloadThatDoesNotFit_FailsForGoodWithItsFields(string payload, string message)
    {
        await using var services = new ServiceCollection().AddJob<Handler>("crop").BuildServiceProvider();

        var failure = await Assert.ThrowsAsync<PermanentJobException>(
            () => services.GetRequiredService<JobType>().HandleAsync(services, Json(payload), Mock.Of<JobContext>()));

        Assert.Equal(message, failure.Message);
    }

    [Fact]
    public async Task Handle_StoredPayload_IsTheHandlers()
    {
        await using var services = new ServiceCollection().AddJob<Handler>("crop").BuildServiceProvider();

        var result = await services.GetRequiredService<JobType>().HandleAsync(services, Json("""{"width":3,"height":4}"""), Mock.Of<JobContext>());

        Assert.Equal("12", result.ToString());
    }

    [Fact]
    public void Validate_WhatTheTypeSaysOfItself_IsAboutItsFieldsOrTheWhole()
    {
        using var services = new ServiceCollection().AddJob<Handler>("crop").BuildServiceProvider();

        var errors = services.GetRequiredService<JobType>().Validate(Json("""{"width":0,"height":0}"""));

        Assert.Equal(
            [new FieldError("payload", "has no area"), new FieldError("payload.width", "is wrong"), new FieldError("payload.height", "is wrong")], errors);
    }

    [Fact]
    public void Validate_Null_IsRefused()
    {
        using var services = new ServiceCollection().AddJob<Handler>("crop").BuildServiceProvider();

        Assert.Equal([new FieldError("payload", "must be a JSON object")], services.GetRequiredService<JobType>().Validate(Json("null")));
    }

    private static RawJson Json(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed record Area(int Width, int Height) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Width * Height > 0)
                yield break;
            yield return new ValidationResult("has no area");
            yield return new ValidationResult(null, ["width", "height"]);
        }
    }

    private sealed class Handler : IJobHandler<Area, int>
    {
        public Task<int> HandleAsync(Area payload, JobContext context) => Task.FromResult(payload.Width * payload.Height);
    }
}
