using System.Text.Json.Serialization;

namespace Signing.Core.Verification.Reports;

/// <summary>Whether the signed bytes are those that were signed. Never depends on trust.</summary>
public enum Integrity
{
    /// <summary>Digest and signature value are right.</summary>
    [JsonStringEnumMemberName("intact")] Intact,
    /// <summary>Digest, signature value, ByteRange or Contents is wrong.</summary>
    [JsonStringEnumMemberName("broken")] Broken,
    /// <summary>It could not be computed.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
