using System.Net;
using System.Net.Http.Headers;

namespace Signing.Core.Net;

/// <summary>
/// Every download of the library. Holds each address, and each that it redirects to, against the rules; bounds time and
/// size; never throws for what a network or a server does, only for cancellation.
/// </summary>
internal sealed class Fetcher : IDisposable
{
    private const int MaxRedirects = 3;
    private const int BufferSize = 16 * 1024;

    private readonly FetchRules _rules;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _timeout;
    private readonly long _maxBytes;
    private readonly bool _resolvesElsewhere;

    // Two, so that a connection which was opened because an address is configured is never reused for another's sake.
    private readonly Lazy<HttpMessageInvoker> _forConfigured;
    private readonly Lazy<HttpMessageInvoker> _forOthers;
    private readonly bool _ownsInvokers;

    /// <exception cref="SigningException"><c>configuration.invalid</c>: an option cannot be understood.</exception>
    internal Fetcher(FetchOptions options, TimeProvider timeProvider)
    {
        _rules = new FetchRules(options);
        Options = options;
        Folder = string.IsNullOrEmpty(options.CacheFolder) ? null : new CacheFolder(options.CacheFolder, options.MaxCacheBytes, timeProvider);
        _timeProvider = timeProvider;
        _timeout = options.Timeout;
        _maxBytes = Math.Min(options.MaxBytes, Array.MaxLength);
        _resolvesElsewhere = options.Invoker is not null || options.Proxy is not null;
        _ownsInvokers = options.Invoker is null;
        HttpMessageInvoker? given = options.Invoker;
        Uri? proxy = options.Proxy;
        _forConfigured = new Lazy<HttpMessageInvoker>(() => given ?? CreateInvoker(proxy, configured: true));
        _forOthers = new Lazy<HttpMessageInvoker>(() => given ?? CreateInvoker(proxy, configured: false));
    }

    /// <summary>The options it was made with: what is remembered belongs to them.</summary>
    internal FetchOptions Options { get; }

    /// <summary>Where downloads outlive the process; null where they do not.</summary>
    internal CacheFolder? Folder { get; }

    /// <param name="address">An http or https address.</param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <param name="timeout">Instead of the options' time for the whole exchange.</param>
    /// <param name="configured">The address stands in our own configuration, so that it may be private.</param>
    /// <param name="maxBytes">A smaller limit than the options'.</param>
    internal Task<FetchResult> GetAsync(
        Uri address, CancellationToken cancellationToken, TimeSpan? timeout = null, bool configured = false, long maxBytes = long.MaxValue) =>
        FetchAsync(address, static target => new HttpRequestMessage(HttpMethod.Get, target), timeout, configured, maxBytes, cancellationToken);

