using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Signing.Api.Bodies;
using Signing.Api.Callers;
using Signing.Api.Configuration;
using Signing.Api.Endpoints;
using Signing.Api.Logs;
using Signing.Api.OpenApi;
using Signing.Api.Problems;
using Signing.Core.Registration;

try
{
    WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
    IServiceCollection services = builder.Services;

    services.AddPdfSigning(builder.Configuration.GetSection("Signing"));
    services.AddOptions<ApiOptions>().BindConfiguration("Api", static binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
    services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
    services.AddSingleton(static s => s.GetRequiredService<IOptions<ApiOptions>>().Value);
    // By the setting itself: the service's own options cannot be had before the library's, against which they are validated.
    services.AddOptions<PdfSigningOptions>().PostConfigure<IConfiguration>(static (signing, configuration) =>
        signing.Fetch.CacheFolder ??= TemporaryFolder.PathOf(configuration["Api:TempFolder"]) + "-proofs");
    services.AddOptions<KestrelServerOptions>().Configure<ApiOptions>(static (kestrel, api) =>
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = api.MaxBodyBytes;
    });
    services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietHosting>();
    services.AddSingleton<TemporaryFolder>();
    services.AddSingleton<RequestReader>();
    services.AddSingleton<KeySelector>();
    services.AddExceptionHandler<ProblemHandler>();
    services.AddCallers();
    services.AddApiDescription();
    services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

    await using WebApplication app = builder.Build();
    app.UseMiddleware<RequestLog>();
    app.UseExceptionHandler(static _ => { }); // ProblemHandler answers everything
    app.Use(RequestLog.MarkAnsweredAsync);
    app.UseStatusCodePages(ProblemHandler.WriteBodylessAsync);
    app.UseCallers();

    app.MapSign();
    app.MapExtend();
    app.MapVerify();
    app.MapExtract();
    app.MapSchema();
    app.MapKeys();
    app.MapHealth();
    app.MapOpenApi();

    app.Prepare();
    await app.StartAsync();
    app.DemandLoopbackInDevelopment();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception failure) when (StartupFailure.Explain(failure) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}
