using System.Text;
using Signing.Core.Pdf;
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

    [Theory]
    [InlineData(TestPdfForm.Table)]
    [InlineData(TestPdfForm.ObjectStreams)]
    [InlineData(TestPdfForm.Hybrid)]
    public void Open_TruncatedAnywhere_EndsInATypedError(TestPdfForm form)
    {
        byte[] original = new TestPdf(form).Build();
        for (int length = 0; length < original.Length - 8; length++)
        {
            SigningException error = Assert.Throws<SigningException>(() => PdfTesting.Open(original[..length]));
            Assert.Equal(length < 9 ? error.Code : ErrorCodes.PdfDamaged, error.Code);
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
