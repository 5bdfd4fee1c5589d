namespace Signing.Core.Net;

/// <summary>What a download made of its answer.</summary>
/// <param name="Answer">What callers get.</param>
/// <param name="KeepUntil">Until when it may be given again.</param>
/// <param name="Bytes">What keeping it costs.</param>
/// <param name="IsFailure">Whether nothing useful came: an earlier answer that still holds is then worth more.</param>
internal sealed record Downloaded<TAnswer>(TAnswer Answer, DateTimeOffset KeepUntil, long Bytes, bool IsFailure)
    where TAnswer : class;
