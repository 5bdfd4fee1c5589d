using Signing.Core.Cms;
using Signing.Core.Verification.Reports;

namespace Signing.Core.Verification;

/// <summary>A CMS signature or time-stamp token taken apart once, for all who look into it.</summary>
internal sealed class SignatureContents
{
    private SignatureContents(CmsSignedData? cms, TimestampToken? token, string problem)
    {
        Cms = cms;
        Token = token;
        Problem = problem;
    }

    /// <summary>The structure; null where it cannot be read.</summary>
    internal CmsSignedData? Cms { get; }

    /// <summary>The structure as a time-stamp token; null where it is none, or cannot be read.</summary>
    internal TimestampToken? Token { get; }

    /// <summary>Why it cannot be read; empty where it can.</summary>
    internal string Problem { get; }

    /// <summary>The signer; the first where there are several, which is an error of its own.</summary>
    internal CmsSignerInfo? Signer => Cms?.Signers is [CmsSignerInfo first, ..] ? first : null;

    /// <summary>The time-stamps over the signature value.</summary>
    internal IReadOnlyList<SignatureContents> Timestamps => field ??= [.. Signer?.SignatureTimestamps.Select(ReadToken) ?? []];

    /// <summary>The time-stamps over the content, made before it was signed.</summary>
    internal IReadOnlyList<SignatureContents> ContentTimestamps => field ??= [.. Signer?.Facts.ContentTimestamps.Select(ReadToken) ?? []];

    internal static SignatureContents Read(ReadOnlyMemory<byte> bytes, SignatureKind kind) =>
        kind == SignatureKind.DocumentTimestamp ? ReadToken(bytes) : ReadSignature(bytes);

    private static SignatureContents ReadSignature(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new SignatureContents(CmsSignedData.Parse(bytes), null, "");
        }
        catch (CmsException malformed)
        {
            return new SignatureContents(null, null, malformed.Message);
        }
    }

    private static SignatureContents ReadToken(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            TimestampToken token = TimestampToken.Parse(bytes);
            return new SignatureContents(token.Cms, token, "");
        }
        catch (CmsException malformed)
        {
            return new SignatureContents(null, null, malformed.Message);
        }
    }
}
