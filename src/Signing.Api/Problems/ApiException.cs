using Signing.Core;

namespace Signing.Api.Problems;

/// <summary>What the service itself refuses: a code of <see cref="ApiErrorCodes"/> or <see cref="ErrorCodes"/> with its facts.</summary>
internal sealed class ApiException(Sentence sentence, Exception? inner = null)
    : Exception(Messages.Get(sentence.Code, "en", sentence.SayFacts("en")), inner)
{
    internal ApiException(string code, params (string Name, object Value)[] facts) : this(new Sentence(code, facts))
    {
    }

    internal Sentence Sentence { get; } = sentence;

    /// <summary>An option that is refused, and why: one of the <c>option.*</c> sentences.</summary>
    internal static ApiException Option(string option, string why, params (string Name, object Value)[] facts) =>
        new(ErrorCodes.RequestOption, ("option", Printable(option)), ("detail", new Sentence(why, facts)));

    /// <summary>A request that cannot be read, and why: one of the <c>malformed.*</c> sentences.</summary>
    internal static ApiException Malformed(string why, Exception? inner = null) =>
        new(new Sentence(ApiErrorCodes.RequestInvalid, ("detail", new Sentence(why))), inner);

    /// <summary>Something that the caller may not do, and why: one of the <c>forbidden.*</c> sentences.</summary>
    internal static ApiException Forbidden(string why, params (string Name, object Value)[] facts) =>
        new(ApiErrorCodes.AuthForbidden, ("detail", new Sentence(why, facts)));

    /// <summary>A setting that is wrong. Only at start, so in English.</summary>
    internal static ApiException Configuration(string setting, string detail) =>
        new(ErrorCodes.ConfigurationInvalid, ("setting", setting), ("detail", detail));

    // Names come from the client: they are said back short, and without what could forge a line of a log.
    private static string Printable(string name) =>
        string.Concat(name.Take(64).Select(static c => char.IsControl(c) ? '?' : c));
}
