namespace Signing.Core.Pki;

/// <summary>Addresses in certificates that can be followed: http and https; others (LDAP, files) are passed over.</summary>
internal static class WebAddress
{
    internal static void AddTo(List<Uri> addresses, string text)
    {
        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && !addresses.Contains(address))
        {
            addresses.Add(address);
        }
    }
}
