using System.Text;
using Signing.Core.Pdf;
using Signing.Core.Tests.Pdf.Encryption;
using Xunit;

namespace Signing.Core.Tests.Pdf;

/// <summary>No input may crash, hang, or need more than its budget: here thousands of spoilt documents, the same in every run.</summary>
public sealed class MutationTests
{
    private const int MutationsPerDocument = 60;

    private static readonly string[] Splices =
    [
        "0", "-1", "65535", "2147483647", "9223372036854775807", "99999999999999999999", " ", "\n", "\0", "<<", ">>", "[", "]", "(", ")", "<", "%",
        " obj ", " endobj ", " stream\n", " endstream ", "xref\n", "trailer\n", "startxref\n", "%%EOF", " R ", " 1 0 R ", " 2 0 R ", "null",
        "/Prev 15", "/XRefStm 15", "/Length 9 0 R", "/Extends 1 0 R", "/Kids [2 0 R]", "/Parent 2 0 R", "/Filter /FlateDecode", "/Size 0", "/W [1 2 3]", "/Index [0 9999]",
    ];

    public static TheoryData<string> Documents => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public void ReadAll_SpoiltDocument_EndsInSuccessOrATypedError(string name)
    {
        byte[] original = Samples.All[name].Build();
        var budget = new PdfBudget { MaxTime = TimeSpan.FromSeconds(20), MaxStreamBytes = 8 << 20, MaxInflatedBytes = 64 << 20, MaxObjects = 1_000_000 };
        for (int seed = 0; seed < MutationsPerDocument; seed++)
        {
            byte[] spoilt = Spoil(original, new Random(seed));
            try
            {
                PdfTesting.ReadAll(spoilt, budget);
                using PdfDocument document = PdfTesting.Open(spoilt, budget);
                new PdfUpdate(document).Write();
            }
            catch (SigningException error)
            {
                Assert.StartsWith("pdf.", error.Code, StringComparison.Ordinal);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}, seed {seed}: {error}");
            }
        }
    }

    /// <summary>Half of the mutations go into the encryption dictionary and the trailer, which stand at the end.</summary>
    [Theory]
    [InlineData(2, 3, "/Length 128")]
    [InlineData(4, 4, "/CF << /A << /CFM /AESV2 >> /B << /CFM /V2 >> >> /StmF /A /StrF /B")]
    [InlineData(5, 6, EncryptedPdf.AllAes)]
    [InlineData(6, 7, EncryptedPdf.AllGcm)]
    public void ReadAll_SpoiltEncryptedDocument_EndsInSuccessOrATypedError(int version, int revision, string entries)
    {
        byte[] original = new EncryptedPdf { Version = version, Revision = revision, Entries = entries, IsDirect = version % 2 == 0 }.Build(new TestPdf().AddTextField("note").Build());
        var budget = new PdfBudget { MaxTime = TimeSpan.FromSeconds(20), MaxStreamBytes = 8 << 20, MaxInflatedBytes = 64 << 20, MaxObjects = 1_000_000 };
        int middle = original.AsSpan().LastIndexOf("/Standard"u8) - 30;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            byte[] spoilt = seed % 2 == 0 ? Spoil(original, random) : [.. original[..middle], .. Spoil(original[middle..], random)];
            try
            {
                PdfTesting.ReadAll(spoilt, budget);
                using PdfDocument document = PdfTesting.Open(spoilt, budget);
                var update = new PdfUpdate(document);
                update.Add(PdfString.FromAscii("new"));
                update.Write();
            }
            catch (SigningException error)
            {
                Assert.StartsWith("pdf.", error.Code, StringComparison.Ordinal);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {error}");
            }
        }
    }

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.Stream)]
    [InlineData(TestPdfForm.ObjectStreams)]
    [InlineData(TestPdfForm.Hybrid)]
    public void Open_TruncatedAnywhere_IsRepairedFromWhereItsCatalogIsWhole(TestPdfForm form)
    {
        byte[] original = new TestPdf(form) { Compresses = false }.Build();
        int catalog = Encoding.Latin1.GetString(original).IndexOf("/Type /Catalog >>", StringComparison.Ordinal) + "/Type /Catalog >>".Length;
        if (form == TestPdfForm.ObjectStreams)
        {
            // A stream that is cut holds what it holds: here a catalog without its end.
            catalog -= " >>".Length;
        }
        for (int length = 0; length < original.Length - 8; length++)
        {
            byte[] cut = original[..length];
            if (length < catalog)
            {
                SigningException error = Assert.Throws<SigningException>(() => PdfTesting.Open(cut));
                Assert.Equal(length < 5 ? ErrorCodes.PdfNotPdf : ErrorCodes.PdfDamaged, error.Code);
            }
            else
            {
                using PdfDocument document = PdfTesting.Open(cut);
                Assert.True(document.IsRepaired);
                Assert.InRange(PdfPages.Count(document.Current), 0, 1);
            }
        }
    }

    private static byte[] Spoil(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(bytes.Length);
            int length = Math.Min(random.Next(1, 40), bytes.Length - at);
            bytes = random.Next(6) switch
            {
                0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], .. bytes[(at + length)..]],
                2 => [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]],
                3 => SpoilNumber(bytes, at, random),
                4 => [.. bytes[..at], .. Splice(random), .. bytes[at..]],
                _ => [.. bytes[..at], .. Splice(random), .. bytes[Math.Min(bytes.Length, at + 6)..]],
            };
        }
        return bytes;
    }

    /// <summary>Changes the digit that comes next: offsets, lengths and references are where the damage is.</summary>
    private static byte[] SpoilNumber(byte[] bytes, int at, Random random)
    {
        int digit = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (digit >= 0)
        {
            bytes[at + digit] = (byte)('0' + random.Next(10));
        }
        return bytes;
    }

    private static byte[] Splice(Random random) => Encoding.ASCII.GetBytes(Splices[random.Next(Splices.Length)]);
}
