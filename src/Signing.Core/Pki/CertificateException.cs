namespace Signing.Core.Pki;

/// <summary>Bytes that should be a certificate, a CRL or an OCSP answer and are not. Never leaves the library: callers turn it into a finding.</summary>
internal sealed class CertificateException : Exception
{
    internal CertificateException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
