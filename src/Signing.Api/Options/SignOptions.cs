using System.Security.Cryptography;
using Signing.Core.Creation;

namespace Signing.Api.Options;

/// <summary>The options of <c>POST /v1/sign</c>, and how they become Core's.</summary>
internal static class SignOptions
{
    internal static RequestOption Key { get; } = new("key", "A configured name or a certificate's SHA-256 thumbprint. Default: the configured default key.");
    internal static RequestOption Level { get; } = new("level", "The PAdES baseline level. Default: the configured default level.") { Values = LevelNames.From(PadesLevel.BaselineB) };
    internal static RequestOption Digest { get; } = new("digest", "The digest algorithm. Default: what fits the key.") { Values = ["SHA-256", "SHA-384", "SHA-512"] };
    internal static RequestOption Padding { get; } = new("padding", "How an RSA key signs. Default: what the field demands, else pkcs1.") { Values = ["pkcs1", "pss"] };
    internal static RequestOption Field { get; } = new("field", "The full name of an existing empty signature field. Default: a new invisible field.");
    internal static RequestOption Reason { get; } = new("reason", "Why the signer signs.");
    internal static RequestOption Location { get; } = new("location", "Where the signer signs.");
    internal static RequestOption Contact { get; } = new("contact", "How to reach the signer.");
    internal static RequestOption Certify { get; } = new("certify", "Certifies the document, permitting afterwards no changes (1), form filling and signing (2), or also annotations (3).") { Values = ["1", "2", "3"], IsNumber = true };
    internal static RequestOption Password { get; } = new("password", "The document's user or owner password, where it is encrypted.") { IsSecret = true, Format = "password" };

    internal static IReadOnlyList<RequestOption> All { get; } = [Key, Level, Digest, Padding, Field, Reason, Location, Contact, Certify, Password];

    internal static SignatureOptions Read(GivenOptions given, PadesLevel defaultLevel) => new()
    {
        Level = LevelNames.Find(given[Level]) ?? defaultLevel,
        Digest = given[Digest] switch
        {
            "SHA-256" => HashAlgorithmName.SHA256,
            "SHA-384" => HashAlgorithmName.SHA384,
            "SHA-512" => HashAlgorithmName.SHA512,
            _ => null,
        },
        Padding = given[Padding] switch
        {
            "pkcs1" => RsaPadding.Pkcs1,
            "pss" => RsaPadding.Pss,
            _ => null,
        },
        Field = given[Field],
        Reason = given[Reason],
        Location = given[Location],
        ContactInfo = given[Contact],
        Password = given[Password],
        Certify = (CertificationLevel?)given.Number(Certify),
    };
}
