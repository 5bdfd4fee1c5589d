using System.Formats.Asn1;

namespace Signing.Core.Cms;

/// <summary>The CMSAlgorithmProtection attribute: the signer's algorithms under the signature (RFC 6211, 2).</summary>
internal sealed record AlgorithmProtection(AlgorithmIdentifier Digest, AlgorithmIdentifier? Signature)
{
    internal static AlgorithmProtection Read(ReadOnlyMemory<byte> value)
    {
        AsnReader outer = BerReader.Open(value);
        AsnReader sequence = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        AlgorithmIdentifier digest = AlgorithmIdentifier.Read(sequence);
        AlgorithmIdentifier? signature = sequence.NextIs(1) ? AlgorithmIdentifier.Read(sequence, BerReader.Context(1)) : null;
        sequence.ThrowIfNotEmpty();
        return new AlgorithmProtection(digest, signature);
    }

    internal bool Protects(AlgorithmIdentifier digest, AlgorithmIdentifier signature) =>
        Digest.Means(digest) && Signature is not null && Signature.Means(signature);
}
