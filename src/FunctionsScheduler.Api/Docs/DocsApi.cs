using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace FunctionsScheduler.Api.Docs;

/// <summary>The API's description, for programs and for people.</summary>
internal static class DocsApi
{
    public static void MapDocsApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/v1.json").AllowAnonymous();
        routes.MapScalarApiReference("/docs", static options => options
            .WithTitle("FunctionsScheduler API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            // Nothing in the page is fetched from, or sent to, anywhere else.
            .DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideDeveloperTools().HideClientButton()).AllowAnonymous();
        routes.MapGet("/", static () => TypedResults.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
    }
}
