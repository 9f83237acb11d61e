# The function app: API and workers in one image. Which of its functions a container runs, AzureFunctionsJobHost__functions__0, __1, ... say.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# What is restored changes less often than the code: a layer of its own.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/FunctionsScheduler.Core/*.csproj src/FunctionsScheduler.Core/
COPY src/FunctionsScheduler.Handlers/*.csproj src/FunctionsScheduler.Handlers/
COPY src/FunctionsScheduler.Handlers.ImageSharp/*.csproj src/FunctionsScheduler.Handlers.ImageSharp/
COPY src/FunctionsScheduler.Api/*.csproj src/FunctionsScheduler.Api/
COPY src/FunctionsScheduler.Functions/*.csproj src/FunctionsScheduler.Functions/
RUN dotnet restore src/FunctionsScheduler.Functions
COPY host.json ./
COPY src src
RUN dotnet publish src/FunctionsScheduler.Functions -c Release --no-restore -o /app

FROM mcr.microsoft.com/azure-functions/dotnet-isolated:4-dotnet-isolated10.0
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="FunctionsScheduler" \
      org.opencontainers.image.description="Job platform: HTTP API and workers as an Azure Functions app" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
ENV AzureWebJobsScriptRoot=/home/site/wwwroot \
    AzureWebJobsSecretStorageType=files \
    AzureFunctionsJobHost__Logging__Console__IsEnabled=true \
    FUNCTIONS_WORKER_RUNTIME=dotnet-isolated \
    ASPNETCORE_URLS=http://+:8080 \
    Management__Port=9464 \
    Management__Address=0.0.0.0 \
    HOME=/home
COPY --from=build /app /home/site/wwwroot
# The host writes its own keys and logs; nothing else in the image is the user's.
RUN mkdir -p /azure-functions-host/Secrets /home/LogFiles /home/data \
    && chown -R 1654:1654 /azure-functions-host/Secrets /home/LogFiles /home/data && chown 1654:1654 /home
USER 1654
EXPOSE 8080 9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$Management__Port && printf 'GET /health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
