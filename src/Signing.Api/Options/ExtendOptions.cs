using Signing.Core.Creation;

namespace Signing.Api.Options;

/// <summary>The options of <c>POST /v1/extend</c>, and how they become Core's.</summary>
internal static class ExtendOptions
{
    internal static RequestOption Level { get; } = new("level", "The PAdES baseline level that all signatures reach. B-LTA renews an archive that has it. Default: B-LTA.") { Values = LevelNames.From(PadesLevel.BaselineT) };
    internal static RequestOption InvalidSignatures { get; } = new("invalidSignatures", "What to do about a signature that is invalid: refuse the document (Refuse, the default), or time-stamp it as it is (TimestampAnyway).") { Values = Enum.GetNames<InvalidSignatures>() };
    internal static RequestOption Password { get; } = SignOptions.Password;

    internal static IReadOnlyList<RequestOption> All { get; } = [Level, InvalidSignatures, Password];

    internal static ExtensionOptions Read(GivenOptions given) => new()
    {
        Level = LevelNames.Find(given[Level]) ?? PadesLevel.BaselineLta,
        InvalidSignatures = given[InvalidSignatures] is { } text ? Enum.Parse<InvalidSignatures>(text) : Core.Creation.InvalidSignatures.Refuse,
        Password = given[Password],
    };
}
