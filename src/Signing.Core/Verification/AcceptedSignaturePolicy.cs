using System.Text.Json.Serialization;
using Signing.Core.Pki;

namespace Signing.Core.Verification;

/// <summary>A signature policy that signatures may name.</summary>
public sealed record AcceptedSignaturePolicy
{
    private const int ShortestDigest = 20;

    /// <summary>Its object identifier, dotted.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public required string Oid
    {
        get;
        init => field = ObjectIdentifier.IsDotted(value) ? value : throw new ArgumentException($"'{value}' is no object identifier.", nameof(value));
    }

    /// <summary>
    /// The digest of its document in hex, by the hash that signatures name it with. Default: null, with which the document does not
    /// matter. A policy that may be named with several digests is listed with each.
    /// </summary>
    /// <exception cref="ArgumentException">It is no digest.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Digest { get; init => field = value is null ? null : Checked(value); }

    internal bool Allows(ReadOnlyMemory<byte> digest) => Digest is null || Convert.FromHexString(Digest).AsSpan().SequenceEqual(digest.Span);

    private static string Checked(string digest)
    {
        bool isDigest = digest.Length % 2 == 0 && digest.Length >= 2 * ShortestDigest && digest.All(char.IsAsciiHexDigit);
        return isDigest ? digest.ToLowerInvariant() : throw new ArgumentException($"'{digest}' is no digest in hex.", nameof(digest));
    }
}
