using System.Security.Cryptography;

namespace Signing.CertsDev;

/// <summary>One service of a running development PKI: how tests see it, and make it misbehave. Thread-safe.</summary>
public sealed class DevService
{
    private readonly Misbehaviour[] _own;
    private Misbehaviour _misbehaviour;
    private int _requests;

    /// <param name="address">Where it is.</param>
    /// <param name="own">The misbehaviour that it knows beside that of every service.</param>
    internal DevService(Uri address, params Misbehaviour[] own)
    {
        Address = address;
        _own = own;
    }

    /// <summary>Where it is: the address of the TSA, or what the addresses in certificates start with.</summary>
    public Uri Address { get; }

    /// <summary>How it misbehaves from the next request on; not at all by default.</summary>
    /// <exception cref="ArgumentException">This service cannot misbehave like that.</exception>
    public Misbehaviour Misbehaviour
    {
        get => _misbehaviour;
        set => _misbehaviour = value <= Misbehaviour.Endless || _own.Contains(value)
            ? value
            : throw new ArgumentException($"The service at {Address} cannot misbehave in the way '{value}'.", nameof(value));
    }

    /// <summary>How long <see cref="Misbehaviour.Slow"/> takes; 30 seconds by default.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests came since the start.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Answers one HTTP request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="contentType">The content type of a right answer.</param>
    /// <param name="answer">Makes the right answer, or the misbehaviour that is this service's own.</param>
    internal async Task ServeAsync(HttpContext context, string contentType, Func<Misbehaviour, ValueTask<byte[]>> answer)
    {
        Interlocked.Increment(ref _requests);
        Misbehaviour misbehaviour = Misbehaviour;
        HttpResponse response = context.Response;
        response.ContentType = contentType;
        switch (misbehaviour)
        {
            case Misbehaviour.Down:
                context.Abort();
                break;
            case Misbehaviour.Slow:
                await Task.Delay(Delay, context.RequestAborted);
                await response.BodyWriter.WriteAsync(await answer(Misbehaviour.None), context.RequestAborted);
                break;
            case Misbehaviour.Garbage:
                await response.BodyWriter.WriteAsync(RandomNumberGenerator.GetBytes(1000), context.RequestAborted);
                break;
            case Misbehaviour.Empty:
                break;
            case Misbehaviour.Html:
                response.ContentType = "text/html";
                await response.WriteAsync("<!doctype html><title>Sign in</title><p>Please sign in to the network.", context.RequestAborted);
                break;
            case Misbehaviour.ServerError:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case Misbehaviour.RedirectToFile:
                response.Redirect("file:///etc/hostname");
                break;
            case Misbehaviour.Truncated:
                await TruncateAsync(context, await answer(Misbehaviour.None));
                break;
            case Misbehaviour.Endless:
                await WriteWithoutEndAsync(context);
                break;
            default:
                await response.BodyWriter.WriteAsync(await answer(misbehaviour), context.RequestAborted);
                break;
        }
    }

    private static async Task TruncateAsync(HttpContext context, byte[] answer)
    {
        context.Response.ContentLength = answer.Length;
        await context.Response.BodyWriter.WriteAsync(answer.AsMemory(0, answer.Length / 2), context.RequestAborted);
        context.Abort();
    }

    private static async Task WriteWithoutEndAsync(HttpContext context)
    {
        byte[] block = new byte[64 * 1024];
        while (!context.RequestAborted.IsCancellationRequested)
        {
            await context.Response.BodyWriter.WriteAsync(block, context.RequestAborted);
        }
    }
}
