namespace Signing.Core.Cms;

/// <summary>PKIFailureInfo: the number of the bit that is set (RFC 3161, 2.4.2).</summary>
internal enum TimestampFailure
{
    BadAlgorithm = 0,
    BadRequest = 2,
    BadDataFormat = 5,
    TimeNotAvailable = 14,
    UnacceptedPolicy = 15,
    UnacceptedExtension = 16,
    AdditionalInfoNotAvailable = 17,
    SystemFailure = 25,
}
