namespace Signing.Core.Net;

/// <summary>One row of the rewrite table: addresses that begin with one prefix are fetched from another place.</summary>
/// <remarks>
/// A list of rows rather than a dictionary, because configuration keys cannot contain a colon. A prefix matches whole
/// parts of an address only: <c>http://ocsp.example</c> matches neither <c>http://ocsp.example.org/</c> nor
/// <c>http://ocsp.example:8080/</c>.
/// </remarks>
public sealed class AddressRewrite
{
    /// <summary>The prefix as certificates name it, for example <c>http://ocsp.ca.ptc</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>What stands in its place, for example <c>http://10.1.2.3:8080/ocsp</c>. It counts as configured: it may be private.</summary>
    public string To { get; set; } = "";
}
