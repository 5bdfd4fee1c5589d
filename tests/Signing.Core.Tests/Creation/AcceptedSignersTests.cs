using Microsoft.Extensions.Time.Testing;
using Signing.Core.Creation;
using Signing.Core.Pki;
using Signing.Core.Pki.Revocation;
using Xunit;

namespace Signing.Core.Tests.Creation;

/// <summary>How long a signer who was found good is taken for good.</summary>
public sealed class AcceptedSignersTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(60, 600, 4, true)]
    [InlineData(60, 600, 5, false)]
    [InlineData(3, 600, 2, true)]
    [InlineData(3, 600, 3, false)]
    [InlineData(60, 2, 1, true)]
    [InlineData(60, 2, 2, false)]
    [InlineData(60, 600, -1, false)]
    public void Find_MinutesLater_NoLongerThanProofsAndCertificatesHold(int proofMinutes, int certificateMinutes, int minutesLater, bool known)
    {
        using var certificate = Certificates.SelfSigned(Now.AddDays(-1), Now.AddMinutes(certificateMinutes));
        Certificate signer = Certificate.From(certificate);
        var time = new FakeTimeProvider(Now) { AutoAdvanceAmount = TimeSpan.Zero };
        var accepted = new AcceptedSigners(time);

        accepted.Add([signer.Der], [signer], [Good(signer) with { NextUpdate = Now.AddMinutes(proofMinutes) }], TrustStore.Empty);
        time.AdjustTime(Now.AddMinutes(minutesLater));

        Assert.Equal(known, accepted.Find(signer.Der.Span, TrustStore.Empty) is not null);
    }

    [Fact]
    public void Find_AnotherSigner_IsUnknown()
    {
        using var one = Certificates.SelfSigned(Now, Now.AddDays(1));
        using var other = Certificates.SelfSigned(Now, Now.AddDays(1));
        var accepted = new AcceptedSigners(new FakeTimeProvider(Now));
        accepted.Add([one.RawData], [Certificate.From(one)], [], TrustStore.Empty);

        Assert.NotNull(accepted.Find(one.RawData, TrustStore.Empty));
        Assert.Null(accepted.Find(other.RawData, TrustStore.Empty));
    }

    public static TheoryData<string> Open => ["unknown", "no nextUpdate", "revoked later"];

    [Theory]
    [MemberData(nameof(Open))]
    public void Find_StatusNotProvenForAWhile_IsNotRemembered(string how)
    {
        using var certificate = Certificates.SelfSigned(Now.AddDays(-1), Now.AddDays(1));
        Certificate signer = Certificate.From(certificate);
        RevocationFinding finding = Good(signer) with { NextUpdate = Now.AddHours(1) };
        finding = how switch
        {
            "unknown" => finding with { Status = RevocationStatus.Unknown },
            "no nextUpdate" => finding with { NextUpdate = null },
            _ => finding with { RevokedAt = Now.AddMinutes(1) },
        };
        var accepted = new AcceptedSigners(new FakeTimeProvider(Now));

        accepted.Add([signer.Der], [signer], [finding], TrustStore.Empty);

        Assert.Null(accepted.Find(signer.Der.Span, TrustStore.Empty));
    }

    private static RevocationFinding Good(Certificate certificate) => new(certificate, RevocationStatus.Good);

    private static class Certificates
    {
        internal static System.Security.Cryptography.X509Certificates.X509Certificate2 SelfSigned(DateTimeOffset from, DateTimeOffset until)
        {
            using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
            var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=signer", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
            return request.CreateSelfSigned(from, until);
        }
    }
}
