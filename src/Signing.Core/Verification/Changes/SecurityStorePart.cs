namespace Signing.Core.Verification.Changes;

/// <summary>What an indirect object is in a document security store.</summary>
internal enum SecurityStorePart
{
    /// <summary>The DSS dictionary.</summary>
    Store,
    /// <summary>An array of proofs.</summary>
    List,
    /// <summary>The dictionary of signatures' entries.</summary>
    Related,
    /// <summary>One signature's entry.</summary>
    RelatedEntry,
    /// <summary>A stream with a certificate, an OCSP answer, a CRL or a time-stamp.</summary>
    Proof,
    /// <summary>The length of such a stream, where a writer gave it an object of its own.</summary>
    Length,
}
