using Microsoft.Extensions.Options;
using Signing.Api.Problems;
using Signing.Core;

namespace Signing.Api.Configuration;

/// <summary>Says why the service did not start, in one line: an operator reads it, not a debugger.</summary>
internal static class StartupFailure
{
    /// <summary>The line, or null where the failure is a mistake of ours whose stack trace is wanted.</summary>
    internal static string? Explain(Exception failure) => failure switch
    {
        SigningException refusal => Line($"{refusal.Code}: {refusal.Message} {refusal.Action}"),
        ApiException refusal => Line($"{refusal.Sentence.Code}: {refusal.Message}"),
        OptionsValidationException invalid => Line($"{ErrorCodes.ConfigurationInvalid}: {invalid.Message}"),
        // A file that is not JSON, or a value that does not fit its setting: the framework's sentences name both.
        InvalidDataException or FormatException => Line($"{ErrorCodes.ConfigurationInvalid}: {failure.Message} {failure.InnerException?.Message}"),
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" or "Microsoft.Extensions.Logging.Configuration" } => Line($"{ErrorCodes.ConfigurationInvalid}: {failure.Message}"),
        // The address is in use, or a folder is not ours.
        IOException or UnauthorizedAccessException => Line($"{ErrorCodes.FileFailed}: {failure.Message}"),
        _ => null,
    };

    private static string Line(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
