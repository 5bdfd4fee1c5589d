using System.Security.Cryptography.X509Certificates;
using Signing.CertsDev;
using Signing.Core.Pki.Authorities;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>What can happen in a story.</summary>
internal static class Steps
{
    internal static Step RevokeSigner(int day, int since, X509RevocationReason reason = X509RevocationReason.KeyCompromise) =>
        Revoke(day, since, reason, "the signer", static scene => scene.Signer);

    internal static Step RevokeAuthority(int day, int since) =>
        Revoke(day, since, X509RevocationReason.CACompromise, "the signer's issuer", static scene => scene.Authority);

    internal static Step RevokeStamper(int day, int since, X509RevocationReason reason) => Revoke(day, since, reason, "the TSA", static scene => scene.Stamper);

    internal static Step LiftHold(int day) => new(day, "the hold is lifted", static scene =>
    {
        scene.Pki.Revoke(scene.Signer, null);
        return Task.CompletedTask;
    });

    /// <summary>A document time-stamp, and nothing else, by the signature's own time-stamp authority.</summary>
    internal static Step Stamp(int day) => new(day, "a document time-stamp is added", static scene => scene.StampAsync(scene.Stamper));

    /// <summary>Fresh proofs and a document time-stamp over everything, by the archive's authority.</summary>
    internal static Step Renew(int day) => new(day, "fresh proofs and an archive time-stamp by another TSA are added", static scene => scene.ArchiveAsync(scene.Archivist));

    internal static Step Ocsp(int day, Misbehaviour misbehaviour, string words) => new(day, $"OCSP answers are {words}", scene =>
    {
        scene.Pki.Ocsp.Misbehaviour = misbehaviour;
        return Task.CompletedTask;
    });

    internal static Step All(int day, Misbehaviour misbehaviour, string words) => new(day, $"OCSP answers and CRLs are {words}", scene =>
    {
        scene.Pki.Ocsp.Misbehaviour = misbehaviour;
        scene.Pki.Crl.Misbehaviour = misbehaviour;
        return Task.CompletedTask;
    });

    private static Step Revoke(int day, int since, X509RevocationReason reason, string name, Func<TimeTravelScene, DevIdentity> who)
    {
        string what = reason == X509RevocationReason.CertificateHold ? "on hold" : "revoked";
        return new Step(day, $"{name} is {what} since day {since} ({Name(reason)})", scene =>
        {
            scene.Pki.Revoke(who(scene), new CertificateRevocation(TimeTravelScene.Start.AddDays(since), reason));
            return Task.CompletedTask;
        });
    }

    // RFC 5280, 5.3.1
    private static string Name(X509RevocationReason reason) => reason switch
    {
        X509RevocationReason.CACompromise => "cACompromise",
        _ => char.ToLowerInvariant(reason.ToString()[0]) + reason.ToString()[1..],
    };
}
