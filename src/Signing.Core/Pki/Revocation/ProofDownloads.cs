using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Signing.Core.Net;

namespace Signing.Core.Pki.Revocation;

/// <summary>
/// OCSP answers and CRLs from memory, from the disk or from the network, in this order. Nothing is judged here: whoever judges says
/// what was worth nothing, and what is worth writing down. Thread-safe.
/// </summary>
internal sealed class ProofDownloads(Fetcher fetcher, TimeProvider time)
{
    private const int NonceBytes = 16;
    private const int MaxAnswerBytes = 1024 * 1024;

    private readonly ProofMemory _memory = ProofMemory.Of(fetcher.Options, time);

    /// <summary>Asks a responder about a certificate.</summary>
    internal Task<ProofAnswer> AskAsync(Certificate certificate, Certificate issuer, Uri address, Func<RevocationProof, bool> suffices, CancellationToken cancellationToken)
    {
        return GetAsync(_memory.Answers, Key(certificate, issuer, address), Ask, suffices, cancellationToken);

        async Task<ProofAnswer> Ask()
        {
            byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
            FetchResult result = await fetcher.PostAsync(
                address, OcspRequest.Build(certificate, issuer, nonce), OcspRequest.MediaType, OcspRequest.AnswerMediaType,
                CancellationToken.None, maxBytes: MaxAnswerBytes).ConfigureAwait(false);
            return Read(
                result, static (bytes, at) => OcspProof.Parse(bytes, ProofSource.Online, at),
                proof => CheckAnswer(proof, certificate, issuer, nonce), proof => proof.Find(certificate, issuer)?.NextUpdate);
        }
    }

    /// <summary>Downloads a CRL.</summary>
    internal Task<ProofAnswer> DownloadAsync(Uri address, Func<RevocationProof, bool> suffices, CancellationToken cancellationToken)
    {
        return GetAsync(_memory.Lists, address.AbsoluteUri, Download, suffices, cancellationToken);

        async Task<ProofAnswer> Download()
        {
            FetchResult result = await fetcher.GetAsync(address, CancellationToken.None).ConfigureAwait(false);
            return Read(result, static (bytes, at) => CrlProof.Parse(bytes, ProofSource.Online, at), static _ => null, static proof => proof.NextUpdate);
        }
    }

    // Nobody vouches for what comes over plain HTTP until it is judged: a forged answer must not be remembered until the date it names.
    // What came from the disk is forgotten at once, so that the network is asked.
    internal void Distrust(Certificate certificate, Certificate issuer, Uri address, ProofAnswer answer) =>
        Distrust(_memory.Answers, Key(certificate, issuer, address), answer);

    internal void Distrust(Uri address, ProofAnswer answer) => Distrust(_memory.Lists, address.AbsoluteUri, answer);

    /// <summary>Writes an answer to the disk that proved its worth.</summary>
    internal void Keep(Certificate certificate, Certificate issuer, Uri address, ProofAnswer answer) => Keep(Key(certificate, issuer, address), address, answer);

    internal void Keep(Uri address, ProofAnswer answer) => Keep(address.AbsoluteUri, address, answer);

    private async Task<ProofAnswer> GetAsync(
        DownloadCache<ProofAnswer> cache, string key, Func<Task<ProofAnswer>> download, Func<RevocationProof, bool> suffices, CancellationToken cancellationToken)
    {
        (ProofAnswer answer, bool wasKept) = await cache.GetAsync(key, Get, kept => kept.Proof is not { } proof || suffices(proof), cancellationToken).ConfigureAwait(false);
        return wasKept && answer.Proof is { Source: not ProofSource.Cache } proof ? answer with { Proof = proof.AsCached() } : answer;

        async Task<Downloaded<ProofAnswer>> Get()
        {
            ProofAnswer got = FromDisk(key) is { } written && suffices(written.Proof!) ? written : await download().ConfigureAwait(false);
            return new Downloaded<ProofAnswer>(got, got.KeepUntil, got.Proof?.Length ?? 0, got.Proof is null);
        }
    }

    private ProofAnswer? FromDisk(string key)
    {
        if (fetcher.Folder?.Open(key) is not (SafeFileHandle file, DateTimeOffset keepUntil))
        {
            return null;
        }
        return ProofFile.Read(file, key) is { } proof ? new ProofAnswer(proof, "", keepUntil) { IsFromDisk = true } : null;
    }

    private void Keep(string key, Uri address, ProofAnswer answer)
    {
        if (fetcher.Folder is { } folder && answer.KeepUntil > time.GetUtcNow() && answer.TakeWriting())
        {
            folder.Write(key, answer.KeepUntil, stream => ProofFile.Write(stream, key, answer.Proof!, answer.Proof!.Address ?? address));
        }
    }

    private void Distrust(DownloadCache<ProofAnswer> cache, string key, ProofAnswer answer)
    {
        DateTimeOffset now = time.GetUtcNow();
        cache.Shorten(key, answer.IsFromDisk ? now : now + DownloadCache<ProofAnswer>.ShortWhile);
        if (answer.IsFromDisk)
        {
            fetcher.Folder?.Remove(key);
        }
    }

    // Without nextUpdate a newer answer may be there at any time: nothing is kept.
    private ProofAnswer Read<TProof>(
        FetchResult result, Func<ReadOnlyMemory<byte>, Uri, TProof> parse, Func<TProof, string?> check, Func<TProof, DateTimeOffset?> nextUpdate)
        where TProof : RevocationProof
    {
        DateTimeOffset now = time.GetUtcNow();
        if (!result.IsOk)
        {
            return Failure(result.Detail);
        }
        try
        {
            TProof proof = parse(Pem.Decode(result.Body), result.Address);
            return check(proof) is { } wrong ? Failure(wrong) : new ProofAnswer(proof, "", nextUpdate(proof) ?? now);
        }
        catch (CertificateException malformed)
        {
            return Failure(result.IsWebPage ? FetchResult.WebPage : malformed.Message);
        }

        ProofAnswer Failure(string detail) => new(null, detail, now + DownloadCache<ProofAnswer>.ShortWhile);
    }

    private static string? CheckAnswer(OcspProof proof, Certificate certificate, Certificate issuer, byte[] nonce)
    {
        if (proof.Find(certificate, issuer) is null)
        {
            return "the answer is about another certificate";
        }
        // Many responders prepare their answers and repeat no nonce; one that is there must be ours (RFC 9654, 2.1).
        return proof.Nonce is { } repeated && !OcspNonce.Matches(repeated, nonce) ? "the answer is to another request" : null;
    }

    private static string Key(Certificate certificate, Certificate issuer, Uri address) => $"{address.AbsoluteUri}\n{certificate.Thumbprint}\n{issuer.Thumbprint}";
}
