using Microsoft.Extensions.Logging;

namespace Signing.Core.Pki;

/// <summary>What happens to trust while the process runs.</summary>
internal static partial class TrustLog
{
    [LoggerMessage(10, LogLevel.Information, "Trust folders changed and were loaded again: {Domains} domains, {Anchors} anchors.")]
    internal static partial void Reloaded(ILogger logger, int domains, int anchors);

    [LoggerMessage(11, LogLevel.Error, "Trust folders changed and cannot be loaded; what was loaded before stays in force. {Failure}")]
    internal static partial void ReloadFailed(ILogger logger, string failure);
}
