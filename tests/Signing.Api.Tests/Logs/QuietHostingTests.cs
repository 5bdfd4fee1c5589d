using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Signing.Api.Logs;
using Signing.Api.Tests.Service;

namespace Signing.Api.Tests.Logs;

public class QuietHostingTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Logging:Console:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    [InlineData("Logging:Signing.Api.Tests.Service.RecordedLog:LogLevel:Default")]
    [InlineData("Logging:Signing.Api.Tests.Service.RecordedLog:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics")]
    public void PostConfigure_WhateverTheConfigurationSays_TheRequestLogStaysOff(string setting)
    {
        using var log = new RecordedLog();
        using ServiceProvider services = new ServiceCollection()
            .AddLogging(logging => logging
                .AddConfiguration(new ConfigurationBuilder().AddInMemoryCollection([new(setting, "Trace")]).Build().GetSection("Logging"))
                .AddProvider(log))
            .AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, QuietHosting>()
            .BuildServiceProvider();
        ILogger hosting = services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");

        Assert.False(hosting.IsEnabled(LogLevel.Information));
        Assert.True(hosting.IsEnabled(LogLevel.Warning));
    }
}
