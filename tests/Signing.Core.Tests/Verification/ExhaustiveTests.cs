using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Signing.Core.Cms;
using Signing.Core.Tests.Cms;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Every byte of small signed documents changed, cut off and pushed aside in turn.</summary>
public sealed class ExhaustiveTests(ITestOutputHelper output)
{
    private static readonly byte[] Patterns = [0x01, 0x20, 0xFF];

    private static readonly TestSignature Small = new() { Room = TestSignature.Sign([], TestKey.P256).Length + 8 };

    private static readonly Dictionary<string, byte[]> Documents = new(StringComparer.Ordinal)
    {
        ["table"] = Small.Apply(Verify.SmallTable),
        ["stream"] = Small.Apply(Verify.SmallStream),
        ["table, signed twice"] = (Small with { Field = "Signature2" }).Apply(Small.Apply(Verify.SmallTable)),
        ["time-stamped"] = new TestSignature { Room = 2900, Cms = static content => TestSignature.SignAndStamp(content, TestKey.P256) }.Apply(Verify.SmallTable),
    };

    public static TheoryData<string> Names => [.. Documents.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_AnyByteFlipped_ValidOnlyWhereTheSignatureStillSaysTheSame(string name)
    {
        byte[] document = Documents[name];
        VerificationReport whole = Verify.Judge(document);
        Assert.Equal(Verdict.Valid, whole.Verdict);
        var stillValid = new ConcurrentBag<string>();
        Parallel.For(0, document.Length, i =>
        {
            foreach (byte pattern in Patterns)
            {
                byte[] flipped = [.. document];
                flipped[i] ^= pattern;
                VerificationReport report = Verify.Judge(flipped);
                if (report.Verdict == Verdict.Valid)
                {
                    Assert.True(IsInside(document, i), $"Byte {i} ^ {pattern:x2} is outside Contents, and the document valid: {Around(flipped, i)}");
                    stillValid.Add(Explain(document, flipped, report));
                }
            }
        });
        output.WriteLine($"{document.Length} bytes; {stillValid.Count} of {document.Length * Patterns.Length} changes leave it valid:");
        foreach (IGrouping<string, string> reason in stillValid.GroupBy(static reason => reason))
        {
            output.WriteLine($"{reason.Count()} × {reason.Key}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Judge_CutOffAtAnyLength_NeverValid(string name)
    {
        byte[] document = Documents[name];
        Parallel.For(0, document.Length, length =>
        {
            VerificationReport report = Verify.Judge(document[..length]);
            // Before the second signature's update begins, the document is what was signed first.
            bool isFirstRevision = name.EndsWith("twice", StringComparison.Ordinal) && report.Signatures is [{ Coverage: Coverage.WholeFile }];
            Assert.False(report.Verdict == Verdict.Valid && !isFirstRevision, $"Cut off at {length}, the document is valid.");
        });
    }

    [Theory]
    [InlineData("table")]
    [InlineData("stream")]
    public void Judge_ByteInsertedAnywhere_ValidOnlyAsWhiteSpaceAtTheEnd(string name)
    {
        byte[] document = Documents[name];
        Parallel.For(0, document.Length + 1, i =>
        {
            foreach (byte added in " \0A%"u8)
            {
                VerificationReport report = Verify.Judge([.. document[..i], added, .. document[i..]]);
                bool isPermitted = i == document.Length && added is (byte)' ' or 0;
                Assert.True(isPermitted == (report.Verdict == Verdict.Valid), $"With {added:x2} at {i} of {document.Length} the document is {report.Verdict}.");
            }
        });
    }

    private static string Around(byte[] document, int place) => Encoding.Latin1.GetString(document[Math.Max(0, place - 40)..Math.Min(document.Length, place + 40)]);

    /// <summary>Whether a place lies between the delimiters of some Contents.</summary>
    private static bool IsInside(byte[] document, int place)
    {
        string text = Encoding.Latin1.GetString(document);
        for (int at = text.IndexOf("/Contents", StringComparison.Ordinal); at >= 0; at = text.IndexOf("/Contents", at + 1, StringComparison.Ordinal))
        {
            int open = text.IndexOf('<', at);
            if (open >= 0 && place > open && place < text.IndexOf('>', open))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Why a change inside Contents may leave the document valid; fails where there is no good reason.</summary>
    private static string Explain(byte[] document, byte[] flipped, VerificationReport report)
    {
        IReadOnlyList<SignatureEvidence> before = Verify.Collect(document).Data.Signatures;
        IReadOnlyList<SignatureEvidence> after = Verify.Collect(flipped).Data.Signatures;
        Assert.Equal(before.Count, after.Count);
        int changed = Enumerable.Range(0, before.Count).SingleOrDefault(i => !before[i].Contents.AsSpan().SequenceEqual(after[i].Contents), -1);
        if (changed < 0)
        {
            return "the same digit in the other case";
        }
        SignatureReport judged = report.Signatures[changed];
        CmsSignerInfo signer = before[changed].Structure!.Signer!;
        CmsSignerInfo other = after[changed].Structure!.Signer!;
        Assert.True(signer.SignedAttributesDer!.Value.Span.SequenceEqual(other.SignedAttributesDer!.Value.Span));
        Assert.True(signer.SignatureValue.Span.SequenceEqual(other.SignatureValue.Span));
        if (!signer.SignedData.Certificates.SequenceEqual(other.SignedData.Certificates, ByBytes.Instance))
        {
            // The signed attributes name the certificate by its hash; the right one stands in the other signature.
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(TestKey.P256.Certificate.Span)), judged.Signer!.Thumbprint);
            return "a certificate that the document has once more";
        }
        // What is left is in no one's signature: the time-stamp no longer counts, and the report says so.
        Assert.NotEmpty(signer.UnsignedAttributes);
        Assert.Equal("PAdES-B-B", judged.Level);
        string code = Assert.Single(judged.Reasons).Code;
        Assert.Contains(code, (string[])[ReasonCodes.TimestampNotTrusted, ReasonCodes.NoTimestamp]);
        return $"level PAdES-B-B, {code}";
    }

    private sealed class ByBytes : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        internal static ByBytes Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj) => obj.Length;
    }
}
