namespace Signing.Core.Cms;

/// <summary>
/// The only exception that reading CMS, certificate fields and RFC 3161 structures throws on bad bytes. It stays inside
/// the library: callers turn it into a finding of the report or a <see cref="SigningException"/>.
/// </summary>
internal sealed class CmsException(CmsProblem problem, string detail, Exception? inner = null) : Exception(detail, inner)
{
    internal CmsProblem Problem { get; } = problem;
}
