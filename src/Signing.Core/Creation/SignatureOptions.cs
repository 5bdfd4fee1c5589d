using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Signing.Core.Creation;

/// <summary>What one signature shall be. A new instance signs at B-B in a new invisible field.</summary>
public sealed class SignatureOptions
{
    internal const int LargestContents = 4 << 20;

    /// <summary>The PAdES level. Default: B-B.</summary>
    public PadesLevel Level { get; set; } = PadesLevel.BaselineB;

    /// <summary>SHA-256, SHA-384 or SHA-512. Default: what the field demands, else what fits the key (SHA-256 for RSA and P-256).</summary>
    public HashAlgorithmName? Digest { get; set; }

    /// <summary>
    /// The padding of an RSA key; contradicts another kind of key. Default: what the key prefers, which is PKCS#1 v1.5 for
    /// tokens and files unless the key is for RSASSA-PSS only.
    /// </summary>
    public RsaPadding? Padding { get; set; }

    /// <summary>The full name of an existing empty signature field, partial names joined by dots. Default: a new invisible field.</summary>
    public string? Field { get; set; }

    /// <summary>Why the signer signs (<c>/Reason</c>). Default: none.</summary>
    public string? Reason { get; set; }

    /// <summary>Where the signer signs (<c>/Location</c>). Default: none.</summary>
    public string? Location { get; set; }

    /// <summary>How to reach the signer (<c>/ContactInfo</c>). Default: none.</summary>
    public string? ContactInfo { get; set; }

    /// <summary>Makes this a certification signature, which must be the document's first. Default: an approval signature.</summary>
    public CertificationLevel? Certify { get; set; }

    /// <summary>
    /// The user or owner password of an encrypted document; the owner's permits what the document otherwise forbids. Default:
    /// none, which opens documents whose user password is empty.
    /// </summary>
    public string? Password { get; set; }

    /// <summary>
    /// Bytes reserved for the CMS, at most 4 MiB, as <see cref="ErrorCodes.ContentsTooSmall"/> names them. Default: the exact
    /// size of this signature with its path, plus twice the largest time-stamp seen from these authorities.
    /// </summary>
    public int? ContentsSize { get; set; }

    /// <summary>
    /// Certificates that may lead from the signer to an anchor, beside those that the key brings along and those of the trust
    /// domains. Default: none.
    /// </summary>
    public IReadOnlyList<X509Certificate2> Issuers { get; set; } = [];

    /// <summary>Refuses what no signature can be, by the option's name.</summary>
    internal void Validate()
    {
        Require(Enum.IsDefined(Level), "level", "B-B, B-T, B-LT and B-LTA are offered.");
        Require(Digest?.Name is null or "SHA256" or "SHA384" or "SHA512", "digest", "SHA-256, SHA-384 and SHA-512 are offered.");
        Require(Padding is null || Enum.IsDefined(Padding.Value), "padding", "PKCS#1 v1.5 and PSS are offered.");
        Require(Certify is null || Enum.IsDefined(Certify.Value), "certify", "1, 2 and 3 are offered.");
        Require(ContentsSize is null or (> 0 and <= LargestContents), "contentsSize", $"It is from 1 to {LargestContents} bytes.");
    }

    private static void Require(bool condition, string option, string detail)
    {
        if (!condition)
        {
            throw Error.Of(ErrorCodes.RequestOption, ("option", option), ("detail", detail));
        }
    }
}
