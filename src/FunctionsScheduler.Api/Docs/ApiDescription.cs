using FunctionsScheduler.Api.Auth;
using FunctionsScheduler.Jobs;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace FunctionsScheduler.Api.Docs;

/// <summary>What the OpenAPI document says beyond what the routes themselves tell.</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, context, _) =>
        {
            document.Info.Title = "FunctionsScheduler";
            document.Info.Description = "Submit slow work, get an id at once, and query its result. Errors are problem details (RFC 9457).";
            if (!context.ApplicationServices.GetRequiredService<AuthPolicy>().KeysRequired)
                return Task.CompletedTask;
            var key = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeyHandler.HeaderName,
                Description = "An API key; it may also be sent as bearer token.",
            };
            document.AddComponent(ApiKeyHandler.SchemeName, key);
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, document)] = [] }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
            // The converter of times hides that they are text.
            if ((type ?? context.JsonTypeInfo.Type) == typeof(DateTimeOffset))
                schema.Type = type is null ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            // Payloads and results are whatever JSON the job type takes and gives.
            if ((type ?? context.JsonTypeInfo.Type) == typeof(RawJson))
            {
                schema.Type = null;
                schema.Description ??= "Any JSON";
            }
            return Task.CompletedTask;
        });
    }
}
