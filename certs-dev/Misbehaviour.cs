namespace Signing.CertsDev;

/// <summary>How a service of the development PKI misbehaves, for tests. Not every service knows every way.</summary>
public enum Misbehaviour
{
    /// <summary>It does what it should.</summary>
    None,

    /// <summary>The connection breaks without an answer.</summary>
    Down,
    /// <summary>The right answer comes after <see cref="DevService.Delay"/>.</summary>
    Slow,
    /// <summary>Random bytes under the right content type.</summary>
    Garbage,
    /// <summary>Nothing, with status 200.</summary>
    Empty,
    /// <summary>An HTML page with status 200.</summary>
    Html,
    /// <summary>Status 500.</summary>
    ServerError,
    /// <summary>A redirect to a file of the machine that asks.</summary>
    RedirectToFile,
    /// <summary>The first half of the right answer; then the connection breaks.</summary>
    Truncated,
    /// <summary>A body without end.</summary>
    Endless,

    /// <summary>TSA and OCSP: a right answer, but to another request.</summary>
    OtherRequest,
    /// <summary>TSA: a token with the nonce of this request over another imprint.</summary>
    OtherImprint,
    /// <summary>TSA and OCSP: a right answer for the thing asked, but with another nonce.</summary>
    OtherNonce,
    /// <summary>TSA: a rejection. OCSP: <c>tryLater</c>.</summary>
    Refusal,
    /// <summary>TSA, OCSP and CRL: signed by somebody who may not.</summary>
    WrongSigner,
    /// <summary>TSA, OCSP and CRL: the last byte of the signature is another.</summary>
    BrokenSignature,
    /// <summary>OCSP and CRL: made 30 days ago, out of date since 29.</summary>
    Stale,
    /// <summary>TSA, OCSP and CRL: dated a day ahead.</summary>
    FromTheFuture,
}
