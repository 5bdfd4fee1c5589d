using Microsoft.Extensions.Logging;

namespace Signing.Core.Pki.Authorities;

/// <summary>What authorities tell their operator; those who ask them get only a status.</summary>
internal static partial class AuthorityLog
{
    [LoggerMessage(1, LogLevel.Error, "An OCSP request could not be answered.")]
    internal static partial void OcspFailed(ILogger logger, Exception failure);

    [LoggerMessage(2, LogLevel.Error, "A time-stamp could not be made.")]
    internal static partial void TimestampFailed(ILogger logger, Exception failure);
}
