using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Signing.Core.Keys;

namespace Signing.Core.Creation;

/// <summary>What stands between preparing a signature and completing it, in the form that is exported.</summary>
internal sealed record PreparedState
{
    internal const int CurrentVersion = 1;

    public required int Version { get; init; }
    public required long DocumentLength { get; init; }
    public required ReadOnlyMemory<byte> DocumentSha256 { get; init; }
    public required PadesLevel Level { get; init; }
    public required SignatureScheme Scheme { get; init; }
    public required string Hash { get; init; }
    public required ReadOnlyMemory<byte> SignedAttributes { get; init; }

    /// <summary>The signer's path, the signer first.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Certificates { get; init; }

    /// <summary>How many bytes are reserved for the CMS.</summary>
    public required int ContentsSize { get; init; }

    /// <summary>The incremental update up to its hole, that is, up to the <c>&lt;</c> of <c>/Contents</c>.</summary>
    public required ReadOnlyMemory<byte> BeforeContents { get; init; }

    /// <summary>The incremental update from behind the hole on.</summary>
    public required ReadOnlyMemory<byte> AfterContents { get; init; }

    /// <summary>What there is to remark about the document.</summary>
    public required IReadOnlyList<SigningNote> Notes { get; init; }

    /// <summary>SHA-256 of the state without this member: what was damaged on its way is not completed.</summary>
    public ReadOnlyMemory<byte> Checksum { get; init; }

    [JsonIgnore]
    public SignatureAlgorithm Algorithm => new(Scheme, new HashAlgorithmName(Hash));

    internal byte[] Export() => Serialize(this with { Checksum = ComputeChecksum() });

    /// <summary>Reads an exported state. It may come from anywhere, so nothing in it is believed.</summary>
    internal static PreparedState Import(ReadOnlySpan<byte> exported)
    {
        PreparedState? state;
        try
        {
            state = JsonSerializer.Deserialize(exported, PreparedStateJsonContext.Default.PreparedState);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or FormatException)
        {
            throw Error.Of(ErrorCodes.StateInvalid, e, ("detail", "It is not the JSON that was exported."));
        }
        string? problem = state is null ? "It is empty." : state.Problem();
        return problem is null ? state! : throw Error.Of(ErrorCodes.StateInvalid, ("detail", problem));
    }

    /// <summary>The finished update: the CMS in its hole, padded with zeros.</summary>
    internal byte[] Fill(ReadOnlySpan<byte> cms) => FilledUpdate.Of(BeforeContents.Span, AfterContents.Span, ContentsSize, cms);

    private string? Problem()
    {
        if (Version != CurrentVersion)
        {
            return $"Version {Version} is unknown.";
        }
        if (!ComputeChecksum().AsSpan().SequenceEqual(Checksum.Span))
        {
            return "Its checksum is another.";
        }
        bool complete = DocumentLength > 0 && DocumentSha256.Length == SHA256.HashSizeInBytes && !SignedAttributes.IsEmpty
            && Certificates is { Count: > 0 } && ContentsSize is > 0 and <= SignatureOptions.LargestContents && Enum.IsDefined(Level)
            && Notes?.All(static note => note is { Code: not null, Facts: not null }) == true;
        return !complete ? "A member is missing or out of range."
            : !HoleFits() ? "The place of the signature is not where its ByteRange says."
            : !KeyFits() ? "Its algorithm is none of the certificate's key, or a certificate cannot be read."
            : null;
    }

    private bool HoleFits()
    {
        long hole = DocumentLength + BeforeContents.Length;
        long behind = hole + 2 + (2L * ContentsSize);
        return BeforeContents.Span.IndexOf(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"[0 {hole} {behind} {AfterContents.Length}]"))) >= 0;
    }

    private bool KeyFits()
    {
        try
        {
            using X509Certificate2 signer = X509CertificateLoader.LoadCertificate(Certificates[0].Span);
            return SignerPublicKey.Of(signer)?.Algorithms.Contains(Algorithm) == true
                && Certificates.All(static certificate => Pki.Certificate.TryParse(certificate) is not null);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private byte[] ComputeChecksum() => SHA256.HashData(Serialize(this with { Checksum = default }));

    private static byte[] Serialize(PreparedState state) => JsonSerializer.SerializeToUtf8Bytes(state, PreparedStateJsonContext.Default.PreparedState);
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PreparedState))]
internal sealed partial class PreparedStateJsonContext : JsonSerializerContext;