    /// <param name="address">An http or https address.</param>
    /// <param name="body">What to send.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="accept">The media type of the answer.</param>
    /// <param name="cancellationToken">Cancels the exchange.</param>
    /// <param name="timeout">Instead of the options' time for the whole exchange.</param>
    /// <param name="configured">The address stands in our own configuration, so that it may be private.</param>
    /// <param name="maxBytes">A smaller limit than the options'.</param>
    internal Task<FetchResult> PostAsync(
        Uri address,
        ReadOnlyMemory<byte> body,
        string contentType,
        string accept,
        CancellationToken cancellationToken,
        TimeSpan? timeout = null,
        bool configured = false,
        long maxBytes = long.MaxValue)
    {
        HttpRequestMessage Create(Uri target)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
            return request;
        }
        return FetchAsync(address, Create, timeout, configured, maxBytes, cancellationToken);
    }

    public void Dispose()
    {
        if (!_ownsInvokers)
        {
            return;
        }
        foreach (Lazy<HttpMessageInvoker> invoker in (Lazy<HttpMessageInvoker>[])[_forConfigured, _forOthers])
        {
            if (invoker.IsValueCreated)
            {
                invoker.Value.Dispose();
            }
        }
    }

    private async Task<FetchResult> FetchAsync(
        Uri address, Func<Uri, HttpRequestMessage> create, TimeSpan? timeout, bool configured, long maxBytes, CancellationToken cancellationToken)
    {
        if (!address.IsAbsoluteUri)
        {
            return FetchResult.Failed(FetchStatus.Refused, address, "the address is not absolute");
        }
        using var clock = new CancellationTokenSource(timeout ?? _timeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);
        var state = new Hop(address, configured);
        try
        {
            for (int hops = 0; hops <= MaxRedirects; hops++)
            {
                (Uri target, bool rewritten) = _rules.Rewrite(state.Address);
                state = new Hop(target, state.Configured || rewritten);
                if (Refusal(state) is { } refusal)
                {
                    return FetchResult.Failed(FetchStatus.Refused, target, refusal);
                }
                using HttpRequestMessage request = create(target);
                request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Signing.Core", null));
                HttpMessageInvoker invoker = (state.Configured ? _forConfigured : _forOthers).Value;
                using HttpResponseMessage response = await invoker.SendAsync(request, either.Token).ConfigureAwait(false);
                if (Redirect(target, response) is not { } location)
                {
                    return await ReadAsync(response, target, Math.Min(maxBytes, _maxBytes), either.Token).ConfigureAwait(false);
                }
                if (RedirectRefusal(request, response, location) is { } wrong)
                {
                    return FetchResult.Failed(FetchStatus.Refused, location, wrong, (int)response.StatusCode);
                }
                // What is configured is one server, not whatever it points at.
                state = new Hop(location, state.Configured && location.Authority == target.Authority);
            }
            return FetchResult.Failed(FetchStatus.Refused, state.Address, $"more than {MaxRedirects} redirects");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FetchResult.Failed(FetchStatus.Timeout, state.Address, "no complete answer in time");
        }
        catch (HttpRequestException exception) when (exception.InnerException is AddressRefusedException refused)
        {
            return FetchResult.Failed(FetchStatus.Refused, state.Address, refused.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return FetchResult.Failed(FetchStatus.Unreachable, state.Address, exception.Message);
        }
    }

    private string? Refusal(Hop hop)
    {
        if (FetchRules.Refusal(hop.Address) is { } refusal)
        {
            return refusal;
        }
        // Elsewhere the connect step decides; here it never runs for the address itself.
        return _resolvesElsewhere && !hop.Configured && IPAddress.TryParse(hop.Address.IdnHost, out IPAddress? literal)
            && !_rules.MayConnect(hop.Address.IdnHost, hop.Address.Port, literal)
            ? "a private address is allowed only where it is configured"
            : null;
    }

    private static Uri? Redirect(Uri from, HttpResponseMessage response)
    {
        bool redirects = response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return redirects && response.Headers.Location is { } location && Uri.TryCreate(from, location, out Uri? target) ? target : null;
    }

    private static string? RedirectRefusal(HttpRequestMessage request, HttpResponseMessage response, Uri location)
    {
        if (location.Scheme != request.RequestUri!.Scheme)
        {
            return $"a redirect from {request.RequestUri.Scheme} to {location.Scheme}";
        }
        // RFC 9110, 15.4: only 307 and 308 promise that the body is sent again.
        bool keepsBody = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        return request.Method == HttpMethod.Post && !keepsBody ? "a redirect that drops what was sent" : null;
    }

    private static async Task<FetchResult> ReadAsync(HttpResponseMessage response, Uri address, long maxBytes, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
        {
            return FetchResult.Failed(FetchStatus.HttpError, address, $"the server answered {status}", status);
        }
        if (response.Content.Headers.ContentEncoding.Count > 0)
        {
            return FetchResult.Failed(FetchStatus.HttpError, address, "the answer is compressed, which was not asked for", status);
        }
        FetchResult tooLarge = FetchResult.Failed(FetchStatus.TooLarge, address, $"the answer is larger than {maxBytes} bytes", status);
        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return tooLarge;
        }
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var body = new MemoryStream();
        byte[] buffer = new byte[BufferSize];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (body.Length + read > maxBytes)
            {
                return tooLarge;
            }
            body.Write(buffer, 0, read);
        }
        string? contentType = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant();
        return new FetchResult(FetchStatus.Ok, body.GetBuffer().AsMemory(0, (int)body.Length), contentType, status, address, "");
    }

    private HttpMessageInvoker CreateInvoker(Uri? proxy, bool configured)
    {
        var connector = new GuardedConnector(_rules, configured || proxy is not null);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = connector.ConnectAsync,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
            MaxResponseHeadersLength = 32, // KB
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            ActivityHeadersPropagator = null,
        });
    }

    /// <summary>Where the exchange stands: the address to ask, and whether it is ours.</summary>
    private readonly record struct Hop(Uri Address, bool Configured);
}
