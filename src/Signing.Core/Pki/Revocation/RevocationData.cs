namespace Signing.Core.Pki.Revocation;

/// <summary>Proofs of status at hand. Immutable.</summary>
internal sealed record RevocationData(IReadOnlyList<OcspProof> Ocsp, IReadOnlyList<CrlProof> Crls)
{
    internal static RevocationData Empty { get; } = new([], []);

    internal RevocationData Add(RevocationData other) =>
        other.IsEmpty ? this : IsEmpty ? other : new RevocationData([.. Ocsp, .. other.Ocsp], [.. Crls, .. other.Crls]);

    internal bool IsEmpty => Ocsp.Count + Crls.Count == 0;

    /// <summary>Reads whatever of the given OCSP answers and CRLs can be read.</summary>
    /// <param name="ocsp">OCSP answers, whole or basic.</param>
    /// <param name="crls">CRLs.</param>
    /// <param name="source">Where they came from.</param>
    /// <param name="unreadable">How many could not be read.</param>
    internal static RevocationData Parse(IEnumerable<ReadOnlyMemory<byte>> ocsp, IEnumerable<ReadOnlyMemory<byte>> crls, ProofSource source, out int unreadable)
    {
        int failed = 0;
        var answers = new List<OcspProof>();
        foreach (ReadOnlyMemory<byte> der in ocsp)
        {
            Try(() => answers.Add(OcspProof.Parse(der, source)));
        }
        var lists = new List<CrlProof>();
        foreach (ReadOnlyMemory<byte> der in crls)
        {
            Try(() => lists.Add(CrlProof.Parse(der, source)));
        }
        unreadable = failed;
        return new RevocationData(answers, lists);

        void Try(Action read)
        {
            try
            {
                read();
            }
            catch (CertificateException)
            {
                failed++;
            }
        }
    }
}
