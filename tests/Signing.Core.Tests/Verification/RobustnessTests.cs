using System.Diagnostics;
using Signing.Core.Tests.Pdf;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification;

/// <summary>Whatever the bytes are, there is a report.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string> Rubbish => [.. Bytes.Keys];

    private static readonly Dictionary<string, byte[]> Bytes = new(StringComparer.Ordinal)
    {
        ["empty"] = [],
        ["one byte"] = [0x25],
        ["random"] = Random(4096),
        ["JPEG"] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. Random(2000), 0xFF, 0xD9],
        ["text"] = [.. "This is not a PDF document.\n"u8],
        ["a header alone"] = [.. "%PDF-1.7\n"u8],
        ["a header and rubbish"] = [.. "%PDF-1.7\n"u8, .. Random(4096)],
        ["a header and a closing"] = [.. "%PDF-1.7\nstartxref\n9\n%%EOF\n"u8],
    };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public void Verify_Rubbish_UnreadableWithACode(string name)
    {
        VerificationReport report = Verify.Judge(Bytes[name]);

        Assert.Equal(Verdict.Unreadable, report.Verdict);
        string expected = name.StartsWith("a header", StringComparison.Ordinal) ? ReasonCodes.DocumentDamaged : ReasonCodes.NotPdf;
        Assert.Equal(expected, Assert.Single(report.Reasons).Code);
        Assert.Equal(Bytes[name].Length, report.Document.Length);
        Sentences.AssertWhole(report);
        Sentences.AssertWhole(Verify.Judge(Bytes[name], language: "vi"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Verify_200MegabytesOfZeros_UnreadableQuickly(bool canSeek)
    {
        using var verifier = new PdfVerifier(new PdfVerifierOptions());
        using var zeros = new ZeroStream(200_000_000, canSeek);
        var clock = Stopwatch.StartNew();

        VerificationReport report = await verifier.VerifyAsync(zeros, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((Verdict.Unreadable, ReasonCodes.NotPdf), (report.Verdict, Assert.Single(report.Reasons).Code));
        Assert.Equal(200_000_000, report.Document.Length);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public void Verify_RandomChangesOfSignedDocuments_AlwaysAReport()
    {
        var random = new Random(20261123);
        byte[][] documents = [Bases.SignedForm, Bases.SignedStream, TestSignature.Timestamp().Apply(Bases.SignedStream)];
        for (int i = 0; i < 3000; i++)
        {
            byte[] document = [.. documents[i % documents.Length]];
            int changes = random.Next(1, 20);
            for (int k = 0; k < changes; k++)
            {
                document[random.Next(document.Length)] = (byte)random.Next(256);
            }
            VerificationReport report = Verify.Judge(document);
            if (report.Signatures.Any(static signature => signature.Kind == SignatureKind.Signature))
            {
                Assert.NotEqual(Verdict.Unsigned, report.Verdict);
            }
            Assert.NotEmpty(ReportJson.Serialize(report));
        }
    }

    [Fact]
    public void Verify_SharedDocuments_AlwaysAReport()
    {
        Assert.SkipUnless(SharedFiles.Exist, "The folder 'shared' is not beside the repository.");
        Assert.All(SharedFiles.List().Where(static file => File.Exists(file.Path)), static file =>
        {
            using var verifier = new PdfVerifier(new PdfVerifierOptions());
            VerificationReport report = verifier.VerifyAsync(file.Path, cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            Assert.NotEqual(Verdict.Valid, report.Verdict);
            if (file.IsPlain)
            {
                Assert.NotEqual(Verdict.Unreadable, report.Verdict);
            }
            Sentences.AssertWhole(report);
        });
    }

    [Fact]
    public void Verify_ManySignatureFields_BudgetExhausted()
    {
        string[] fields = [.. Enumerable.Range(0, 600).Select(static i => $"<</FT/Sig/T(s{i})/V<</Contents<00>/N {i}>>>>")];
        VerificationReport report = Verify.Judge(Verify.Table(
            ["<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[" + string.Join(' ', Enumerable.Range(3, 600).Select(static i => $"{i} 0 R")) + "]>>>>", "<</Type/Pages/Kids[]/Count 0>>", .. fields]));

        Assert.Equal((Verdict.Unreadable, ReasonCodes.BudgetExhausted), (report.Verdict, Assert.Single(report.Reasons).Code));
    }

    [Fact]
    public async Task Verify_NoSuchFile_FileFailed()
    {
        using var verifier = new PdfVerifier(new PdfVerifierOptions());
        SigningException error = await Assert.ThrowsAsync<SigningException>(
            () => verifier.VerifyAsync(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCodes.FileFailed, error.Code);
    }

    [Fact]
    public async Task Verify_Cancelled_Throws()
    {
        using var verifier = new PdfVerifier(new PdfVerifierOptions());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verifier.VerifyAsync(new ZeroStream(10_000_000, canSeek: true), cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Verify_StreamFromItsPosition_LeftOpen()
    {
        using var verifier = new PdfVerifier(new PdfVerifierOptions { Trust = Verify.Trusting(Tests.Cms.TestKey.P256) });
        using var stream = new MemoryStream([1, 2, 3, .. Bases.Signed]) { Position = 3 };

        VerificationReport report = await verifier.VerifyAsync(stream, new VerificationOptions { At = Verify.Now }, TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Valid, report.Verdict);
        Assert.True(stream.CanRead);
    }

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>So many zeros, which take no memory.</summary>
    private sealed class ZeroStream(long length, bool canSeek) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => false;

        public override long Length => canSeek ? length : throw new NotSupportedException();

        public override long Position { get => _position; set => _position = canSeek ? value : throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = (int)Math.Min(buffer.Length, length - _position);
            buffer[..read].Clear();
            _position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
