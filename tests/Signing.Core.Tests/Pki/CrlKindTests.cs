using System.Formats.Asn1;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Pki;

/// <summary>CRLs that do not list everything: what each says of a signer, and what it leaves open (RFC 5280, 5.2 and 6.3.3).</summary>
public sealed class CrlKindTests
{
    private const string PartitionAddress = "http://crl.example.vn/7.crl";
    private static readonly DateTimeOffset Revoked = TestTimes.Now.AddDays(-3);
    private readonly TestEntity _root = TestEntity.Root();
    private readonly TestEntity _signer;

    public CrlKindTests() => _signer = _root.Issue(new TestTemplate("Signer") { Crl = PartitionAddress });

    public static TheoryData<string, byte[], string> Scopes => new()
    {
        { "end entities only", Scope(static w => w.WriteBoolean(true, Tag(1))), "Good" },
        { "authorities only", Scope(static w => w.WriteBoolean(true, Tag(2))), "Unknown" },
        { "attribute certificates only", Scope(static w => w.WriteBoolean(true, Tag(5))), "Unknown" },
        { "its partition", Scope(static w => WritePoint(w, PartitionAddress)), "Good" },
        { "another partition", Scope(static w => WritePoint(w, "http://crl.example.vn/8.crl")), "Unknown" },
        { "some reasons", Scope(static w => w.WriteNamedBitList(Reasons.KeyCompromise, Tag(3))), "Unknown" },
        { "indirect, by the issuer", Scope(static w => w.WriteBoolean(true, Tag(4))), "Good" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Judge_IssuingDistributionPoint_BoundsWhatIsSaid(string what, byte[] scope, string expected)
    {
        var crl = new TestCrl(_root) { Further = [(Oids.IssuingDistributionPoint, true, scope)] };

        Assert.Equal((what, expected), (what, Judge(crl.Proof()).Status.ToString()));
    }

    [Fact]
    public void Judge_ListsThatCoverAllReasonsTogether_Good()
    {
        var keys = new TestCrl(_root) { Further = [(Oids.IssuingDistributionPoint, true, Scope(static w => w.WriteNamedBitList(Reasons.KeyCompromise, Tag(3))))] };
        var others = new TestCrl(_root) { Further = [(Oids.IssuingDistributionPoint, true, Scope(static w => w.WriteNamedBitList(Reasons.Others, Tag(3))))] };

        Assert.Equal(RevocationStatus.Good, Judge(keys.Proof(), others.Proof()).Status);
    }

    [Fact]
    public void Judge_DeltaThatRevokes_Revoked()
    {
        RevocationFinding finding = Judge(Base().Proof(), Delta(base_: 5, number: 6, (_signer.Certificate, Revoked, 1)).Proof());

        Assert.Equal((RevocationStatus.Revoked, Revoked), (finding.Status, finding.RevokedAt));
    }

    [Fact]
    public void Judge_DeltaThatLiftsAHold_Good()
    {
        TestCrl held = Base() with { Revoked = [(_signer.Certificate, Revoked, 6)] };

        Assert.Equal(RevocationStatus.OnHold, Judge(held.Proof()).Status);
        Assert.Equal(RevocationStatus.Good, Judge(held.Proof(), Delta(5, 6, (_signer.Certificate, Revoked, 8)).Proof()).Status);
    }

    public static TheoryData<string, Func<CrlKindTests, object>> ForeignDeltas => new()
    {
        { "over a later base", static test => test.Delta(6, 7, (test._signer.Certificate, Revoked, 1)) },
        { "older than the base", static test => test.Delta(3, 4, (test._signer.Certificate, Revoked, 1)) },
        { "of another scope", static test => test.Delta(5, 6, (test._signer.Certificate, Revoked, 1)) with { Further = [Number(6), (Oids.DeltaCrlIndicator, true, Integer(5)), (Oids.IssuingDistributionPoint, true, Scope(static w => w.WriteBoolean(true, Tag(1))))] } },
        { "signed by another", static test => test.Delta(5, 6, (test._signer.Certificate, Revoked, 1)) with { SignedBy = TestEntity.Root("Forger") } },
        { "out of date", static test => test.Delta(5, 6, (test._signer.Certificate, Revoked, 1)) with { ThisUpdate = TestTimes.Now.AddDays(-9), NextUpdate = TestTimes.Now.AddDays(-8) } },
    };

    [Theory]
    [MemberData(nameof(ForeignDeltas))]
    public void Judge_DeltaThatDoesNotBelong_IsLeftOut(string what, Func<CrlKindTests, object> delta)
    {
        Assert.True(Judge(Base().Proof(), ((TestCrl)delta(this)).Proof()).Status == RevocationStatus.Good, what);
        Assert.True(Judge(((TestCrl)delta(this)).Proof()).Status == RevocationStatus.Unknown, what + ", alone");
    }

    [Fact]
    public void Judge_UnknownCriticalExtension_SaysNothing() =>
        Assert.Equal(RevocationStatus.Unknown, Judge((new TestCrl(_root) { Further = [("1.2.3.4", true, [0x05, 0x00])] }).Proof()).Status);

    internal static (string, bool, byte[]) Number(int number) => (Oids.CrlNumber, false, Integer(number));

    internal static byte[] Integer(int value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteInteger(value);
        return writer.Encode();
    }

    internal static byte[] Scope(Action<AsnWriter> write)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            write(writer);
        }
        return writer.Encode();
    }

    internal static void WritePoint(AsnWriter writer, string address)
    {
        using (writer.PushSequence(Tag(0)))
        using (writer.PushSequence(Tag(0)))
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, address, Tag(6));
        }
    }

    internal static Asn1Tag Tag(int value) => new(TagClass.ContextSpecific, value);

    private TestCrl Base() => new(_root) { Further = [Number(5)] };

    private TestCrl Delta(int base_, int number, params (Certificate, DateTimeOffset, int?)[] revoked) =>
        new(_root) { Revoked = revoked, Further = [Number(number), (Oids.DeltaCrlIndicator, true, Integer(base_))] };

    private RevocationFinding Judge(params CrlProof[] crls)
    {
        TrustStore trust = TrustStore.Of(new TrustDomain("test", [_root.Certificate], []));
        return RevocationJudge.Judge(
            _signer.Certificate, _root.Certificate, new RevocationContext(new RevocationData([], crls), [], trust, TestTimes.Now, TestTimes.Now), _root.Certificate);
    }

    [Flags]
    private enum Reasons
    {
        KeyCompromise = 1 << 1,
        Others = 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8,
    }
}
