using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

public sealed class ProofParsingTests
{
    private static readonly TestEntity Root = TestEntity.Root();
    private static readonly Certificate Signer = Root.Issue(new TestTemplate("Signer")).Certificate;

    public static TheoryData<string, byte[]> Proofs => new()
    {
        { "ocsp", (new TestOcsp(Signer, Root) { Responder = Root.Issue(TestTemplate.Responder("Responder")), Nonce = [1, 2, 3] }).Encode() },
        { "ocsp", (new TestOcsp(Signer, Root) { RevokedAt = TestTimes.Now, Reason = 1, ArchiveCutoff = TestTimes.Now }).Encode() },
        { "crl", (new TestCrl(Root) { Revoked = [(Signer, TestTimes.Now, 1), (Signer, TestTimes.Now, null)], ExpiredCertsFrom = TestTimes.Now }).Encode() },
    };

    [Theory]
    [MemberData(nameof(Proofs))]
    public void Parse_EveryTruncation_Throws(string kind, byte[] proof) =>
        Assert.All(Enumerable.Range(0, proof.Length), length => Assert.Throws<CertificateException>(() => Parse(kind, proof.AsMemory(0, length))));

    [Theory]
    [MemberData(nameof(Proofs))]
    public void Parse_EveryByteChanged_ThrowsNothingElseAndNeverVerifies(string kind, byte[] proof)
    {
        byte[] changed = [.. proof];
        ReadOnlyMemory<byte> signed = Parse(kind, proof).Signed.ToBeSigned;
        for (int i = 0; i < proof.Length; i++)
        {
            changed[i] ^= 0x41;
            try
            {
                RevocationProof parsed = Parse(kind, changed.ToArray());
                Certificate[] signers = [Root.Certificate, .. (parsed as OcspProof)?.Certificates ?? []];
                Assert.True(!signers.Any(parsed.IsSignedBy) || parsed.Signed.ToBeSigned.Span.SequenceEqual(signed.Span), $"byte {i}");
                _ = (parsed as OcspProof)?.Find(Signer, Root.Certificate);
                _ = (parsed as CrlProof)?.TryFind(Signer, out _);
            }
            catch (CertificateException)
            {
                // What cannot be read says so.
            }
            changed[i] ^= 0x41;
        }
    }

    [Fact]
    public void Parse_Refusal_NamesIt()
    {
        CertificateException refusal = Assert.Throws<CertificateException>(() => OcspProof.Parse((byte[])[0x30, 0x03, 0x0A, 0x01, 0x03]));

        Assert.Contains("tryLater", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AmongManyEntries_FindsEachAndNoOther()
    {
        Certificate[] revoked = [.. Enumerable.Range(0, 200).Select(static i => Root.Issue(new TestTemplate($"Signer {i}")).Certificate)];
        CrlProof crl = (new TestCrl(Root) { Revoked = [.. revoked.Select(static (certificate, i) => (certificate, TestTimes.Now.AddMinutes(-i), (int?)(i % 3 == 0 ? 1 : null)))] }).Proof();

        Assert.Equal(revoked.Length, crl.Entries.Count);
        Assert.All(revoked.Index(), pair => Assert.Equal(new CrlEntry(TestTimes.Now.AddMinutes(-pair.Index), pair.Index % 3 == 0 ? 1 : null), Find(pair.Item)));
        Assert.Null(Find(Signer));

        CrlEntry? Find(Certificate certificate) => crl.TryFind(certificate, out CrlEntry? entry) ? entry : throw new InvalidOperationException("malformed");
    }

    [Fact]
    public void Parse_BareBasicResponse_IsRead()
    {
        OcspProof whole = new TestOcsp(Signer, Root).Proof();
        var reader = new System.Formats.Asn1.AsnReader(whole.Der, System.Formats.Asn1.AsnEncodingRules.DER);
        System.Formats.Asn1.AsnReader response = reader.ReadSequence();
        response.ReadEncodedValue();
        System.Formats.Asn1.AsnReader bytes = response.ReadSequence(new(System.Formats.Asn1.TagClass.ContextSpecific, 0)).ReadSequence();
        bytes.ReadObjectIdentifier();

        Assert.NotNull(OcspProof.Parse(bytes.ReadOctetString()).Find(Signer, Root.Certificate));
    }

    private static RevocationProof Parse(string kind, ReadOnlyMemory<byte> der) => kind == "ocsp" ? OcspProof.Parse(der) : CrlProof.Parse(der);
}
