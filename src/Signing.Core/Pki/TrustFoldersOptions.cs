using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Signing.Core.Pki;

/// <summary>How <see cref="TrustFolders"/> follow their files.</summary>
public sealed class TrustFoldersOptions
{
    /// <summary>How long a look at the folders serves. Default: 10 seconds; zero looks each time.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock of the interval. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where changes and failures are told. Default: nowhere.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
