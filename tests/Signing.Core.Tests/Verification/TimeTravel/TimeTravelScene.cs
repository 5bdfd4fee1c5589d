using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Signing.CertsDev;
using Signing.Core.Cms;
using Signing.Core.Creation;
using Signing.Core.Keys;
using Signing.Core.Pki;
using Signing.Core.Pki.Authorities;
using Signing.Core.Tests.Cms;
using Signing.Core.Verification;
using Signing.Core.Verification.Reports;
using Xunit;

namespace Signing.Core.Tests.Verification.TimeTravel;

/// <summary>
/// A live PKI with one clock for everybody in it, and one document. Its DSS and document time-stamps are written here, by the letter of
/// EN 319 142-1, so that the table judges validation alone; or by the library, so that it judges what that makes.
/// </summary>
internal sealed partial class TimeTravelScene : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    // Two certificates with RSA-3072 signatures and the token's own fit easily.
    private const int StampRoom = 16_000;

    private readonly HttpClient _http = new();
    private readonly FakeTimeProvider _clock;
    private readonly List<IDisposable> _owned = [];
    private TrustStore _trust = TrustStore.Empty;

    private TimeTravelScene(DevPki pki, FakeTimeProvider clock)
    {
        Pki = pki;
        _clock = clock;
    }

    internal DevPki Pki { get; }

    /// <summary>Whether the library writes the DSS and the archive's time-stamps.</summary>
    internal bool IsByLibrary { get; init; }

    internal DevIdentity Authority { get; private set; } = null!;

    internal DevIdentity Signer { get; private set; } = null!;

    internal DevIdentity Stamper { get; private set; } = null!;

    internal DevIdentity Archivist { get; private set; } = null!;

    /// <summary>The authority of the archive's domain, its anchor.</summary>
    internal DevIdentity ArchiveAuthority { get; private set; } = null!;

    internal byte[] Document { get; private set; } = Verify.SmallTable;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<TimeTravelScene> OpenAsync(Cast cast, bool byLibrary)
    {
        var clock = new FakeTimeProvider(Start);
        var scene = new TimeTravelScene(await DevPki.StartAsync(new DevPkiOptions { TimeProvider = clock, KeepsExpired = cast.KeepsExpired }, Cancel), clock) { IsByLibrary = byLibrary };
        scene.Authority = await scene.IssueAsync("authority", "root", CertificateProfile.CertificateAuthority, -200, cast.Authority, cast.Key);
        scene.Signer = await scene.IssueAsync("signer", "authority", CertificateProfile.DocumentSigning, cast.SignerFrom, cast.Signer, cast.Key);
        scene.Stamper = await scene.IssueAsync("stamper", "issuing", CertificateProfile.TimeStamping, -100, cast.Stamper);
        scene.ArchiveAuthority = await scene.IssueAsync("archive-authority", "foreign-root", CertificateProfile.CertificateAuthority, -200, 3650, "P-256");
        scene.Archivist = await scene.IssueAsync("archivist", "archive-authority", CertificateProfile.TimeStamping, -100, cast.Archivist, "P-256");
        var dev = new TrustDomainOptions
        {
            Name = "dev", AnchorFolder = scene.Pki.AnchorFolder, IntermediateFolder = scene.Pki.IntermediateFolder,
            TrustedUntil = cast.Domain is { } domain ? Start.AddDays(domain) : null,
        };
        if (cast.Anchor is { } anchor)
        {
            dev.AnchorsTrustedUntil[Certificate.From(scene.Pki.Root.Certificate).Thumbprint] = Start.AddDays(anchor);
        }
        scene._trust = TrustStore.Load([dev, new TrustDomainOptions { Name = "archive", Anchors = { scene.ArchiveAuthority.Certificate } }]);
        return scene;
    }

    internal void GoTo(TimeSpan afterStart)
    {
        if (Start + afterStart > _clock.GetUtcNow())
        {
            _clock.SetUtcNow(Start + afterStart);
        }
    }

    internal Task SignAsync(TravelLevel level) => SignAsync(Signer, level);

    internal async Task SignAsync(DevIdentity identity, TravelLevel level)
    {
        Pki.StampWith(Stamper);
        bool isLong = level is TravelLevel.LT or TravelLevel.LTA;
        PadesLevel signed = level == TravelLevel.B ? PadesLevel.BaselineB : isLong && IsByLibrary ? PadesLevel.BaselineLt : PadesLevel.BaselineT;
        using (Pkcs12Key key = World.KeyOf(identity))
        {
            await ChangeAsync((signer, input, output) => signer.SignAsync(input, output, key, new SignatureOptions { Level = signed }, Cancel));
        }
        if (isLong && !IsByLibrary)
        {
            await StoreAsync();
        }
        if (level == TravelLevel.LTA)
        {
            await (IsByLibrary ? ArchiveAsync(Archivist) : StampAsync(Archivist));
        }
    }

    /// <summary>Signs without looking, with a signature time-stamp over data of the caller's choice.</summary>
    /// <param name="stamped">The data, made from the signature value.</param>
    internal async Task SignAsync(Func<byte[], byte[]> stamped)
    {
        Pki.StampWith(Stamper);
        // The hole is filled twice: first to know the value, which PKCS#1 v1.5 gives again for the same bytes.
        byte[] value = [];
        TestSignature signature = new() { Room = StampRoom, Cms = content => Sign(content, out value, token: null, []) };
        signature.Apply(Document);
        byte[] token = await StampAsync(stamped(value));
        Document = (signature with { Cms = content => Sign(content, out _, token, []) }).Apply(Document);
    }

    /// <summary>Signs without looking, with a content time-stamp (EN 319 122-1, 5.2.8), and by another TSA one over the signature.</summary>
    /// <param name="isTimestamped">Whether the signature has a time-stamp too.</param>
    /// <param name="misbehaviour">How the TSA of the content misbehaves.</param>
    /// <param name="stamped">What is stamped instead of the content.</param>
    internal async Task SignContentStampedAsync(bool isTimestamped, Misbehaviour misbehaviour = Misbehaviour.None, Func<byte[], byte[]>? stamped = null)
    {
        byte[] signed = [];
        byte[] value = [];
        TestSignature signature = new() { Room = 2 * StampRoom, Cms = content => { signed = content; return []; } };
        signature.Apply(Document);
        Pki.StampWith(Stamper);
        Pki.Tsa.Misbehaviour = misbehaviour;
        byte[][] attributes = [Forge.Attribute(Core.Cms.Oids.ContentTimestamp, await StampAsync(stamped?.Invoke(signed) ?? signed))];
        Pki.Tsa.Misbehaviour = Misbehaviour.None;
        (signature with { Cms = content => Sign(content, out value, token: null, attributes) }).Apply(Document);
        Pki.StampWith(Archivist);
        byte[]? token = isTimestamped ? await StampAsync(value) : null;
        Pki.StampWith(Stamper);
        Document = (signature with { Cms = content => Sign(content, out _, token, attributes) }).Apply(Document);
    }

    /// <summary>Adds what the network says now to the DSS, and a document time-stamp.</summary>
    internal async Task ArchiveAsync(DevIdentity authority)
    {
        if (IsByLibrary)
        {
            Pki.StampWith(authority);
            await ChangeAsync(static (signer, input, output) => signer.ExtendAsync(input, output, new ExtensionOptions { Level = PadesLevel.BaselineLta }, Cancel));
            Pki.StampWith(Stamper);
            return;
        }
        await StoreAsync();
        await StampAsync(authority);
    }

    /// <summary>Adds a document time-stamp (ISO 32000-2, 12.8.5).</summary>
    internal Task StampAsync(DevIdentity authority) => StampAsync(authority, static bytes => bytes);

    /// <param name="authority">Who stamps.</param>
    /// <param name="stamped">What is stamped instead of the document's bytes.</param>
    internal async Task StampAsync(DevIdentity authority, Func<byte[], byte[]> stamped)
    {
        Pki.StampWith(authority);
        byte[] content = [];
        TestSignature stamp = TestSignature.Timestamp($"Stamp{Document.Length}") with { Room = StampRoom };
        // The hole is filled twice: first to know the bytes around it.
        (stamp with { Cms = bytes => { content = bytes; return []; } }).Apply(Document);
        byte[] token = await StampAsync(stamped(content));
        Document = (stamp with { Cms = _ => token }).Apply(Document);
        Pki.StampWith(Stamper);
    }

    internal async Task<VerificationReport> VerifyAsync(bool offline, AlgorithmTable algorithms)
    {
        ValidationPolicy policy = (offline ? ValidationPolicy.Offline : ValidationPolicy.Online) with { Algorithms = algorithms };
        Evidence evidence = await Verifier().CollectAsync(new MemoryStream(Document), new VerificationOptions { Policy = policy }, Cancel);
        VerificationReport report = PdfVerifier.Judge(evidence, policy, _clock.GetUtcNow());
        Sentences.AssertWhole(report);
        // Saved and judged again it says the same, by other tables too.
        Evidence saved = Evidence.Import(evidence.Export());
        Assert.Equal(ReportJson.Serialize(report), ReportJson.Serialize(PdfVerifier.Judge(saved, policy, _clock.GetUtcNow())));
        ValidationPolicy other = policy with { Algorithms = algorithms with { Keys = [new KeyLimit(PublicKeySize.Rsa, 3000, null)] } };
        Assert.Equal(
            ReportJson.Serialize(PdfVerifier.Judge(evidence, other, _clock.GetUtcNow())), ReportJson.Serialize(PdfVerifier.Judge(saved, other, _clock.GetUtcNow())));
        return report;
    }

    public async ValueTask DisposeAsync()
    {
        _owned.ForEach(static owned => owned.Dispose());
        _http.Dispose();
        await Pki.DisposeAsync();
    }

    private async Task ChangeAsync(Func<PdfSigner, Stream, Stream, Task> change)
    {
        PdfSignerOptions options = World.SignerOptions(Pki, _clock);
        options.Trust = _trust;
        options.SignerStatusUnknown = SignerStatusUnknown.Proceed;
        using var signer = new PdfSigner(options);
        using var output = new MemoryStream();
        await change(signer, new MemoryStream(Document), output);
        Document = output.ToArray();
    }

    /// <summary>A new one each time, which has nothing in its cache.</summary>
    private PdfVerifier Verifier()
    {
        PdfVerifierOptions options = World.VerifierOptions(Pki, _clock);
        options.Trust = _trust;
        var verifier = new PdfVerifier(options);
        _owned.Add(verifier);
        return verifier;
    }

    private Task<DevIdentity> IssueAsync(string name, string issuer, CertificateProfile profile, int from, int until, string key = "RSA-3072") => Pki.IssueAsync(
        name,
        issuer,
        new CertificateTemplate
        {
            Subject = new X500DistinguishedName($"CN={name}, C=VN"), Profile = profile, NotBefore = Start.AddDays(from), NotAfter = Start.AddDays(until),
        },
        key,
        Cancel);

    private byte[] Sign(byte[] content, out byte[] value, byte[]? token, IReadOnlyList<byte[]> further)
    {
        byte[] attributes = TestSignature.Attributes(content, Signer.Certificate.RawData, further);
        value = ((RSA)Signer.PrivateKey).SignData(attributes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        ReadOnlyMemory<byte>[] path = [Signer.Certificate.RawData, .. Signer.Chain.Select(static certificate => certificate.RawDataMemory)];
        return CmsWriter.Write(attributes, SignatureAlgorithm.RsaPkcs1Sha256, value, path, token);
    }

    private async Task<byte[]> StampAsync(byte[] data)
    {
        byte[] request = TimestampRequest.Build(SHA256.HashData(data), HashAlgorithmName.SHA256, RandomNumberGenerator.GetBytes(16));
        byte[] answer = await PostAsync(Pki.Tsa.Address, "application/timestamp-query", request);
        return TimestampResponse.Parse(answer).Token!.Value.ToArray();
    }

    private async Task<byte[]> PostAsync(Uri address, string contentType, byte[] request)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using HttpResponseMessage response = await _http.PostAsync(address, content, Cancel);
        return await response.Content.ReadAsByteArrayAsync(Cancel);
    }
}
