using System.Net;

namespace Signing.Core.Net;

/// <summary>Which addresses may be fetched, and from where: the rules of <see cref="FetchOptions"/>, read once.</summary>
internal sealed class FetchRules
{
    private const int MaxAddressLength = 4096;
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    private readonly (string From, Uri To)[] _rewrites;
    private readonly HashSet<string> _allowedPrivate;

    /// <exception cref="SigningException"><c>configuration.invalid</c>: a rule cannot be understood.</exception>
    internal FetchRules(FetchOptions options)
    {
        Require(options.Timeout > TimeSpan.Zero && options.Timeout <= MaxTimeout, "Fetch:Timeout", "it must be above zero and at most an hour");
        Require(options.MaxBytes > 0, "Fetch:MaxBytes", "it must be above zero");
        Require(options.MaxCacheBytes > 0, "Fetch:MaxCacheBytes", "it must be above zero");
        _rewrites = [.. options.Rewrite.Select(Read).OrderByDescending(static row => row.From.Length)];
        _allowedPrivate = new HashSet<string>(options.AllowedPrivateHosts.Select(Canonical), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The address to ask instead, and whether it stands in our own configuration.</summary>
    internal (Uri Address, bool Configured) Rewrite(Uri address)
    {
        string text = address.AbsoluteUri;
        foreach ((string from, Uri to) in _rewrites)
        {
            if (text.StartsWith(from, StringComparison.OrdinalIgnoreCase) && EndsAPart(from, text))
            {
                return (Join(to, text[from.Length..]), true);
            }
        }
        return (address, false);
    }

    private static Uri Join(Uri target, string rest)
    {
        string start = target.AbsoluteUri; // has a path, so nothing that follows can change the host
        if (rest == "/")
        {
            return target;
        }
        if (start.EndsWith('/'))
        {
            return new Uri(start + rest.TrimStart('/'));
        }
        return new Uri(rest is "" or ['/' or '?', ..] ? start + rest : $"{start}/{rest}");
    }

    /// <summary>Why the address may not be fetched whatever it resolves to, or <see langword="null"/>.</summary>
    internal static string? Refusal(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        {
            return $"the scheme '{address.Scheme}' is not allowed";
        }
        if (address.UserInfo.Length > 0)
        {
            return "an address with a user name is not allowed";
        }
        return address.AbsoluteUri.Length > MaxAddressLength ? "the address is too long" : null;
    }

    /// <summary>Whether a connection to this IP address may be made for that host.</summary>
    internal bool MayConnect(string host, int port, IPAddress address)
    {
        IPAddress plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return AddressRanges.IsPublic(plain) || IsAllowedPrivate(host, port) || IsAllowedPrivate(plain.ToString(), port);
    }

    private bool IsAllowedPrivate(string host, int port) =>
        _allowedPrivate.Contains(host) || _allowedPrivate.Contains($"{host}|{port}");

    /// <summary>A prefix must end where a part of the address ends; otherwise a stranger's host could begin with it.</summary>
    private static bool EndsAPart(string prefix, string text) =>
        prefix[^1] == '/' || text.Length == prefix.Length || text[prefix.Length] is '/' or '?';

    private static (string From, Uri To) Read(AddressRewrite row)
    {
        string from = ReadAddress(row.From, "Fetch:Rewrite:From").AbsoluteUri;
        return (row.From.EndsWith('/') ? from : from.TrimEnd('/'), ReadAddress(row.To, "Fetch:Rewrite:To"));
    }

    private static Uri ReadAddress(string text, string setting) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && Refusal(address) is null && address.Query.Length == 0 && address.Fragment.Length == 0
            ? address
            : throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", setting), ("detail", $"'{text}' is not an http or https address without query"));

    /// <summary><c>host</c> or <c>host|port</c>; brackets around an IPv6 address are left out.</summary>
    private static string Canonical(string entry)
    {
        // With brackets the platform's parser would drop a port without a word.
        if (!entry.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(entry, out IPAddress? address))
        {
            return address.ToString();
        }
        if (Uri.TryCreate($"http://{entry}", UriKind.Absolute, out Uri? uri) && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && !entry.EndsWith('/'))
        {
            string host = uri.IdnHost;
            bool hasPort = entry.EndsWith($":{uri.Port}", StringComparison.Ordinal);
            return hasPort ? $"{host}|{uri.Port}" : host;
        }
        throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", "Fetch:AllowedPrivateHosts"), ("detail", $"'{entry}' is not a host, or a host and a port"));
    }

    private static void Require(bool condition, string setting, string detail)
    {
        if (!condition)
        {
            throw Error.Of(ErrorCodes.ConfigurationInvalid, ("setting", setting), ("detail", detail));
        }
    }
}
