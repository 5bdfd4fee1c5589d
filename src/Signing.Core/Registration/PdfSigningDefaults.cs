using Signing.Core.Creation;

namespace Signing.Core.Registration;

/// <summary>What the configuration says of a signature whose caller does not.</summary>
/// <param name="Level">The level.</param>
public sealed record PdfSigningDefaults(PadesLevel Level);
