using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Signing.Api.Options;
using Signing.Api.Problems;
using Signing.Core;

namespace Signing.Api.Bodies;

/// <summary>
/// Reads <c>multipart/form-data</c> (RFC 7578) as a stream: the part <c>document</c> and, before or after it, the part
/// <c>options</c>, a JSON object. Other parts are refused by name.
/// </summary>
internal sealed class FormReader(TemporaryFolder folder, IReadOnlyList<RequestOption> known)
{
    internal const string DocumentPart = "document";
    internal const string OptionsPart = "options";
    private const int MaxOptionsBytes = 64 * 1024;
    private const int MaxBoundaryLength = 70; // RFC 2046, 5.1.1

    private ReceivedDocument? _document;
    private GivenOptions? _options;

    internal async Task<ReceivedRequest> ReadAsync(MediaTypeHeaderValue mediaType, Stream body, long? bodyLength, CancellationToken cancellationToken)
    {
        try
        {
            var reader = new MultipartReader(Boundary(mediaType), body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                await ReadPartAsync(section, bodyLength, cancellationToken);
            }
            ReceivedDocument document = _document ?? throw new ApiException(ErrorCodes.RequestEmpty);
            _document = null;
            return new ReceivedRequest(document, _options ?? GivenOptions.None);
        }
        catch (Exception failure) when (failure is InvalidDataException || (failure is IOException and not BadHttpRequestException && !cancellationToken.IsCancellationRequested))
        {
            // The form ends too early, or its parts have too many or too long headers.
            throw ApiException.Malformed("malformed.multipart", failure);
        }
        finally
        {
            if (_document is not null)
            {
                await _document.DisposeAsync();
            }
        }
    }

    private async Task ReadPartAsync(MultipartSection section, long? bodyLength, CancellationToken cancellationToken)
    {
        string name = PartName(section);
        switch (name)
        {
            case DocumentPart when _document is null:
                _document = await ReceivedDocument.ReadAsync(section.Body, bodyLength, folder, cancellationToken);
                break;
            case OptionsPart when _options is null:
                _options = await ReadOptionsAsync(section.Body, cancellationToken);
                break;
            case DocumentPart or OptionsPart:
                throw ApiException.Option(name, "option.repeated");
            default:
                throw ApiException.Option(name, "option.unknown");
        }
    }

    private async Task<GivenOptions> ReadOptionsAsync(Stream part, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxOptionsBytes + 1);
        try
        {
            int length = await part.ReadAtLeastAsync(buffer, MaxOptionsBytes + 1, throwOnEndOfStream: false, cancellationToken);
            return length > MaxOptionsBytes
                ? throw ApiException.Option(OptionsPart, "option.long", ("limit", MaxOptionsBytes))
                : GivenOptions.FromJson(buffer.AsMemory(0, length), known);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static string PartName(MultipartSection section)
    {
        if (section.GetContentDispositionHeader() is not { } disposition
            || !disposition.DispositionType.Equals("form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(disposition.Name) is not { Length: > 0 } name)
        {
            throw ApiException.Malformed("malformed.multipart");
        }
        // RFC 7578, 4.7: no transfer encoding; a document in base64 would be taken for something that is not a PDF.
        return section.Headers?.TryGetValue("Content-Transfer-Encoding", out var encoding) == true && !string.Equals(encoding, "binary", StringComparison.OrdinalIgnoreCase)
            ? throw ApiException.Malformed("malformed.encoding")
            : name.ToString();
    }

    private static string Boundary(MediaTypeHeaderValue mediaType) =>
        HeaderUtilities.RemoveQuotes(mediaType.Boundary) is { Length: > 0 and <= MaxBoundaryLength } boundary
            ? boundary.ToString()
            : throw ApiException.Malformed("malformed.multipart");
}
